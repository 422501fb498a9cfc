import type { ServiceMap } from '@apollo/gateway';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Logger } from '#platform/logger/logger.ts';
import type { SubgraphResult } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import { executePlan, type RawResult } from '../federation/execute.ts';
import type { QueryEngine } from '../federation/query-engine.ts';
import type { LiveCounts } from '../metrics/gateway-figures.ts';
import { OperationContext } from '../operation-context.ts';
import { ITEMS_FIELD } from './contract.ts';
import type { EntityBatches } from './entity-batches.ts';
import type { ListPlan } from './list-plan.ts';
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
    const { subgraph, answers } = plan.upstream;
    const sources = answering(among?.over(this.engine.sources) ?? this.engine.sources, subgraph, answers, event);
    return this.serialise(() =>
      executePlan(
        plan.supergraph,
        plan.planned,
        plan.eventPlan,
        variables,
        among ? new OperationContext(origin, Number.POSITIVE_INFINITY) : new OperationContext(origin),
        sources,
        this.logger,
      ),
    );
  }

  /**
   * Carries out the rest of a subscription for events of several rooms at once, on behalf of the members of any room.
   *
   * @param request of any of them
   * @param events what upstreams sent, without errors; used up
   * @param among what runs for that identity at the same time
   * @returns a result for each event; never fails
   */
  async executeList(
    request: LiveRequest,
    list: ListPlan,
    events: readonly SubgraphResult[],
    among: EntityBatches,
  ): Promise<SerialisedResult[]> {
    const { supergraph, responseName } = request.plan;
    const origin: RequestOrigin = {
      identity: { kind: 'audience', roomId: null },
      clientAddress: null,
      signal: new AbortController().signal,
    };
    const page = { [ITEMS_FIELD]: events.map(({ data }) => data?.[responseName]) };
    const sources = answering(among.over(this.engine.sources), list.subgraph, list.answers, {
      data: { [responseName]: page },
    });
    const context = new OperationContext(origin, Number.POSITIVE_INFINITY);
    const execution = executePlan(
      supergraph,
      list.planned,
      list.plan,
      request.variables,
      context,
      sources,
      this.logger,
    );
    const { data, errors = [] } = await execution.catch((): RawResult => ({}));
    const shaped = data?.[responseName] as { [ITEMS_FIELD]: readonly unknown[] } | null | undefined;
    // One item that cannot be shown makes the whole list null.
    if (!shaped) return Promise.all(events.map((event) => this.execute(request, event, origin, among)));
    this.#counts.executions.value += events.length;
    const told = errors.map((error) => normaliseError(error, this.logger));
    return shaped[ITEMS_FIELD].map((item, index) => {
      const own = told.flatMap((error) => errorOfItem(error, responseName, index));
      return new SerialisedResult({ data: { [responseName]: item }, ...(own.length > 0 && { errors: own }) });
    });
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

/** The sources, but one fetch from one of them is answered with what is there already. */
function answering(sources: ServiceMap, subgraph: string, query: string, answer: SubgraphResult): ServiceMap {
  const source = sources[subgraph];
  return {
    ...sources,
    [subgraph]: {
      process: async (options) => {
        if (options.request.query !== query && source) return source.process(options);
        return { data: answer.data ?? null, ...(answer.errors && { errors: answer.errors }) };
      },
    },
  };
}

/** An error of a list as one item has it: at its own place when it is the item's, not at all when it is another's. */
function errorOfItem(error: GraphQLFormattedError, responseName: string, index: number): GraphQLFormattedError[] {
  const { path, ...rest } = error;
  const [, , place, ...below] = path ?? [];
  if (typeof place !== 'number') return [rest];
  return place === index ? [{ ...rest, path: [responseName, ...below] }] : [];
}
