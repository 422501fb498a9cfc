import type { Clock } from '#platform/clock/clock.ts';
import { conflict } from '#platform/errors/errors.ts';
import { rejectIfAny, type UserError, userError } from '#platform/errors/user-error.ts';
import { newUuid } from '#platform/ids/ids.ts';
import { displayNameFault } from '#platform/text/personal-text.ts';
import { userCreated } from '../events.ts';
import type { PasswordHash } from '../password-hash/password-hash.ts';
import type { Account, AuthStore, Taken } from '../store/store.ts';
import type { Attempts } from './attempts.ts';
import { isEmail, isUsername } from './names.ts';
import { normalisePassword, passwordFault } from './password-rule.ts';
import type { SessionTokens, SignedIn } from './session-tokens.ts';

/** What a new account is made of. */
export interface Registration {
  readonly email: string;
  readonly username: string;
  readonly password: string;
  /** The username when it is left out. */
  readonly displayName?: string | null | undefined;
}

type Fault = UserError<
  'EMAIL_INVALID' | 'EMAIL_TAKEN' | 'USERNAME_INVALID' | 'USERNAME_TAKEN' | 'PASSWORD_WEAK' | 'DISPLAY_NAME_INVALID'
>;

/** Makes accounts. */
export class Register {
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
   * Makes an account with its first session. The profile is made by the user subgraph, which is told in the same
   * transaction.
   *
   * @param clientAddress for the rate limit; null when it is not known
   * @throws UserInputRejected with every fault of the input, names that are taken included
   * @throws LynkError RATE_LIMITED
   */
  async register(input: Registration, clientAddress: string | null): Promise<SignedIn> {
    await this.#attempts.count('register', input.email, clientAddress);
    const faults = inputFaults(input);
    // Asked before the password is hashed, so that all faults are told at once; the unique indexes decide in the end.
    rejectIfAny([...faults, ...takenFaults(await this.#taken(input))]);

    const passwordHash = await this.#passwordHash.hash(normalisePassword(input.password));
    const now = this.#clock.now();
    const account = newAccount(input, now);
    const refreshToken = this.#tokens.newRefreshToken(now);
    const session = this.#tokens.newSession(refreshToken, now);
    const signedIn = await this.#tokens.issue(account, session.id, refreshToken, now);
    const taken = await this.#store.createAccount({ account, passwordHash, session, event: userCreated(account) });
    if (taken) {
      rejectIfAny(takenFaults(taken));
      throw conflict('Somebody else used this name at the same moment. Try again.');
    }
    return signedIn;
  }

  /** A malformed name is nobody's, and the store is not asked for it. */
  async #taken({ email, username }: Registration): Promise<Taken> {
    const names = { email: isEmail(email) ? email : '', username: isUsername(username) ? username : '' };
    return this.#store.taken(names);
  }
}

function newAccount(input: Registration, now: number): Account {
  const { email, username } = input;
  const displayName = input.displayName ?? username;
  return { id: newUuid(now), email, username, displayName, role: 'USER', suspended: false, createdAt: now };
}

function inputFaults(input: Registration): (Fault | null)[] {
  const weakness = passwordFault(input.password, input);
  const nameFault = input.displayName == null ? null : displayNameFault(input.displayName);
  return [
    isEmail(input.email)
      ? null
      : userError(
          'EMAIL_INVALID',
          'Give an e-mail address such as ann@example.org, of at most 254 characters.',
          'email',
        ),
    isUsername(input.username)
      ? null
      : userError(
          'USERNAME_INVALID',
          'Use 3 to 32 letters a-z, digits, `_`, `.` or `-`, beginning with a letter or a digit.',
          'username',
        ),
    weakness === null ? null : userError('PASSWORD_WEAK', weakness, 'password'),
    nameFault === null ? null : userError('DISPLAY_NAME_INVALID', nameFault, 'displayName'),
  ];
}

function takenFaults(taken: Taken): (Fault | null)[] {
  return [
    taken.email ? userError('EMAIL_TAKEN', 'Another account uses this e-mail address.', 'email') : null,
    taken.username ? userError('USERNAME_TAKEN', 'Another account uses this username.', 'username') : null,
  ];
}
