import type { AccountSummary, Accounts } from '#platform/accounts/accounts.ts';
import type { AuthStore } from '../store/store.ts';

/** The accounts as other subgraphs may know them. */
export class AccountDirectory implements Accounts {
  readonly #store: AuthStore;

  constructor(store: AuthStore) {
    this.#store = store;
  }

  async find(userIds: readonly string[]): Promise<readonly AccountSummary[]> {
    const accounts = await this.#store.accounts(userIds);
    return accounts.map(({ id, username, displayName, createdAt }) => ({
      userId: id,
      username,
      displayName,
      createdAt,
    }));
  }
}
