import { GrpcAccounts, serveAccounts } from '#platform/accounts/grpc.ts';
import { GrpcAttachments, serveAttachments } from '#platform/attachments/grpc.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { GrpcServer } from '#platform/grpc/server.ts';
import { RedisHotLog } from '#platform/hot-log/redis.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { RedisNameFilter } from '#platform/name-filter/redis.ts';
import { GrpcProfiles, serveProfiles } from '#platform/profiles/grpc.ts';
import { servePushOutbox } from '#platform/push/grpc.ts';
import { PostgresPush } from '#platform/push/postgres.ts';
import { RedisRateLimit } from '#platform/rate-limit/redis.ts';
import { GrpcRoomAccess, serveRoomAccess } from '#platform/room-access/grpc.ts';
import { GrpcRoomReader, serveRoomReader } from '#platform/room-reader/grpc.ts';
import { GrpcRoomTimeline, serveRoomTimeline } from '#platform/room-timeline/grpc.ts';
import { GrpcSessions, serveSessions } from '#platform/sessions/grpc.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import type { Subgraph } from '#platform/subgraph/subgraph.ts';
import { RedisTickets } from '#platform/tickets/redis.ts';
import { GrpcValidation, serveValidation } from '#platform/validation/grpc.ts';
import { createAuth } from '#subgraphs/auth/index.ts';
import { PostgresAuthStore } from '#subgraphs/auth/store/postgres.ts';
import { createMedia } from '#subgraphs/media/index.ts';
import { PostgresMediaStore } from '#subgraphs/media/store/postgres.ts';
import { createMessage } from '#subgraphs/message/index.ts';
import { CassandraMessageStore } from '#subgraphs/message/store/cassandra.ts';
import { createNotification } from '#subgraphs/notification/index.ts';
import { PostgresNotificationStore } from '#subgraphs/notification/store/postgres.ts';
import { createRoom } from '#subgraphs/room/index.ts';
import { PostgresRoomStore } from '#subgraphs/room/store/postgres.ts';
import { createUser } from '#subgraphs/user/index.ts';
import { PostgresUserStore } from '#subgraphs/user/store/postgres.ts';
import type { Config } from '../config.ts';
import { readSubgraphSchema, type SubgraphName } from '../schema-files.ts';
import type { Connections } from './connections.ts';

/** What every subgraph gets, whatever it does. */
export interface SubgraphSurroundings {
  readonly connections: Connections;
  readonly metrics: Metrics;
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** With the private half, as auth alone has it. Asked for by nobody else. */
  readonly accessKeys: () => Promise<SigningKeys>;
}

/** A subgraph on the real servers. */
export interface ServedSubgraph {
  readonly subgraph: Subgraph;
  /** Adds the ports that it serves to other subgraphs. */
  serve(server: GrpcServer): void;
}

/** Subgraph → how it is made of what stands on the real servers. */
export const SERVED_SUBGRAPHS: Record<SubgraphName, (surroundings: SubgraphSurroundings) => Promise<ServedSubgraph>> = {
  auth: async ({ connections, metrics, config, clock, logger, accessKeys }) => {
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
  },

  user: async ({ connections, metrics, clock, logger }) => {
    const { subgraph, validation, profiles } = createUser({
      typeDefs: readSubgraphSchema('user'),
      store: new PostgresUserStore(await connections.database()),
      accounts: new GrpcAccounts(await connections.channel('auth')),
      roomTimeline: new GrpcRoomTimeline(await connections.channel('message')),
      attachments: new GrpcAttachments(await connections.channel('media')),
      pubsub: await connections.pubsub(),
      eventLog: await connections.eventLog(),
      clock,
      logger,
      metrics,
    });
    const serve = (server: GrpcServer) => {
      serveValidation(server, validation);
      serveProfiles(server, profiles);
    };
    return { subgraph, serve };
  },

  room: async ({ connections, metrics, clock, logger }) => {
    const { subgraph, roomAccess } = createRoom({
      typeDefs: readSubgraphSchema('room'),
      store: new PostgresRoomStore(await connections.database()),
      validation: new GrpcValidation(await connections.channel('user')),
      roomTimeline: new GrpcRoomTimeline(await connections.channel('message')),
      attachments: new GrpcAttachments(await connections.channel('media')),
      tickets: new RedisTickets(await connections.redis()),
      nameFilter: new RedisNameFilter({ redis: await connections.redis(), logger, name: 'names' }),
      eventLog: await connections.eventLog(),
      clock,
      logger,
      metrics,
    });
    return { subgraph, serve: (server) => serveRoomAccess(server, roomAccess) };
  },

  message: async ({ connections, metrics, clock, logger }) => {
    const { subgraph, roomTimeline, roomReader } = createMessage({
      typeDefs: readSubgraphSchema('message'),
      store: new CassandraMessageStore(await connections.cassandra(), { clock, metrics }),
      roomAccess: new GrpcRoomAccess(await connections.channel('room')),
      validation: new GrpcValidation(await connections.channel('user')),
      attachments: new GrpcAttachments(await connections.channel('media')),
      hotLog: new RedisHotLog({ redis: await connections.redis(), logger }),
      pubsub: await connections.pubsub(),
      presence: await connections.presence(),
      eventLog: await connections.eventLog(),
      clock,
      logger,
      metrics,
    });
    const serve = (server: GrpcServer) => {
      serveRoomTimeline(server, roomTimeline);
      serveRoomReader(server, roomReader);
    };
    return { subgraph, serve };
  },

  media: async ({ connections, config, clock, logger }) => {
    const { subgraph, attachments } = createMedia({
      typeDefs: readSubgraphSchema('media'),
      store: new PostgresMediaStore(await connections.database()),
      blobStore: await connections.blobStore(),
      tickets: new RedisTickets(await connections.redis()),
      roomAccess: new GrpcRoomAccess(await connections.channel('room')),
      eventLog: await connections.eventLog(),
      limits: config.media,
      clock,
      logger,
    });
    return { subgraph, serve: (server) => serveAttachments(server, attachments) };
  },

  notification: async ({ connections, config, clock, logger }) => {
    const database = await connections.database();
    const push = new PostgresPush({ sql: database, clock, logger });
    const { subgraph } = createNotification({
      typeDefs: readSubgraphSchema('notification'),
      store: new PostgresNotificationStore(database),
      push,
      sessions: new GrpcSessions(await connections.channel('auth')),
      validation: new GrpcValidation(await connections.channel('user')),
      profiles: new GrpcProfiles(await connections.channel('user')),
      roomAccess: new GrpcRoomAccess(await connections.channel('room')),
      roomReader: new GrpcRoomReader(await connections.channel('message')),
      presence: await connections.presence(),
      pubsub: await connections.pubsub(),
      eventLog: await connections.eventLog(),
      clock,
      logger,
      pushDelayMs: config.pushDelayMs,
    });
    const serve = (server: GrpcServer) => {
      // It holds what people have written: for developers alone.
      if (!config.isProduction) servePushOutbox(server, push);
    };
    return { subgraph, serve };
  },
};
