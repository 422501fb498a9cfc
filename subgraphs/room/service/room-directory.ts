import type { Access, RoomAccess } from '#platform/room-access/room-access.ts';
import type { RoomStore } from '../store/store.ts';

/** Tells other subgraphs how people stand in rooms. */
export class RoomDirectory implements RoomAccess {
  readonly #store: RoomStore;

  constructor(options: { store: RoomStore }) {
    this.#store = options.store;
  }

  async check(requests: readonly { roomId: string; userId: string }[]): Promise<readonly Access[]> {
    const standings = await this.#store.standings(requests);
    return standings.map(({ room, membership }) => ({
      room: room && { kind: room.kind, name: room.name, visibility: room.visibility, pair: room.pair },
      membership: membership && { role: membership.role, joinedAt: membership.joinedAt },
    }));
  }
}
