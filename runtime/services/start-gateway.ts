import { pushOutboxPage } from '#gateway/http/push-outbox-page.ts';
import { createGateway } from '#gateway/index.ts';
import { GrpcPushOutbox } from '#platform/push/grpc.ts';
import { RedisRateLimit } from '#platform/rate-limit/redis.ts';
import { GrpcSessions } from '#platform/sessions/grpc.ts';
import { ACCESS_KEYS, SERVICE_KEYS, SecretSigningKeys } from '#platform/signing-keys/secrets.ts';
import { BalancedSubgraphClient } from '#platform/subgraph/balanced-client.ts';
import { ServiceTokenCache } from '#platform/tokens/service-token-cache.ts';
import { readSupergraph, SUBGRAPH_NAMES } from '../schema-files.ts';
import { servedFrom } from '../served-files.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Starts the gateway on the real servers, in front of subgraphs that are processes of their own. When it stops, it says so
 * to whoever asks, closes its door, answers what is under way, and only then lets its connections go.
 *
 * @returns the port that it listens on
 */
export async function startGateway(surroundings: Surroundings): Promise<{ port: number }> {
  const { config, secrets, tls, connections, health, metrics, clock, logger, shutdown } = surroundings;
  const accessKeys = await SecretSigningKeys.open({ secrets, ...ACCESS_KEYS, privateKeys: null, clock });
  const ownKeys = await SecretSigningKeys.open({ secrets, ...SERVICE_KEYS, clock });
  const clients = SUBGRAPH_NAMES.map((name) => {
    const tokens = new ServiceTokenCache(name, ownKeys, clock);
    const client = new BalancedSubgraphClient({
      name,
      addresses: config.services.graphql[name],
      tokens,
      tls,
      logger,
      metrics,
    });
    shutdown.add(`connections to ${name}`, () => client.close());
    return [name, client] as const;
  });
  const gateway = createGateway({
    supergraphSdl: readSupergraph(),
    clients: new Map(clients),
    signingKeys: accessKeys,
    sessions: new GrpcSessions(await connections.channel('auth')),
    pubsub: await connections.pubsub(),
    presence: await connections.presence(),
    rateLimit: new RedisRateLimit(await connections.redis()),
    routes: config.isProduction
      ? []
      : [pushOutboxPage({ outbox: new GrpcPushOutbox(await connections.channel('notification')), logger })],
    metrics,
    clock,
    logger: logger.child({ part: 'gateway' }),
    config: { ...config.gateway, ...servedFrom(config), fileOrigin: new URL(config.services.s3.publicEndpoint).origin },
  });
  shutdown.add('gateway', () => gateway.stop());
  const address = await gateway.listen({ host: config.host, port: config.port });
  shutdown.add('readiness', async () => health.setDraining());
  return address;
}
