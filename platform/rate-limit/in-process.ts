import type { Clock } from '../clock/clock.ts';
import { checkCost, type RateLimit, type RateLimitDecision, type RateLimitRule } from './rate-limit.ts';

/** What is left in a bucket, and when that was true (milliseconds since 1970). */
interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

const MAX_BUCKETS = 100_000;

/**
 * Token buckets in the memory of this process. A bucket that nobody has taken from is full and is not stored, and a
 * refused action stores nothing, so strangers who are refused cannot fill the memory.
 */
export class InProcessRateLimit implements RateLimit {
  /** Name → bucket; whoever was taken from longest ago stands first. */
  readonly #buckets = new Map<string, Bucket>();
  readonly #clock: Clock;
  readonly #maxBuckets: number;

  /** @param options.maxBuckets how many are remembered; past it, the one that has filled up the longest is forgotten */
  constructor(options: { clock: Clock; maxBuckets?: number }) {
    this.#clock = options.clock;
    this.#maxBuckets = options.maxBuckets ?? MAX_BUCKETS;
  }

  async take(keys: readonly string[], rule: RateLimitRule, cost = 1): Promise<RateLimitDecision> {
    checkCost(cost, rule);
    const now = this.#clock.now();
    const names = [...new Set(keys)];
    const levels = names.map((name) => this.#level(name, rule, now));
    const lowest = Math.min(...levels, rule.burst);
    if (lowest < cost) return { allowed: false, retryAfterMs: Math.ceil(((cost - lowest) / rule.perSecond) * 1000) };
    for (const [index, name] of names.entries()) {
      this.#buckets.delete(name);
      this.#buckets.set(name, { tokens: (levels[index] ?? rule.burst) - cost, at: now });
    }
    this.#forget();
    return { allowed: true };
  }

  #level(name: string, rule: RateLimitRule, now: number): number {
    const bucket = this.#buckets.get(name);
    if (!bucket) return rule.burst;
    // A clock that has stepped back fills nothing, and takes nothing away either.
    const elapsedSeconds = Math.max(0, now - bucket.at) / 1000;
    return Math.min(rule.burst, bucket.tokens + elapsedSeconds * rule.perSecond);
  }

  #forget(): void {
    for (const name of this.#buckets.keys()) {
      if (this.#buckets.size <= this.#maxBuckets) return;
      this.#buckets.delete(name);
    }
  }
}
