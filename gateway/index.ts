import type { Clock } from '#platform/clock/clock.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Presence } from '#platform/presence/presence.ts';
import type { PubSub } from '#platform/pubsub/pubsub.ts';
import type { RateLimit } from '#platform/rate-limit/rate-limit.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import type { SubgraphClient } from '#platform/subgraph/client.ts';
import { DEFAULT_GATEWAY_CONFIG, type GatewayConfig } from './config.ts';
import { SubgraphDataSource } from './federation/data-source.ts';
import { QueryEngine } from './federation/query-engine.ts';
import { Supergraph } from './federation/supergraph.ts';
import { createApolloServer } from './http/apollo-server.ts';
import { createApp } from './http/app.ts';
import { Listener } from './http/listener.ts';
import type { GatewayRoute } from './http/route.ts';
import { Authenticator } from './identity/authenticator.ts';
import { EndedSessions } from './identity/ended-sessions.ts';
import { CostBudget } from './limits/cost-budget.ts';
import { Documents } from './limits/documents.ts';
import { LiveEngine } from './live/live-engine.ts';
import { GatewayFigures } from './metrics/gateway-figures.ts';
import { DocumentTexts } from './persisted/document-texts.ts';
import { guardClients } from './resilience/guard-clients.ts';
import { SocketServer } from './socket/socket-server.ts';

/** What a gateway is made of. */
export interface GatewayDependencies {
  /** What composition gave. */
  readonly supergraphSdl: string;
  /** Subgraph → how it is reached. The gateway does not close them. */
  readonly clients: ReadonlyMap<string, SubgraphClient>;
  readonly signingKeys: SigningKeys;
  readonly sessions: Pick<Sessions, 'endedSince'>;
  readonly pubsub: PubSub;
  readonly presence: Presence;
  /** Holds what viewers may spend. */
  readonly rateLimit: RateLimit;
  /** Is told how the gateway does. */
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What is served beside GraphQL. */
  readonly routes?: readonly GatewayRoute[];
  /** Settings that differ from {@link DEFAULT_GATEWAY_CONFIG}. */
  readonly config?: Partial<GatewayConfig>;
}

/** The one public door. */
export interface Gateway {
  /**
   * Opens the door. Port 0 takes any free one.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when auth does not answer; the system's error when it cannot listen
   */
  listen(address: { host: string; port: number }): Promise<{ port: number }>;
  /**
   * Goes on with another version of the supergraph. Subscriptions are planned anew; what is under way ends as it began.
   *
   * @param supergraphSdl what composition gave; each of its subgraphs must be among the clients
   * @throws Error when it is no supergraph, or a subgraph of it has no client: then everything stays as it was
   */
  reload(supergraphSdl: string): void;
  /** Takes nothing more, finishes what is under way, tells the clients to come back, and closes. */
  stop(): Promise<void>;
}

/**
 * Makes a gateway.
 *
 * @throws Error when the supergraph is none, or a subgraph of it has no client
 */
export function createGateway(dependencies: GatewayDependencies): Gateway {
  const { logger, rateLimit } = dependencies;
  const config: GatewayConfig = { ...DEFAULT_GATEWAY_CONFIG, ...dependencies.config };
  const figures = new GatewayFigures(dependencies.metrics);
  const { clients, breakerStates } = guardClients(dependencies.clients, {
    breaker: config.breaker,
    deadlineMs: config.subgraphDeadlineMs,
    logger,
    observe: figures.onCall,
    onBreakerOpened: figures.onBreakerOpened,
  });
  const supergraph = new Supergraph(dependencies.supergraphSdl);
  const endedSessions = new EndedSessions(dependencies);
  const authenticator = new Authenticator({ ...dependencies, endedSessions });
  const engine = new QueryEngine(supergraph, createSources(supergraph), logger, figures);
  const live = new LiveEngine({
    engine,
    clients,
    pubsub: dependencies.pubsub,
    limits: config.live,
    logger,
    counts: figures.live,
  });
  const documents = new Documents(supergraph, config);
  const texts = new DocumentTexts(config.persisted);
  const schema = () => engine.supergraph.apiSchema;
  const onRefused = figures.refused.bind(figures);
  const limits = { ...config.viewer, page: config.limits.page };
  const budget = new CostBudget({ rateLimit, limits, schema, onRefused, logger });
  const sockets = new SocketServer({
    ...dependencies,
    config,
    authenticator,
    endedSessions,
    texts,
    documents,
    budget,
    engine,
    live,
    figures,
  });
  const apollo = createApolloServer({ engine, budget, logger });
  let listener: Listener | undefined;
  let hasBegun = false;
  let isReady = false;
  let stopping: Promise<void> | undefined;
  figures.read({
    sockets: () => sockets.size,
    queuedBytes: () => sockets.queuedBytes,
    subscribers: () => live.subscribers,
    sharedStreams: () => live.sharedStreams,
    waitingAdmissions: () => live.waitingAdmissions,
    breakers: breakerStates,
  });

  function createSources(supergraph: Supergraph) {
    return Object.fromEntries(
      supergraph.subgraphNames.map((name) => {
        const client = clients.get(name);
        if (!client) throw new Error(`The supergraph has a subgraph "${name}", but there is no client for it.`);
        const verifyToken = async (token: string) => (await authenticator.fromToken(token)).identity;
        return [name, new SubgraphDataSource(client, { logger, verifyToken })];
      }),
    );
  }

  async function stop(): Promise<void> {
    isReady = false;
    await Promise.all([sockets.stop(config.drainMs), listener?.close(config.drainMs)]);
    // What has not begun cannot be ended: auth or pub/sub may have been away.
    if (hasBegun) await apollo.stop();
    live.stop();
    endedSessions.stop();
  }

  return {
    listen: async ({ host, port }) => {
      await endedSessions.start();
      await live.start();
      await apollo.start();
      hasBegun = true;
      const { signingKeys } = dependencies;
      const app = createApp({
        apollo,
        authenticator,
        texts,
        documents,
        figures,
        signingKeys,
        routes: dependencies.routes ?? [],
        config,
        logger,
        isReady: () => isReady,
      });
      listener = new Listener(app, (request, stream, head) => sockets.upgrade(request, stream, head));
      sockets.start();
      isReady = true;
      return { port: await listener.listen(host, port) };
    },
    reload: (supergraphSdl) => {
      const next = new Supergraph(supergraphSdl);
      if (next.version === engine.supergraph.version) return;
      engine.replace(next, createSources(next));
      documents.use(next);
      live.replan();
    },
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}
