import { GrpcAccounts } from '#platform/accounts/grpc.ts';
import { GrpcAttachments } from '#platform/attachments/grpc.ts';
import type { GrpcServer } from '#platform/grpc/server.ts';
import { serveProfiles } from '#platform/profiles/grpc.ts';
import { GrpcRoomTimeline } from '#platform/room-timeline/grpc.ts';
import { serveValidation } from '#platform/validation/grpc.ts';
import { createUser } from '#subgraphs/user/index.ts';
import { PostgresUserStore } from '#subgraphs/user/store/postgres.ts';
import { readSubgraphSchema } from '../../schema-files.ts';
import type { ServeSubgraph } from '../served-subgraph.ts';

/** User on the real servers: profiles and blocks. */
export const serveUser: ServeSubgraph = async ({ connections, metrics, clock, logger }) => {
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
};
