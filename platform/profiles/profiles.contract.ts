import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { Profiles } from './profiles.ts';

/** What every {@link Profiles} keeps. */
export function profilesContract(name: string, connect: ConnectPort<Profiles>): void {
  describe(`profiles: ${name}`, () => {
    it('gives the name of each of 500 people in their order, and none of somebody who does not exist', async () => {
      const userIds = Array.from({ length: 500 }, () => randomUUID());
      const names = userIds.map((_, n) => (n % 7 === 3 ? null : `Ada ${n} 🚲`));
      const displayNames = vi.fn(async () => names);
      const profiles = await connect({ displayNames });
      expect(await profiles.displayNames(userIds)).toEqual(names);
      expect(displayNames).toHaveBeenCalledExactlyOnceWith(userIds);
    });

    it('keeps an empty name apart from none', async () => {
      const profiles = await connect({ displayNames: async () => ['', null] });
      expect(await profiles.displayNames([randomUUID(), randomUUID()])).toEqual(['', null]);
    });

    boundPortContract(connect, (profiles) => profiles.displayNames([randomUUID()]));
  });
}
