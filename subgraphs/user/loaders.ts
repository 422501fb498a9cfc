import DataLoader from 'dataloader';
import { MAX_PROFILES, type Profiles } from './service/profiles.ts';
import type { BlockState, Pair, Profile, UserStore } from './store/store.ts';

/** What one request reads in batches, each row once. */
export interface Loaders {
  /** By UUID; null when there is no such person. */
  readonly profile: DataLoader<string, Profile | null>;
  /** How two people stand to each other. */
  readonly blockState: DataLoader<Pair, BlockState, string>;
}

/** Makes the loaders of one request. */
export function createLoaders(store: UserStore, profiles: Profiles): Loaders {
  return {
    profile: new DataLoader((ids) => profiles.find(ids), { maxBatchSize: MAX_PROFILES }),
    blockState: new DataLoader((pairs) => store.blockStates(pairs), {
      maxBatchSize: MAX_PROFILES,
      cacheKeyFn: ({ userId, otherId }) => `${userId} ${otherId}`,
    }),
  };
}
