import DataLoader from 'dataloader';
import type { Identity } from '#platform/identity/identity.ts';
import type { Page } from '#platform/pagination/connection.ts';
import type { MembershipKey, ReadRooms } from './service/read-rooms.ts';
import type { MemberPage, Membership, Standing } from './store/store.ts';

/** What one request reads in batches, as far as whoever asks may see it. Rooms and people are UUIDs. */
export interface Loaders {
  /** Room → the room and the membership of whoever asks; the room is null when it may not be seen. */
  readonly standing: DataLoader<string, Standing>;
  readonly membership: DataLoader<MembershipKey, Membership | null, string>;
  /** A room and a page → the page; null when whoever asks is not inside. */
  readonly members: DataLoader<{ roomId: string; page: MemberPage }, Page<Membership> | null, string>;
  /** Forgets what was read: a mutation has changed it, and there may be more of this request to answer. */
  forget(): void;
}

/** Makes the loaders of one request. */
export function createLoaders(rooms: ReadRooms, identity: Identity): Loaders {
  const standing = new DataLoader((ids: readonly string[]) => rooms.standings(identity, ids));
  const membership = new DataLoader((keys: readonly MembershipKey[]) => rooms.memberships(identity, keys), {
    cacheKeyFn: (key) => `${key.roomId}/${key.userId}`,
  });
  const members = new DataLoader(
    async (keys: readonly { roomId: string; page: MemberPage }[]) => {
      const requests = await Promise.all(
        keys.map(async ({ roomId, page }) => ({ standing: await standing.load(roomId), page })),
      );
      return rooms.members(identity, requests);
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
  return {
    standing,
    membership,
    members,
    forget: () => {
      for (const loader of [standing, membership, members]) loader.clearAll();
    },
  };
}
