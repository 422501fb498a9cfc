import type { PersonalData } from '#platform/privacy/privacy.ts';
import type { Departure } from './service/departure.ts';
import type { RoomStore } from './store/store.ts';

/**
 * What the room subgraph holds about a person: which rooms it is or was in. The ID of a DIRECT room is made from its two
 * people, so the room of the other person keeps the UUIDs of both.
 */
export class RoomPrivacy implements PersonalData {
  readonly #store: RoomStore;
  readonly #departure: Departure;

  constructor(options: { store: RoomStore; departure: Departure }) {
    this.#store = options.store;
    this.#departure = options.departure;
  }

  async exportPerson(userId: string) {
    const memberships = await this.#store.membershipsOf(userId);
    if (memberships.length === 0) return null;
    return {
      memberships: memberships.map(({ roomId, role, joinedAt, active }) => ({ roomId, role, joinedAt, active })),
    };
  }

  async erasePerson(userId: string): Promise<void> {
    await this.#departure.leaveAll(userId);
    await this.#store.forget(userId);
  }
}
