import { rejectIfAny, UserInputRejected } from '#platform/errors/user-error.ts';
import { directRoomId } from '#platform/ids/ids.ts';
import type { Relation, Validation } from '#platform/validation/validation.ts';
import type { Room, RoomStore } from '../store/store.ts';
import type { RoomWriter } from './room-writer.ts';
import { cannotConverse, cannotConverseWithSelf, userUnknown } from './user-errors.ts';

/** Opens the rooms of two. */
export class OpenDirectRoom {
  readonly #store: RoomStore;
  readonly #writer: RoomWriter;
  readonly #validation: Validation;

  constructor(options: { store: RoomStore; writer: RoomWriter; validation: Validation }) {
    this.#store = options.store;
    this.#writer = options.writer;
    this.#validation = options.validation;
  }

  /**
   * The DIRECT room of two people, made when there is none. One that exists is returned whatever has happened between the
   * two since: what they wrote stays readable.
   *
   * @throws UserInputRejected CANNOT_CONVERSE_WITH_SELF, USER_UNKNOWN, CANNOT_CONVERSE
   * @throws LynkError SERVICE_UNAVAILABLE
   */
  async open(actorId: string, otherId: string): Promise<Room> {
    if (actorId === otherId) throw new UserInputRejected([cannotConverseWithSelf()]);
    const id = directRoomId(actorId, otherId);
    const known = await this.#find(id);
    if (known) return known;

    const [relation] = await this.#validation.relations([{ userId: actorId, otherId }]);
    rejectIfAny([conversationFault(relation, 'userId')]);
    const pair = [actorId, otherId].sort() as [string, string];
    const nothing = { name: null, topic: null, pictureId: null };
    const room = { id, kind: 'DIRECT', visibility: 'PRIVATE', ...nothing, pair } as const;
    const members = [actorId, otherId].map((userId) => ({ userId, role: 'MEMBER' }) as const);
    const made = (await this.#writer.create(room, actorId, members)) ?? (await this.#find(id));
    if (!made) throw new Error('A room that was there is gone: rooms are never deleted.');
    return made;
  }

  async #find(id: string): Promise<Room | null> {
    const [standing] = await this.#store.standings([{ roomId: id, userId: null }]);
    return standing?.room ?? null;
  }
}

/**
 * Why somebody may not be brought into a conversation, or null.
 *
 * @param field the path of the person's ID below `input`
 */
export function conversationFault(relation: Relation | undefined, field: string) {
  if (!relation?.exists) return userUnknown(field);
  return relation.blocked || relation.blockedBy ? cannotConverse(field) : null;
}
