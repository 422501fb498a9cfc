import type { Logger } from '#platform/logger/logger.ts';
import type { SubgraphClient } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import type { LiveLimits } from '../config.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import type { QueryEngine } from '../federation/query-engine.ts';
import { EventExecution } from './execution.ts';
import { OwnStream } from './own-stream.ts';
import { LivePlanner } from './planner.ts';
import { prepareRequest, type SubscribeRequest } from './request.ts';
import type { ResultSink } from './result-sink.ts';
import { Upstreams } from './upstream.ts';

/** Runs the subscriptions of clients. */
export class LiveEngine {
  readonly #engine: QueryEngine;
  readonly #limits: LiveLimits;
  readonly #logger: Logger;
  readonly #planner: LivePlanner;
  readonly #upstreams: Upstreams;
  readonly #execution: EventExecution;

  constructor(options: {
    engine: QueryEngine;
    clients: ReadonlyMap<string, SubgraphClient>;
    limits: LiveLimits;
    logger: Logger;
  }) {
    this.#engine = options.engine;
    this.#limits = options.limits;
    this.#logger = options.logger;
    this.#planner = new LivePlanner(options.engine.supergraph);
    this.#upstreams = new Upstreams(options.clients, options.logger);
    this.#execution = new EventExecution(options.engine, options.logger);
  }

  /**
   * Begins a subscription. Whatever is wrong with it is told to the sink.
   *
   * @returns ends it
   */
  subscribe(request: SubscribeRequest, origin: RequestOrigin, sink: ResultSink): () => void {
    const left = new AbortController();
    const fail = (error: unknown) => sink.fail([normaliseError(error, this.#logger)]);
    try {
      const prepared = prepareRequest(this.#engine.supergraph, this.#planner, request);
      const viewer: RequestOrigin = { ...origin, signal: left.signal };
      const stream = new OwnStream(prepared, viewer, sink, {
        upstreams: this.#upstreams,
        execution: this.#execution,
        limits: this.#limits,
        logger: this.#logger,
      });
      stream.run().catch(fail);
    } catch (error) {
      fail(error);
    }
    return () => left.abort();
  }
}
