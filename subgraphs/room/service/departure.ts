import type { LockedRoom, Membership, RoomStore } from '../store/store.ts';
import { isLastOwner } from './come-and-go.ts';
import { memberOf } from './rights.ts';
import type { Alteration, RoomWriter } from './room-writer.ts';

/** How often somebody else is looked for when the one who was found has left at the same moment. */
const ATTEMPTS = 5;

/** Ends everything that a person is part of, whatever a person may do by itself. */
export class Departure {
  readonly #store: RoomStore;
  readonly #writer: RoomWriter;

  constructor(options: { store: RoomStore; writer: RoomWriter }) {
    this.#store = options.store;
    this.#writer = options.writer;
  }

  /**
   * Ends all memberships of a person, those of DIRECT rooms too. A room that would be left without an owner goes to the
   * moderator, or else the member, who came first. Repeating it changes nothing.
   */
  async leaveAll(userId: string): Promise<void> {
    for (const { roomId, active } of await this.#store.membershipsOf(userId)) {
      if (active) await this.#leave(roomId, userId);
    }
  }

  async #leave(roomId: string, userId: string): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const successor = await this.#store.successor(roomId, userId);
      const userIds = successor ? [successor.userId] : [];
      let isLeft = true;
      await this.#writer.change({ roomId, actorId: userId, userIds }, (locked) => {
        const alterations = departure(locked, userId, successor);
        isLeft = alterations !== null;
        return alterations ?? [];
      });
      if (isLeft) return;
    }
    throw new Error('Nobody was found to hand a room on to.');
  }
}

/** What happens when a person leaves; null when the successor is gone and another one is needed. */
function departure(locked: LockedRoom, userId: string, successor: Membership | null): Alteration[] | null {
  const member = memberOf(locked, userId);
  if (!member) return [];
  const leave: Alteration = { type: 'leave', userId };
  if (!isLastOwner(locked, member) || locked.room.memberCount === 1) return [leave];
  if (!successor || !memberOf(locked, successor.userId)) return null;
  return [{ type: 'role', userId: successor.userId, role: 'OWNER' }, leave];
}
