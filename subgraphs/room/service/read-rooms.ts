import type { Identity } from '#platform/identity/identity.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { MemberPage, Membership, Room, RoomStore, Standing } from '../store/store.ts';
import { isInside, maySee } from './rights.ts';

/** Whose place in which room. */
export interface MembershipKey {
  readonly roomId: string;
  readonly userId: string;
}

/** A page of the members of a room, as somebody stands in it. */
export interface MembersRequest {
  readonly standing: Standing;
  readonly page: MemberPage;
}

const NOTHING: Standing = { room: null, membership: null };

/** Reads rooms and memberships in batches, each as far as whoever asks may see it. */
export class ReadRooms {
  readonly #store: RoomStore;

  constructor(options: { store: RoomStore }) {
    this.#store = options.store;
  }

  /** Rooms with the membership of whoever asks, in the order of the IDs; the room is null when it may not be seen. */
  async standings(identity: Identity, roomIds: readonly string[]): Promise<readonly Standing[]> {
    const userId = identity.kind === 'user' ? identity.userId : null;
    const found = await this.#store.standings(roomIds.map((roomId) => ({ roomId, userId })));
    return found.map((standing) =>
      standing.room && maySee(identity, standing.room, standing.membership) ? standing : NOTHING,
    );
  }

  /** Memberships in the order of the keys; null when there is none, or whoever asks may not see who is in the room. */
  async memberships(identity: Identity, keys: readonly MembershipKey[]): Promise<readonly (Membership | null)[]> {
    const [found, own] = await Promise.all([
      this.#store.standings(keys),
      this.standings(
        identity,
        keys.map(({ roomId }) => roomId),
      ),
    ]);
    return keys.map(({ roomId }, index) =>
      isInside(identity, roomId, own[index]?.membership ?? null) ? (found[index]?.membership ?? null) : null,
    );
  }

  /** A page of the public rooms, the newest first. Everybody who has signed in may read it. */
  publicRooms(request: PageRequest<MomentKey>): Promise<Page<Room>> {
    return this.#store.publicRooms(request);
  }

  /** Pages of members in the order of the requests; null for whoever may not see who is in the room. */
  async members(
    identity: Identity,
    requests: readonly MembersRequest[],
  ): Promise<readonly (Page<Membership> | null)[]> {
    /** The same page of different rooms is read at once: its text → the page, and the rooms. */
    const wanted = new Map<string, { page: MemberPage; roomIds: string[] }>();
    for (const { standing, page } of requests) {
      if (!standing.room || !isInside(identity, standing.room.id, standing.membership)) continue;
      const group = wanted.get(JSON.stringify(page)) ?? { page, roomIds: [] };
      group.roomIds.push(standing.room.id);
      wanted.set(JSON.stringify(page), group);
    }
    const pages = new Map<string, ReadonlyMap<string, Page<Membership>>>();
    await Promise.all(
      [...wanted].map(async ([text, { page, roomIds }]) => {
        pages.set(text, await this.#store.members(roomIds, page));
      }),
    );
    return requests.map(({ standing, page }) => {
      const found = standing.room ? pages.get(JSON.stringify(page))?.get(standing.room.id) : undefined;
      return found ?? null;
    });
  }
}
