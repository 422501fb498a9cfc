import { serveAccounts } from '#platform/accounts/grpc.ts';
import type { GrpcServer } from '#platform/grpc/server.ts';
import { RedisRateLimit } from '#platform/rate-limit/redis.ts';
import { serveSessions } from '#platform/sessions/grpc.ts';
import { createAuth } from '#subgraphs/auth/index.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { readSubgraphSchema } from '../../schema-files.ts';
import type { ServeSubgraph } from '../served-subgraph.ts';

/** Auth on the real servers: accounts, sessions and tokens. */
export const serveAuth: ServeSubgraph = async ({ connections, metrics, config, clock, logger, accessKeys }) => {
  const { subgraph, accounts, sessions } = createAuth({
    typeDefs: readSubgraphSchema('auth'),
    store: new PostgresAuthStore(await connections.database()),
    signingKeys: await accessKeys(),
    rateLimit: new RedisRateLimit(await connections.redis()),
    rateLimitRule: config.rateLimit,
    pubsub: await connections.pubsub(),
    eventLog: await connections.eventLog(),
    clock,
    logger,
    metrics,
    accessTokenSeconds: config.accessTokenSeconds,
    refreshTokenDays: config.refreshTokenDays,
  });
  const serve = (server: GrpcServer) => {
    serveAccounts(server, accounts);
    serveSessions(server, sessions);
  };
  return { subgraph, serve };
};
