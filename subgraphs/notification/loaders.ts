import DataLoader from 'dataloader';
import type { Identity } from '#platform/identity/identity.ts';
import type { Mutes } from './service/mutes.ts';
import type { RoomMute } from './store/store.ts';

/** What one request reads in batches. */
export interface Loaders {
  /** Room (UUID) → how the person who asks has muted it; null when it has not. */
  readonly mute: DataLoader<string, RoomMute | null>;
}

/** As many as one look takes. */
const BATCH = 500;

/** Makes the loaders of one request. */
export function createLoaders(mutes: Mutes, identity: Identity): Loaders {
  return {
    mute: new DataLoader(
      (roomIds) => {
        if (identity.kind !== 'user') throw new Error('Only a person mutes rooms.');
        return mutes.find(identity.userId, roomIds);
      },
      { maxBatchSize: BATCH },
    ),
  };
}
