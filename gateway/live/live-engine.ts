import type { Logger } from '#platform/logger/logger.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import type { SubgraphClient } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import type { LiveLimits } from '../config.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import type { QueryEngine } from '../federation/query-engine.ts';
import type { LiveCounts } from '../metrics/gateway-figures.ts';
import type { LiveDependencies } from './dependencies.ts';
import { EventExecution } from './execution.ts';
import { OwnStream } from './own-stream.ts';
import { LivePlanner } from './planner.ts';
import { prepareRequest, type SubscribeRequest } from './request.ts';
import type { ResultSink } from './result-sink.ts';
import { SharedStreams } from './shared-streams.ts';
import { SubscriberOrigin } from './subscriber-origin.ts';
import { Upstreams } from './upstream.ts';

/** Runs the subscriptions of clients. */
export class LiveEngine {
  readonly #engine: QueryEngine;
  readonly #planner: LivePlanner;
  readonly #dependencies: LiveDependencies;
  readonly #shared: SharedStreams;
  #subscribers = 0;

  constructor(options: {
    engine: QueryEngine;
    clients: ReadonlyMap<string, SubgraphClient>;
    pubsub: PubSub;
    limits: LiveLimits;
    counts: LiveCounts;
    logger: Logger;
  }) {
    const { engine, clients, pubsub, limits, counts, logger } = options;
    this.#engine = engine;
    this.#planner = new LivePlanner(engine.supergraph);
    this.#dependencies = {
      upstreams: new Upstreams(clients, logger),
      execution: new EventExecution(engine, counts, logger),
      limits,
      counts,
      logger,
    };
    this.#shared = new SharedStreams(this.#dependencies, pubsub);
  }

  /** Subscriptions that run. */
  get subscribers(): number {
    return this.#subscribers;
  }

  /** Upstreams that are shared. */
  get sharedStreams(): number {
    return this.#shared.size;
  }

  /** Begins to listen for what concerns viewers. */
  async start(): Promise<void> {
    await this.#shared.start();
  }

  /** Ends all upstreams that are shared; the others end with their subscribers. */
  stop(): void {
    this.#shared.stop();
  }

  /**
   * Begins a subscription. Whatever is wrong with it is told to the sink.
   *
   * @returns ends it
   */
  subscribe(request: SubscribeRequest, origin: RequestOrigin, sink: ResultSink): () => void {
    const viewer = new SubscriberOrigin(origin);
    const { logger } = this.#dependencies;
    let leave = () => {};
    this.#subscribers += 1;
    try {
      const live = prepareRequest(this.#engine.supergraph, this.#planner, request);
      if (live.plan.sharing !== 'own' && live.room) {
        leave = this.#shared.join(live, live.room.id, viewer, sink);
      } else {
        void new OwnStream(live, viewer, sink, this.#dependencies).run();
      }
    } catch (error) {
      sink.fail([normaliseError(error, logger)]);
    }
    return this.#leaving(viewer, leave);
  }

  /** Made here, where nothing else is in sight: it lives as long as the subscription, and with it all that it can see. */
  #leaving(viewer: SubscriberOrigin, leave: () => void): () => void {
    return () => {
      this.#subscribers -= 1;
      viewer.leave();
      leave();
    };
  }
}
