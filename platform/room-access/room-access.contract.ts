import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { Access, RoomAccess } from './room-access.ts';

const GROUP = { kind: 'GROUP', visibility: 'PUBLIC', name: 'Trains', pair: null } as const;

/** What every {@link RoomAccess} keeps. */
export function roomAccessContract(name: string, connect: ConnectPort<RoomAccess>): void {
  describe(`room access: ${name}`, () => {
    it('tells how people stand in rooms of each kind, in the order of the requests', async () => {
      const pair = [randomUUID(), randomUUID()] as const;
      const answers: Access[] = [
        { room: GROUP, membership: { role: 'OWNER', joinedAt: 1_800_000_000_123 } },
        { room: { ...GROUP, visibility: 'PRIVATE' }, membership: { role: 'MODERATOR', joinedAt: 0 } },
        { room: GROUP, membership: null },
        {
          room: { kind: 'DIRECT', visibility: 'PRIVATE', name: null, pair },
          membership: { role: 'MEMBER', joinedAt: 1 },
        },
        { room: null, membership: null },
      ];
      const requests = answers.map(() => ({ roomId: randomUUID(), userId: randomUUID() }));
      const check = vi.fn(async () => answers);
      const roomAccess = await connect({ check });
      expect(await roomAccess.check(requests)).toEqual(answers);
      expect(check).toHaveBeenCalledExactlyOnceWith(requests);
    });

    it('takes 500 requests at once, and none', async () => {
      const roomAccess = await connect({
        check: async (asked) => asked.map(() => ({ room: GROUP, membership: null })),
      });
      const requests = Array.from({ length: 500 }, () => ({ roomId: randomUUID(), userId: randomUUID() }));
      expect(await roomAccess.check(requests)).toHaveLength(500);
      expect(await roomAccess.check([])).toEqual([]);
    });

    boundPortContract(connect, (roomAccess) => roomAccess.check([{ roomId: randomUUID(), userId: randomUUID() }]));
  });
}
