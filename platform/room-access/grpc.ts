import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, inOrder, list, nullable, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import type { Access, RoomAccess } from './room-access.ts';

const room = z.object({
  kind: z.enum(['DIRECT', 'GROUP']),
  visibility: z.enum(['PUBLIC', 'PRIVATE']),
  name: nullable(z.string()),
  // A list cannot be left out in protocol buffers: none is an empty one.
  pair: z.union([z.tuple([]).transform(() => null), z.tuple([uuid, uuid]).readonly()]),
});
const membership = z.object({ role: z.enum(['OWNER', 'MODERATOR', 'MEMBER']), joinedAt: z.int() });

const ROOM_ACCESS = {
  file: 'room-access.proto',
  service: 'lynk.room_access.v1.RoomAccess',
  methods: {
    check: {
      callers: ['message', 'media', 'notification'],
      request: z.object({ questions: batch(z.object({ roomId: uuid, userId: uuid })) }),
      answer: z.object({ accesses: list(z.object({ room: nullable(room), membership: nullable(membership) })) }),
    },
  },
} as const satisfies GrpcContract;

/** {@link RoomAccess} of the room subgraph in another process. */
export class GrpcRoomAccess implements RoomAccess {
  readonly #calls: GrpcCalls<typeof ROOM_ACCESS.methods>;

  constructor(roomSubgraph: GrpcChannel) {
    this.#calls = roomSubgraph.calls(ROOM_ACCESS);
  }

  async check(requests: readonly { roomId: string; userId: string }[]): Promise<readonly Access[]> {
    return inOrder((await this.#calls.call('check', { questions: requests })).accesses, requests);
  }
}

/** Serves who may enter which room to message, media and notification. */
export function serveRoomAccess(server: GrpcServer, roomAccess: RoomAccess): void {
  server.serve(ROOM_ACCESS, {
    check: async ({ questions }) => {
      const accesses = await roomAccess.check(questions);
      return {
        accesses: accesses.map((access) => ({
          room: access.room && { ...access.room, pair: access.room.pair ?? ([] as []) },
          membership: access.membership,
        })),
      };
    },
  });
}
