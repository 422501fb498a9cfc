import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { RoomTimeline, TimelineChange } from './room-timeline.ts';

/** What every {@link RoomTimeline} keeps. */
export function roomTimelineContract(name: string, connect: ConnectPort<RoomTimeline>): void {
  describe(`room timeline: ${name}`, () => {
    it('hands on changes of every type, in the order given', async () => {
      const [roomId, actorId, userId] = [randomUUID(), randomUUID(), randomUUID()];
      const changes: TimelineChange[] = [
        { type: 'room.created', actorId },
        { type: 'member.joined', actorId, userId, role: 'OWNER', version: 1 },
        { type: 'room.changed', actorId },
        { type: 'member.role_changed', actorId, userId, role: 'MODERATOR', version: 2 },
        { type: 'member.left', actorId, userId, version: 9_007_199_254_740_991 },
        { type: 'access.changed', actorId },
      ];
      const entries = changes.map((change) => ({ eventId: randomUUID(), change }));
      const append = vi.fn(async () => undefined);
      const timeline = await connect({ append });
      expect(await timeline.append(roomId, entries)).toBeUndefined();
      expect(append).toHaveBeenCalledExactlyOnceWith(roomId, entries);
    });

    it('takes 500 entries at once', async () => {
      const append = vi.fn(async () => undefined);
      const timeline = await connect({ append });
      const entries = Array.from({ length: 500 }, () => ({
        eventId: randomUUID(),
        change: {
          type: 'member.joined',
          actorId: randomUUID(),
          userId: randomUUID(),
          role: 'MEMBER',
          version: 1,
        } as const,
      }));
      await timeline.append(randomUUID(), entries);
      expect(append).toHaveBeenCalledExactlyOnceWith(expect.any(String), entries);
    });

    boundPortContract(connect, (timeline) => timeline.append(randomUUID(), []));
  });
}
