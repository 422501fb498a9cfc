import type { MessageKey } from '../ids/ids.ts';

/** What a message says now. */
export interface ReadMessage extends MessageKey {
  /** UUID. */
  readonly senderId: string;
  /** Null when it says nothing in words. */
  readonly body: string | null;
  /** UUIDs of whom it mentions. */
  readonly mentionedUserIds: readonly string[];
  readonly deleted: boolean;
}

/** What stands in rooms, as the message subgraph serves it. Whoever asks answers for who is told of it. */
export interface RoomReader {
  /**
   * Messages as they are now, in any order; the ones that do not exist are left out.
   *
   * @param keys 500 at most
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  messages(keys: readonly MessageKey[]): Promise<readonly ReadMessage[]>;

  /**
   * How far people have read rooms, in the order of the requests: the place of the newest message that was marked as read,
   * 0 when none was.
   *
   * @param requests UUIDs, 500 at most
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  readUpTo(requests: readonly { roomId: string; userId: string }[]): Promise<readonly number[]>;

  /**
   * The members of a room as of its newest event, in the order of their UUIDs.
   *
   * @param after return members after this UUID; from the first one when null
   * @param limit 500 at most
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  members(roomId: string, after: string | null, limit: number): Promise<readonly string[]>;
}
