import type { Clock } from '#platform/clock/clock.ts';
import { UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { AuthStore } from '../store/store.ts';
import type { SessionEnds } from './session-ends.ts';
import { refreshTokenHash, type SessionTokens, type SignedIn } from './session-tokens.ts';

/**
 * Exchanges refresh tokens, each once (RFC 9700 §4.14.2). A token that comes a second time ends its session, even when
 * an honest client only repeats a request whose answer it has lost: the two cannot be told apart. A time of grace would
 * give a thief who is quick a session of its own until the next exchange; a lost answer costs its client one sign-in. So
 * a client exchanges from one place at a time and stores the new token before it uses it.
 */
export class RefreshSession {
  readonly #store: AuthStore;
  readonly #tokens: SessionTokens;
  readonly #ends: SessionEnds;
  readonly #clock: Clock;

  constructor(options: { store: AuthStore; tokens: SessionTokens; ends: SessionEnds; clock: Clock }) {
    this.#store = options.store;
    this.#tokens = options.tokens;
    this.#ends = options.ends;
    this.#clock = options.clock;
  }

  /**
   * Exchanges a refresh token for a new pair. The role in the new access token is the account's present one.
   *
   * @throws UserInputRejected REFRESH_TOKEN_INVALID when it is malformed, unknown, used or over
   */
  async refresh(token: string): Promise<SignedIn> {
    const hash = refreshTokenHash(token);
    if (!hash) throw invalid();
    const now = this.#clock.now();
    const next = this.#tokens.newRefreshToken(now);
    const exchange = await this.#store.exchange(hash, { hash: next.hash, now, expiresAt: next.expiresAt });
    if (exchange.outcome === 'reused') await this.#ends.announce([exchange.sessionId]);
    if (exchange.outcome !== 'exchanged') throw invalid();
    return this.#tokens.issue(exchange.account, exchange.session.id, next, now);
  }
}

function invalid(): UserInputRejected {
  const message = 'The refresh token is unknown, used, or has ended. Sign in again.';
  return new UserInputRejected([userError('REFRESH_TOKEN_INVALID', message, 'refreshToken')]);
}
