import { GrpcAttachments } from '#platform/attachments/grpc.ts';
import type { GrpcServer } from '#platform/grpc/server.ts';
import { RedisHotLog } from '#platform/hot-log/redis.ts';
import { GrpcRoomAccess } from '#platform/room-access/grpc.ts';
import { serveRoomReader } from '#platform/room-reader/grpc.ts';
import { serveRoomTimeline } from '#platform/room-timeline/grpc.ts';
import { GrpcValidation } from '#platform/validation/grpc.ts';
import { createMessage } from '#subgraphs/message/index.ts';
import { CassandraMessageStore } from '#subgraphs/message/store/cassandra.ts';
import { readSubgraphSchema } from '../../schema-files.ts';
import type { ServeSubgraph } from '../served-subgraph.ts';

/** Message on the real servers: the log of rooms on Cassandra. */
export const serveMessage: ServeSubgraph = async ({ connections, metrics, clock, logger }) => {
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
};
