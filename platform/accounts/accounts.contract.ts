import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { Accounts } from './accounts.ts';

/** What every {@link Accounts} keeps. */
export function accountsContract(name: string, connect: ConnectPort<Accounts>): void {
  describe(`accounts: ${name}`, () => {
    it('gives the accounts that exist', async () => {
      const userIds = [randomUUID(), randomUUID()];
      const known = {
        userId: userIds[1] ?? '',
        username: 'ada',
        displayName: 'Ada 👩‍💻',
        createdAt: 1_800_000_000_000,
      };
      const find = vi.fn(async () => [known]);
      const accounts = await connect({ find });
      expect(await accounts.find(userIds)).toEqual([known]);
      expect(find).toHaveBeenCalledExactlyOnceWith(userIds);
    });

    it('takes 500 people at once, and nobody', async () => {
      const accounts = await connect({
        find: async (ids) => ids.map((userId) => ({ userId, username: 'a', displayName: 'A', createdAt: 0 })),
      });
      const userIds = Array.from({ length: 500 }, () => randomUUID());
      expect((await accounts.find(userIds)).map(({ userId }) => userId)).toEqual(userIds);
      expect(await accounts.find([])).toEqual([]);
    });

    boundPortContract(connect, (accounts) => accounts.find([randomUUID()]));
  });
}
