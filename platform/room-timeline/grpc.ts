import { z } from 'zod';
import type { GrpcCalls, GrpcChannel } from '../grpc/channel.ts';
import { batch, type GrpcContract, uuid } from '../grpc/contract.ts';
import type { GrpcServer } from '../grpc/server.ts';
import { toWire, wireEntry } from './grpc-change.ts';
import type { RoomTimeline, TimelineEntry } from './room-timeline.ts';

const ROOM_TIMELINE = {
  file: 'room-timeline.proto',
  service: 'lynk.room_timeline.v1.RoomTimeline',
  methods: {
    append: {
      callers: ['room', 'user'],
      request: z.object({ roomId: uuid, entries: batch(wireEntry) }),
      answer: z.object({}),
    },
  },
} as const satisfies GrpcContract;

/** {@link RoomTimeline} of the message subgraph in another process. */
export class GrpcRoomTimeline implements RoomTimeline {
  readonly #calls: GrpcCalls<typeof ROOM_TIMELINE.methods>;

  constructor(message: GrpcChannel) {
    this.#calls = message.calls(ROOM_TIMELINE);
  }

  async append(roomId: string, entries: readonly TimelineEntry[]): Promise<void> {
    await this.#calls.call('append', { roomId, entries: entries.map(toWire) });
  }
}

/** Serves the rooms' sequence to the owners of rooms and people. */
export function serveRoomTimeline(server: GrpcServer, roomTimeline: RoomTimeline): void {
  server.serve(ROOM_TIMELINE, {
    append: async ({ roomId, entries }) => {
      await roomTimeline.append(roomId, entries);
      return {};
    },
  });
}
