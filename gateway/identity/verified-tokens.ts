import { createHash } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import type { Clock } from '#platform/clock/clock.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { BoundedCache } from '../bounded-cache.ts';

/** Whom an access token speaks for, and until when, in milliseconds since 1970. */
export interface VerifiedToken {
  readonly identity: UserIdentity;
  readonly expiresAt: number;
}

/** Tokens that are remembered; one takes about half a kilobyte. */
const MAX_TOKENS = 10_000;

/**
 * Checks access tokens and remembers the good ones: a client asks many times with the same one, and its signature costs
 * more than many a query. A token is good by what is remembered of it as long as it would be by its signature: up to its
 * `exp`, and under the same keys. That its session has ended is another's matter.
 */
export class VerifiedTokens {
  readonly #keys: Pick<SigningKeys, 'publicKeys'>;
  readonly #clock: Clock;
  /** The keys that all which is remembered was checked with. */
  #checkedWith: JSONWebKeySet | null = null;
  /** SHA-256 of a token → what it says: whoever reads this process's memory finds no token to use here. */
  #known = new BoundedCache<VerifiedToken>(MAX_TOKENS);

  constructor(keys: Pick<SigningKeys, 'publicKeys'>, clock: Clock) {
    this.#keys = keys;
    this.#clock = clock;
  }

  /**
   * Checks a token.
   *
   * @throws LynkError UNAUTHENTICATED as `verifyAccessToken`
   */
  async verify(token: string): Promise<VerifiedToken> {
    const keys = await this.#keys.publicKeys();
    if (keys !== this.#checkedWith) {
      this.#checkedWith = keys;
      this.#known = new BoundedCache(MAX_TOKENS);
    }
    const now = this.#clock.now();
    const name = createHash('sha256').update(token).digest('base64');
    // The one of these keys, even when others have come by the time that the check is done.
    const known = this.#known;
    const remembered = known.get(name);
    if (remembered && remembered.expiresAt > now) return remembered;
    const verified = await verifyAccessToken(() => keys, token, now);
    known.set(name, verified);
    return verified;
  }
}
