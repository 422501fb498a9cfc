import type { Relation, Validation } from '#platform/validation/validation.ts';
import type { Pair, UserStore } from '../store/store.ts';
import type { Profiles } from './profiles.ts';

/** Who may converse with whom, for the other subgraphs. */
export class Relations implements Validation {
  readonly #store: UserStore;
  readonly #profiles: Profiles;

  constructor(options: { store: UserStore; profiles: Profiles }) {
    this.#store = options.store;
    this.#profiles = options.profiles;
  }

  async relations(pairs: readonly Pair[]): Promise<readonly Relation[]> {
    if (pairs.length === 0) return [];
    const others = await this.#profiles.find(pairs.map((pair) => pair.otherId));
    const states = await this.#store.blockStates(pairs);
    return pairs.map((_pair, index) => {
      const other = others[index] ?? null;
      if (other instanceof Error) throw other;
      const { blocked = false, blockedBy = false } = states[index] ?? {};
      return { exists: other !== null, blocked, blockedBy };
    });
  }

  async filters(userId: string) {
    const { blocked, blockedBy } = await this.#store.blockLists(userId);
    return { hidden: blocked, silent: [...new Set([...blocked, ...blockedBy])] };
  }
}
