import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { UserStore } from './store/store.ts';

/** What the user subgraph holds about a person: the profile, and whom the person has blocked. */
export class UserPrivacy implements PersonalData {
  readonly #store: UserStore;

  constructor(store: UserStore) {
    this.#store = store;
  }

  /** Who has blocked the person is those people's own business and is left out. */
  async exportPerson(userId: string) {
    const [profile] = await this.#store.profiles([userId]);
    const { blocked } = await this.#store.blockLists(userId);
    return profile ? { profile, blockedUserIds: blocked } : null;
  }

  /** Comes after auth: a profile is made anew for as long as there is an account. */
  async erasePerson(userId: string): Promise<void> {
    await this.#store.deleteProfile(userId);
  }
}
