import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, inOrder, list, MAX_BATCH, nullable, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { MessageKey } from '../ids/ids.ts';
import type { ReadMessage, RoomReader } from './room-reader.ts';

const key = { roomId: uuid, seq: z.int().min(1) };
const message = z.object({
  ...key,
  senderId: uuid,
  body: nullable(z.string()),
  mentionedUserIds: list(uuid),
  deleted: z.boolean(),
});

const ROOM_READER = {
  file: 'room-reader.proto',
  service: 'lynk.room_reader.v1.RoomReader',
  methods: {
    messages: {
      callers: ['notification'],
      request: z.object({ keys: batch(z.object(key)) }),
      answer: z.object({ messages: list(message) }),
    },
    readUpTo: {
      callers: ['notification'],
      request: z.object({ places: batch(z.object({ roomId: uuid, userId: uuid })) }),
      answer: z.object({ seqs: list(z.int().min(0)) }),
    },
    members: {
      callers: ['notification'],
      request: z.object({ roomId: uuid, after: nullable(uuid), limit: z.int().min(1).max(MAX_BATCH) }),
      answer: z.object({ userIds: list(uuid) }),
    },
  },
} as const satisfies GrpcContract;

/** {@link RoomReader} of the message subgraph in another process. */
export class GrpcRoomReader implements RoomReader {
  readonly #calls: GrpcCalls<typeof ROOM_READER.methods>;

  constructor(messageSubgraph: GrpcChannel) {
    this.#calls = messageSubgraph.calls(ROOM_READER);
  }

  async messages(keys: readonly MessageKey[]): Promise<readonly ReadMessage[]> {
    return (await this.#calls.call('messages', { keys })).messages;
  }

  async readUpTo(requests: readonly { roomId: string; userId: string }[]): Promise<readonly number[]> {
    return inOrder((await this.#calls.call('readUpTo', { places: requests })).seqs, requests);
  }

  async members(roomId: string, after: string | null, limit: number): Promise<readonly string[]> {
    return (await this.#calls.call('members', { roomId, after, limit })).userIds;
  }
}

/** Serves what stands in rooms to notification. */
export function serveRoomReader(server: GrpcServer, roomReader: RoomReader): void {
  server.serve(ROOM_READER, {
    messages: async ({ keys }) => ({ messages: await roomReader.messages(keys) }),
    readUpTo: async ({ places }) => ({ seqs: await roomReader.readUpTo(places) }),
    members: async ({ roomId, after, limit }) => ({ userIds: await roomReader.members(roomId, after, limit) }),
  });
}
