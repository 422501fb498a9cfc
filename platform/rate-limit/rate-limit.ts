/** How fast a bucket fills, and how much it holds. */
export interface RateLimitRule {
  readonly perSecond: number;
  readonly burst: number;
}

/** Whether something is allowed now; otherwise how many milliseconds to wait. */
export type RateLimitDecision = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * Token buckets by name (see Turner, "New directions in communications", 1986): a bucket holds `burst` tokens, fills with
 * `perSecond` a second, and each action takes as many as it costs. A refused action takes none.
 */
export interface RateLimit {
  /**
   * Takes tokens from every bucket, or from none.
   *
   * @param keys the buckets' names, such as `login:address:203.0.113.7`
   * @param cost how many tokens of each bucket the action takes: above 0, and at most `rule.burst`; 1 when left out
   * @throws LynkError SERVICE_UNAVAILABLE when the buckets cannot be reached
   * @throws RangeError when no bucket could ever hold as much as the action costs
   */
  take(keys: readonly string[], rule: RateLimitRule, cost?: number): Promise<RateLimitDecision>;
}

/** Refuses a cost that {@link RateLimit.take} does not allow, for its adapters. @throws RangeError */
export function checkCost(cost: number, rule: RateLimitRule): void {
  if (cost > 0 && cost <= rule.burst) return;
  throw new RangeError(`An action cannot cost ${cost} tokens of a bucket that holds ${rule.burst}.`);
}
