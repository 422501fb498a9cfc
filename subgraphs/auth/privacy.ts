import type { Clock } from '#platform/clock/clock.ts';
import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { SessionEnds } from './service/session-ends.ts';
import type { AuthStore } from './store/store.ts';

/** What auth holds about a person: the account and its sessions. */
export class AuthPrivacy implements PersonalData {
  readonly #store: AuthStore;
  readonly #ends: SessionEnds;
  readonly #clock: Clock;

  constructor(options: { store: AuthStore; ends: SessionEnds; clock: Clock }) {
    this.#store = options.store;
    this.#ends = options.ends;
    this.#clock = options.clock;
  }

  async exportPerson(userId: string) {
    const [account] = await this.#store.accounts([userId]);
    const sessions = await this.#store.sessionsOf(userId);
    return account ? { account, sessions } : null;
  }

  /** The names of the account are free for others afterwards; its access tokens end with its sessions. */
  async erasePerson(userId: string): Promise<void> {
    await this.#ends.announce(await this.#store.deleteAccount(userId, this.#clock.now()));
  }
}
