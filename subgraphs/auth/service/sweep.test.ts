import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import type { AuthStore } from '../store/store.ts';
import { Sweep } from './sweep.ts';

const NOW = Date.UTC(2026, 0, 31);
const logger = createLogger({ level: 'silent' });

describe('sweeping', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function start(sweep: AuthStore['sweep']) {
    return new Sweep({ store: { sweep }, clock: { now: () => NOW }, logger });
  }

  it('goes on while there is more, and keeps what access tokens may still need', async () => {
    const sweep = vi.fn<AuthStore['sweep']>().mockResolvedValueOnce(1_000).mockResolvedValue(3);
    const task = start(sweep);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sweep.mock.calls).toEqual(Array(2).fill([NOW - 7_200_000, 1_000]));
    await task.stop();
  });

  it('comes back after a failure', async () => {
    const sweep = vi.fn<AuthStore['sweep']>().mockRejectedValueOnce(new Error('away')).mockResolvedValue(0);
    const task = start(sweep);
    await vi.advanceTimersByTimeAsync(1_200_000);
    expect(sweep).toHaveBeenCalledTimes(2);
    await task.stop();
  });

  it('ends when it is stopped', async () => {
    const sweep = vi.fn<AuthStore['sweep']>().mockResolvedValue(0);
    await start(sweep).stop();
    await vi.advanceTimersByTimeAsync(1_200_000);
    expect(sweep).not.toHaveBeenCalled();
  });
});
