import type { ServiceMap } from '@apollo/gateway';
import type { ExecutionResult } from 'graphql';
import type { Logger } from '#platform/logger/logger.ts';
import type { SubgraphResult } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { executePlan } from '../federation/execute.ts';
import type { QueryEngine } from '../federation/query-engine.ts';
import type { LiveCounts } from '../metrics/gateway-figures.ts';
import { OperationContext } from '../operation-context.ts';
import type { EntityBatches } from './entity-batches.ts';
import type { LiveRequest } from './request.ts';
import { SerialisedResult } from './serialised-result.ts';

/** Makes a client's results of what upstreams send. */
export class EventExecution {
  readonly engine: QueryEngine;
  readonly logger: Logger;
  readonly #counts: LiveCounts;

  constructor(engine: QueryEngine, counts: LiveCounts, logger: Logger) {
    this.engine = engine;
    this.logger = logger;
    this.#counts = counts;
  }

  /**
   * Carries out the rest of a subscription for one event, with the stock executor: its first fetch is answered with the
   * event.
   *
   * @param event what the upstream sent; it is filled with what is fetched, so it must not be used again
   * @param origin on whose behalf the rest is fetched
   * @param among what runs for the same origin at the same time; its fetches are taken together
   * @returns never fails: an execution that does becomes a result with an error
   */
  async execute(
    request: LiveRequest,
    event: SubgraphResult,
    origin: RequestOrigin,
    among?: EntityBatches,
  ): Promise<SerialisedResult> {
    this.#counts.executions.value += 1;
    const { plan, variables } = request;
    const { upstream } = plan;
    const all = among?.over(this.engine.sources) ?? this.engine.sources;
    const source = all[upstream.subgraph];
    const sources: ServiceMap = {
      ...all,
      [upstream.subgraph]: {
        process: async (options) => {
          if (options.request.query !== upstream.answers && source) return source.process(options);
          return { data: event.data ?? null, ...(event.errors && { errors: event.errors }) };
        },
      },
    };
    return this.serialise(() =>
      executePlan(
        plan.supergraph,
        plan.planned,
        plan.eventPlan,
        variables,
        new OperationContext(origin),
        sources,
        this.logger,
      ),
    );
  }

  /** Gives a result its public form. */
  async serialise(execute: () => Promise<ExecutionResult>): Promise<SerialisedResult> {
    let result: ExecutionResult;
    try {
      result = await execute();
    } catch (error) {
      return new SerialisedResult({ data: null, errors: [normaliseError(error, this.logger)] });
    }
    const errors = result.errors?.map((error) => normaliseError(error, this.logger));
    return new SerialisedResult({ data: result.data ?? null, ...(errors && { errors }) });
  }
}
