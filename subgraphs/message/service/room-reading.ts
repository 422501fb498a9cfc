import type { MessageKey } from '#platform/ids/ids.ts';
import type { ReadMessage, RoomReader } from '#platform/room-reader/room-reader.ts';
import type { MessageStore } from '../store/store.ts';

/** Tells other subgraphs what stands in rooms. They answer for whom they tell of it. */
export class RoomReading implements RoomReader {
  readonly #store: Pick<MessageStore, 'messages' | 'members' | 'readUpTo'>;

  constructor(dependencies: { store: Pick<MessageStore, 'messages' | 'members' | 'readUpTo'> }) {
    this.#store = dependencies.store;
  }

  async messages(keys: readonly MessageKey[]): Promise<readonly ReadMessage[]> {
    const messages = await this.#store.messages(keys);
    return messages.map(({ roomId, seq, senderId, body, mentionedUserIds, deletedAt }) => ({
      roomId,
      seq,
      senderId,
      body,
      mentionedUserIds,
      deleted: deletedAt !== null,
    }));
  }

  readUpTo(requests: readonly { roomId: string; userId: string }[]): Promise<readonly number[]> {
    return this.#store.readUpTo(requests);
  }

  members(roomId: string, after: string | null, limit: number): Promise<readonly string[]> {
    return this.#store.members(roomId, after, limit);
  }
}
