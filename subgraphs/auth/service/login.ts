import type { Clock } from '#platform/clock/clock.ts';
import { UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { PasswordHash } from '../password-hash/password-hash.ts';
import type { AuthStore } from '../store/store.ts';
import type { Attempts } from './attempts.ts';
import { isEmail, isUsername } from './names.ts';
import { normalisePassword } from './password-rule.ts';
import type { SessionTokens, SignedIn } from './session-tokens.ts';

/** Opens sessions by password. */
export class Login {
  readonly #store: AuthStore;
  readonly #passwordHash: PasswordHash;
  readonly #tokens: SessionTokens;
  readonly #attempts: Attempts;
  readonly #clock: Clock;

  constructor(options: {
    store: AuthStore;
    passwordHash: PasswordHash;
    tokens: SessionTokens;
    attempts: Attempts;
    clock: Clock;
  }) {
    this.#store = options.store;
    this.#passwordHash = options.passwordHash;
    this.#tokens = options.tokens;
    this.#attempts = options.attempts;
    this.#clock = options.clock;
  }

  /**
   * Opens a session. Neither the answer nor the time that it takes tells whether the account exists.
   *
   * @param input.identifier e-mail address or username, in any case
   * @param clientAddress for the rate limit; null when it is not known
   * @throws UserInputRejected CREDENTIALS_WRONG
   * @throws LynkError RATE_LIMITED
   */
  async login(input: { identifier: string; password: string }, clientAddress: string | null): Promise<SignedIn> {
    const found = await this.#find(input.identifier);
    // Counted by account where there is one: its two names share a bucket.
    await this.#attempts.count('login', found?.account.id ?? input.identifier, clientAddress);
    const password = normalisePassword(input.password);
    const matches = await this.#passwordHash.verify(found?.passwordHash ?? null, password);
    if (!found || !matches) throw wrong();

    const now = this.#clock.now();
    const refreshToken = this.#tokens.newRefreshToken(now);
    const session = this.#tokens.newSession(refreshToken, now);
    const signedIn = await this.#tokens.issue(found.account, session.id, refreshToken, now);
    // The account may have been erased while the password was checked.
    if (!(await this.#store.openSession(found.account.id, session))) throw wrong();
    return signedIn;
  }

  async #find(identifier: string) {
    if (isEmail(identifier)) return this.#store.findCredentials({ email: identifier });
    return isUsername(identifier) ? this.#store.findCredentials({ username: identifier }) : null;
  }
}

function wrong(): UserInputRejected {
  return new UserInputRejected([userError('CREDENTIALS_WRONG', 'No account has this identifier and this password.')]);
}
