import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { boundPortContract, type ConnectPort } from '../in-process/bound-port.contract.ts';
import type { Sessions } from './sessions.ts';

/** What every {@link Sessions} keeps. */
export function sessionsContract(name: string, connect: ConnectPort<Sessions>): void {
  describe(`sessions: ${name}`, () => {
    it('gives the sessions that ended since a moment', async () => {
      const ended = [randomUUID(), randomUUID()];
      const endedSince = vi.fn(async () => ended);
      const sessions = await connect({ endedSince, usable: async () => [] });
      expect(await sessions.endedSince(1_800_000_000_123)).toEqual(ended);
      expect(endedSince).toHaveBeenCalledExactlyOnceWith(1_800_000_000_123);
    });

    it('tells which of 500 sessions may be used', async () => {
      const asked = Array.from({ length: 500 }, () => randomUUID());
      const usable = vi.fn(async (ids: readonly string[]) => ids.slice(1, 3));
      const sessions = await connect({ endedSince: async () => [], usable });
      expect(await sessions.usable(asked)).toEqual(asked.slice(1, 3));
      expect(usable).toHaveBeenCalledExactlyOnceWith(asked);
    });

    boundPortContract(connect, (sessions) => sessions.usable([randomUUID()]));
  });
}
