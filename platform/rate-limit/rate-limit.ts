/** How fast a bucket fills, and how much it holds. */
export interface RateLimitRule {
  readonly perSecond: number;
  readonly burst: number;
}

/** Whether something is allowed now; otherwise how many milliseconds to wait. */
export type RateLimitDecision = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterMs: number };

/**
 * Token buckets by name (see Turner, "New directions in communications", 1986): a bucket holds `burst` tokens, fills with
 * `perSecond` a second, and each action takes one. A refused action takes none.
 */
export interface RateLimit {
  /**
   * Takes one token from every bucket, or from none.
   *
   * @param keys the buckets' names, such as `login:address:203.0.113.7`
   * @throws LynkError SERVICE_UNAVAILABLE when the buckets cannot be reached
   */
  take(keys: readonly string[], rule: RateLimitRule): Promise<RateLimitDecision>;
}
