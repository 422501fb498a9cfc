import { afterEach, beforeEach, vi } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { InProcessPresence } from './in-process.ts';
import { presenceContract } from './presence.contract.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

presenceContract('the same process', async () => ({
  presence: new InProcessPresence({ clock: systemClock }),
  advance: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
  now: () => systemClock.now(),
}));
