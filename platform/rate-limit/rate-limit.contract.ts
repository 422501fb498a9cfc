import { beforeEach, describe, expect, it } from 'vitest';
import type { RateLimit } from './rate-limit.ts';

/** Buckets under test and a way to let time pass. */
export interface RateLimitHarness {
  readonly rateLimit: RateLimit;
  /** Lets at least this much time pass for the buckets. */
  advance(ms: number): Promise<void>;
}

const RULE = { perSecond: 3, burst: 5 };

/** What every {@link RateLimit} keeps. `create` makes empty buckets. */
export function rateLimitContract(name: string, create: () => Promise<RateLimitHarness>): void {
  describe(`rate limit: ${name}`, () => {
    let harness: RateLimitHarness;
    beforeEach(async () => {
      harness = await create();
    });

    /** Takes until refused, `most` times at most; returns how often it was allowed. */
    async function drain(keys: readonly string[], most = 20): Promise<number> {
      for (let taken = 0; taken < most; taken++) {
        if (!(await harness.rateLimit.take(keys, RULE)).allowed) return taken;
      }
      return most;
    }

    it('allows a burst, then refuses and tells how long to wait', async () => {
      expect(await drain(['a'])).toBe(5);
      const refused = await harness.rateLimit.take(['a'], RULE);
      expect(refused).toMatchObject({ allowed: false });
      if (refused.allowed) return;
      expect(refused.retryAfterMs).toBeGreaterThan(0);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(334);
      await harness.advance(refused.retryAfterMs);
      expect(await harness.rateLimit.take(['a'], RULE)).toEqual({ allowed: true });
    });

    it('fills again, and never over the burst', async () => {
      expect(await drain(['a'])).toBe(5);
      await harness.advance(2_000);
      expect(await drain(['a'])).toBe(5);
    });

    it('keeps buckets apart', async () => {
      await drain(['a']);
      expect(await drain(['b'])).toBe(5);
    });

    it('takes from all buckets or from none', async () => {
      await drain(['a']);
      for (let attempt = 0; attempt < 10; attempt++) {
        expect(await harness.rateLimit.take(['b', 'a'], RULE)).toMatchObject({ allowed: false });
      }
      expect(await drain(['b'])).toBe(5);
    });

    it('takes one token from a bucket that is named twice', async () => {
      expect(await drain(['a', 'a'])).toBe(5);
    });

    it('allows what names no bucket', async () => {
      expect(await drain([], 20)).toBe(20);
    });

    it('takes as many tokens as an action costs, and tells how long to wait for all of them', async () => {
      const { rateLimit } = harness;
      expect(await rateLimit.take(['a'], RULE, 4)).toEqual({ allowed: true });
      const refused = await rateLimit.take(['a'], RULE, 4);
      expect(refused).toMatchObject({ allowed: false });
      if (refused.allowed) return;
      expect(refused.retryAfterMs).toBeGreaterThan(334);
      expect(refused.retryAfterMs).toBeLessThanOrEqual(1_000);
      expect(await rateLimit.take(['a'], RULE)).toEqual({ allowed: true });
      await harness.advance(1_000);
      expect(await rateLimit.take(['a'], RULE, 3)).toEqual({ allowed: true });
    });

    it('may cost parts of a token, and all that a bucket holds', async () => {
      expect(await harness.rateLimit.take(['a'], RULE, 4.5)).toEqual({ allowed: true });
      expect(await harness.rateLimit.take(['a'], RULE, 1)).toMatchObject({ allowed: false });
      expect(await harness.rateLimit.take(['b'], RULE, 5)).toEqual({ allowed: true });
    });

    it('refuses a cost that is none, or that no wait could pay', async () => {
      for (const cost of [0, -1, 5.1, Number.NaN, Number.POSITIVE_INFINITY]) {
        await expect(harness.rateLimit.take(['a'], RULE, cost)).rejects.toThrow(RangeError);
      }
      expect(await drain(['a'])).toBe(5);
    });

    it('allows no more than the burst to many at once', async () => {
      const decisions = await Promise.all(Array.from({ length: 50 }, () => harness.rateLimit.take(['a', 'b'], RULE)));
      expect(decisions.filter((decision) => decision.allowed)).toHaveLength(5);
    });
  });
}
