import type { Clock } from '#platform/clock/clock.ts';
import { rejectIfAny } from '#platform/errors/user-error.ts';
import { newUuid } from '#platform/ids/ids.ts';
import type { Room } from '../store/store.ts';
import { roomTextFaults } from './room-text.ts';
import type { RoomWriter } from './room-writer.ts';

/** What a new GROUP room is. */
export interface NewRoom {
  readonly name: string;
  readonly topic: string | null;
  readonly visibility: Room['visibility'];
}

/** Makes GROUP rooms. */
export class CreateRoom {
  readonly #writer: RoomWriter;
  readonly #clock: Clock;

  constructor(options: { writer: RoomWriter; clock: Clock }) {
    this.#writer = options.writer;
    this.#clock = options.clock;
  }

  /**
   * Makes a room with its maker as owner and only member.
   *
   * @throws UserInputRejected with every fault of name and topic
   */
  async create(actorId: string, { name, topic, visibility }: NewRoom): Promise<Room> {
    rejectIfAny(roomTextFaults({ name, topic }));
    const room = {
      id: newUuid(this.#clock.now()),
      kind: 'GROUP',
      visibility,
      name,
      topic: topic || null,
      pictureId: null,
      pair: null,
    } as const;
    const made = await this.#writer.create(room, actorId, [{ userId: actorId, role: 'OWNER' }]);
    // 74 random bits within one millisecond.
    if (!made) throw new Error('A new room has the ID of another.');
    return made;
  }
}
