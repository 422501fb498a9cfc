import { GraphQLError, validate } from 'graphql';
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
import { JointExecutions } from './joint-executions.ts';
import { OwnStream } from './own-stream.ts';
import { LivePlanner } from './planner.ts';
import { type LiveRequest, prepareRequest, type SubscribeRequest } from './request.ts';
import type { ResultSink } from './result-sink.ts';
import { SharedStreams } from './shared-streams.ts';
import { SubscriberOrigin } from './subscriber-origin.ts';
import { Turns } from './turns.ts';
import { Upstreams } from './upstream.ts';

/** Runs the subscriptions of clients. */
export class LiveEngine {
  readonly #engine: QueryEngine;
  #planner: LivePlanner;
  readonly #dependencies: LiveDependencies;
  readonly #shared: SharedStreams;
  readonly #own = new Set<OwnStream>();
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
    const execution = new EventExecution(engine, counts, logger);
    this.#dependencies = {
      upstreams: new Upstreams(clients, logger),
      execution,
      joint: new JointExecutions(execution),
      admissions: new Turns(limits.admissions),
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

  /** Viewers that wait to be admitted, or to be told what they have missed. */
  get waitingAdmissions(): number {
    return this.#dependencies.admissions.waiting;
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
   * Plans all subscriptions with the engine's new supergraph. Nobody is dropped, and nothing is lost, unless a subscription
   * asks for what there is no more: that one ends with errors.
   */
  replan(): void {
    this.#planner = new LivePlanner(this.#engine.supergraph);
    this.#shared.replan((request) => this.#replanned(request));
    for (const own of this.#own) {
      try {
        own.replan(this.#replanned(own.request));
      } catch (error) {
        own.refuse(error);
      }
    }
  }

  #replanned({ source }: LiveRequest): LiveRequest {
    const { supergraph } = this.#engine;
    const [fault] = validate(supergraph.apiSchema, source.document);
    if (fault) throw new GraphQLError(fault.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    return prepareRequest(supergraph, this.#planner, source);
  }

  /**
   * Begins a subscription. Whatever is wrong with it is told to the sink.
   *
   * @param traceparent what the client has said that it is part of
   * @returns ends it
   */
  subscribe(
    request: SubscribeRequest,
    origin: RequestOrigin,
    sink: ResultSink,
    traceparent: string | null = null,
  ): () => void {
    const viewer = new SubscriberOrigin(origin, traceparent);
    const { logger } = this.#dependencies;
    let leave: () => void = () => {};
    this.#subscribers += 1;
    try {
      const live = prepareRequest(this.#engine.supergraph, this.#planner, request);
      if (live.plan.sharing !== 'own' && live.room) {
        leave = this.#shared.join(live, live.room.id, viewer, sink);
      } else {
        const own = new OwnStream(live, viewer, sink, this.#dependencies);
        this.#own.add(own);
        leave = () => this.#own.delete(own);
        void own.run();
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
