import { unauthenticated } from '#platform/errors/errors.ts';
import { GrpcServer } from '#platform/grpc/server.ts';
import { ACCESS_KEYS, SERVICE_KEYS, SecretSigningKeys } from '#platform/signing-keys/secrets.ts';
import { hostSubgraph } from '#platform/subgraph/host.ts';
import { verifyServiceToken } from '#platform/tokens/service-token.ts';
import { type SubgraphName, schemaFile } from '../schema-files.ts';
import type { ServeSubgraph } from './served-subgraph.ts';
import type { Surroundings } from './surroundings.ts';

/** Gateways ask every second whether a process lives, and go elsewhere when it says that it stops. */
const NOTICE_MS = 1_500;

/** Subgraph → how it is made. A process loads the code of its own alone. */
const SUBGRAPHS: Record<SubgraphName, () => Promise<ServeSubgraph>> = {
  auth: async () => (await import('./subgraphs/auth.ts')).serveAuth,
  user: async () => (await import('./subgraphs/user.ts')).serveUser,
  room: async () => (await import('./subgraphs/room.ts')).serveRoom,
  message: async () => (await import('./subgraphs/message.ts')).serveMessage,
  media: async () => (await import('./subgraphs/media.ts')).serveMedia,
  notification: async () => (await import('./subgraphs/notification.ts')).serveNotification,
};

/**
 * Starts one subgraph on the real servers: GraphQL for the gateways, and its ports for the other subgraphs. When it stops,
 * both doors close first, then what goes on beside requests, then connections.
 *
 * @returns the ports that it listens on
 */
export async function startSubgraph(
  name: SubgraphName,
  surroundings: Surroundings,
): Promise<{ port: number; rpcPort: number }> {
  const { config, secrets, tls, connections, health, metrics, clock, shutdown } = surroundings;
  const logger = surroundings.logger.child({ subgraph: name });
  const make = await SUBGRAPHS[name]();
  const { subgraph, serve } = await make({
    connections,
    config,
    clock,
    logger,
    metrics,
    accessKeys: () => SecretSigningKeys.open({ secrets, ...ACCESS_KEYS, clock }),
  });
  const gateways = await SecretSigningKeys.open({ secrets, ...SERVICE_KEYS, privateKeys: null, clock });
  const grpc = new GrpcServer({ tls, protoFolder: schemaFile(''), logger, metrics });
  serve(grpc);

  await subgraph.start();
  shutdown.add(`subgraph ${name}`, () => subgraph.stop());
  const rpcPort = await grpc.listen({ host: config.host, port: config.services.rpcPort });
  shutdown.add('calls of other subgraphs', () => grpc.stop());
  const host = await hostSubgraph({
    subgraph,
    tls,
    identify: async (authorization) => {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
      if (!token) throw unauthenticated();
      return verifyServiceToken(await gateways.publicKeys(), name, token, clock.now());
    },
    host: config.host,
    port: config.port,
  });
  shutdown.add('GraphQL', () => host.stop(NOTICE_MS));
  shutdown.add('readiness', async () => health.setDraining());
  return { port: host.port, rpcPort };
}
