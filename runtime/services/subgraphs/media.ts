import { serveAttachments } from '#platform/attachments/grpc.ts';
import { GrpcRoomAccess } from '#platform/room-access/grpc.ts';
import { RedisTickets } from '#platform/tickets/redis.ts';
import { createMedia } from '#subgraphs/media/index.ts';
import { PostgresMediaStore } from '#subgraphs/media/store/postgres.ts';
import { readSubgraphSchema } from '../../schema-files.ts';
import type { ServeSubgraph } from '../served-subgraph.ts';

/** Media on the real servers: files on S3. */
export const serveMedia: ServeSubgraph = async ({ connections, config, clock, logger }) => {
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
};
