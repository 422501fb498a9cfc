import { GrpcAttachments } from '#platform/attachments/grpc.ts';
import { RedisNameFilter } from '#platform/name-filter/redis.ts';
import { serveRoomAccess } from '#platform/room-access/grpc.ts';
import { GrpcRoomTimeline } from '#platform/room-timeline/grpc.ts';
import { RedisTickets } from '#platform/tickets/redis.ts';
import { GrpcValidation } from '#platform/validation/grpc.ts';
import { createRoom } from '#subgraphs/room/index.ts';
import { PostgresRoomStore } from '#subgraphs/room/store/postgres.ts';
import { readSubgraphSchema } from '../../schema-files.ts';
import type { ServeSubgraph } from '../served-subgraph.ts';

/** Room on the real servers: rooms and who is in them. */
export const serveRoom: ServeSubgraph = async ({ connections, metrics, clock, logger }) => {
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
};
