import { describe, expect, it } from 'vitest';
import { InProcessRateLimit } from './in-process.ts';
import { rateLimitContract } from './rate-limit.contract.ts';

const RULE = { perSecond: 3, burst: 5 };

function turnableClock() {
  let now = Date.UTC(2026, 0, 31);
  return {
    now: () => now,
    turn: (ms: number) => {
      now += ms;
    },
  };
}

rateLimitContract('in process', async () => {
  const clock = turnableClock();
  return { rateLimit: new InProcessRateLimit({ clock }), advance: async (ms) => clock.turn(ms) };
});

describe('in-process rate limit', () => {
  it('forgets the buckets that were used longest ago when there are too many', async () => {
    const rateLimit = new InProcessRateLimit({ clock: turnableClock(), maxBuckets: 2 });
    const once = { perSecond: 1, burst: 1 };
    for (const key of ['a', 'b', 'c']) await rateLimit.take([key], once);
    expect(await rateLimit.take(['c'], once)).toMatchObject({ allowed: false });
    expect(await rateLimit.take(['b'], once)).toMatchObject({ allowed: false });
    expect(await rateLimit.take(['a'], once)).toEqual({ allowed: true });
  });

  it('is not troubled by a clock that steps back', async () => {
    const clock = turnableClock();
    const rateLimit = new InProcessRateLimit({ clock });
    await rateLimit.take(['a'], RULE);
    clock.turn(-3_600_000);
    for (let taken = 0; taken < 4; taken++) expect(await rateLimit.take(['a'], RULE)).toEqual({ allowed: true });
    expect(await rateLimit.take(['a'], RULE)).toMatchObject({ allowed: false });
    clock.turn(334);
    expect(await rateLimit.take(['a'], RULE)).toEqual({ allowed: true });
  });
});
