import { createHash } from 'node:crypto';
import { rateLimited } from '#platform/errors/errors.ts';
import { networkOf } from '#platform/network/network.ts';
import type { RateLimit, RateLimitRule } from '#platform/rate-limit/rate-limit.ts';

/** What is counted. Each has buckets of its own. */
type Action = 'login' | 'register';

/** How often somebody may try to sign in or to register, for each account and for each network address. */
export class Attempts {
  readonly #rateLimit: RateLimit;
  readonly #rule: RateLimitRule;

  constructor(rateLimit: RateLimit, rule: RateLimitRule) {
    this.#rateLimit = rateLimit;
    this.#rule = rule;
  }

  /**
   * Counts an attempt.
   *
   * @param subject what names the account; it may be anything that somebody has typed
   * @param clientAddress an IP address, or null when it is not known
   * @throws LynkError RATE_LIMITED when there were too many
   */
  async count(action: Action, subject: string, clientAddress: string | null): Promise<void> {
    const keys = [`${action}:account:${createHash('sha256').update(subject.toLowerCase()).digest('base64url')}`];
    if (clientAddress !== null) keys.push(`${action}:address:${networkOf(clientAddress)}`);
    const decision = await this.#rateLimit.take(keys, this.#rule);
    if (!decision.allowed) throw rateLimited(decision.retryAfterMs);
  }
}
