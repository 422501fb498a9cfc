import type { GrpcServer } from '#platform/grpc/server.ts';
import { GrpcProfiles } from '#platform/profiles/grpc.ts';
import { servePushOutbox } from '#platform/push/grpc.ts';
import { PostgresPush } from '#platform/push/postgres.ts';
import { GrpcRoomAccess } from '#platform/room-access/grpc.ts';
import { GrpcRoomReader } from '#platform/room-reader/grpc.ts';
import { GrpcSessions } from '#platform/sessions/grpc.ts';
import { GrpcValidation } from '#platform/validation/grpc.ts';
import { createNotification } from '#subgraphs/notification/index.ts';
import { PostgresNotificationStore } from '#subgraphs/notification/store/postgres.ts';
import { readSubgraphSchema } from '../../schema-files.ts';
import type { ServeSubgraph } from '../served-subgraph.ts';

/** Notification on the real servers: pushes and inboxes. */
export const serveNotification: ServeSubgraph = async ({ connections, config, clock, logger }) => {
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
};
