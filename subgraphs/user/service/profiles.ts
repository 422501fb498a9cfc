import type { Accounts } from '#platform/accounts/accounts.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Profile, UserStore } from '../store/store.ts';

/** As many as the port `accounts` takes in one call. */
export const MAX_PROFILES = 500;

/**
 * Finds profiles, and makes the ones that are missing. A profile is made when the account's event arrives, or when
 * somebody asks for it first: whoever has registered can be shown at once.
 */
export class Profiles {
  readonly #store: UserStore;
  readonly #accounts: Accounts;
  readonly #logger: Logger;

  constructor(options: { store: UserStore; accounts: Accounts; logger: Logger }) {
    this.#store = options.store;
    this.#accounts = options.accounts;
    this.#logger = options.logger;
  }

  /**
   * Looks people up.
   *
   * @param ids UUIDs, 500 different ones at most
   * @returns in the order of the ids: the profile; null when there is no such person; an error when it has no profile yet
   *   and auth does not answer, so that those who are known are found all the same
   */
  async find(ids: readonly string[]): Promise<readonly (Profile | null | Error)[]> {
    const found = new Map((await this.#store.profiles(ids)).map((profile) => [profile.id, profile]));
    const missing = [...new Set(ids)].filter((id) => !found.has(id));
    let failure: Error | null = null;
    if (missing.length > 0) {
      try {
        for (const profile of await this.make(missing)) found.set(profile.id, profile);
      } catch (error) {
        failure = error as Error;
        this.#logger.warn({ err: error, missing: missing.length }, 'profiles could not be made');
      }
    }
    return ids.map((id) => found.get(id) ?? failure);
  }

  /**
   * Looks one person up.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when it has no profile yet and auth does not answer
   */
  async findOne(id: string): Promise<Profile | null> {
    const [found = null] = await this.find([id]);
    if (found instanceof Error) throw found;
    return found;
  }

  /**
   * Makes the profiles of accounts that have none; repeating it changes nothing.
   *
   * @returns the profiles as they are now; accounts that do not exist are left out
   * @throws LynkError SERVICE_UNAVAILABLE when auth does not answer
   */
  async make(ids: readonly string[]): Promise<readonly Profile[]> {
    const accounts = await this.#accounts.find(ids);
    if (accounts.length === 0) return [];
    await this.#store.addProfiles(
      accounts.map(({ userId, username, displayName, createdAt }) => ({
        id: userId,
        username,
        displayName,
        bio: null,
        pictureId: null,
        createdAt,
      })),
    );
    // Read again: somebody else may have made it meanwhile, and its owner may have changed it since.
    return this.#store.profiles(accounts.map(({ userId }) => userId));
  }
}
