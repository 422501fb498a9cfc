import type { MessageKey } from '#platform/ids/ids.ts';
import type { Outbox } from '#platform/outbox/outbox.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import type { RoomLog } from './room-log.ts';

/** A message as it is now: the projection of its events. */
export interface Message extends MessageKey {
  readonly senderId: string;
  readonly clientMessageId: string;
  /** Null once it is deleted. */
  readonly body: string | null;
  readonly contentType: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
}

/** One person's reaction on a message. */
export interface Reaction {
  readonly emoji: string;
  readonly userId: string;
}

/** One of a person's rooms with its latest event. */
export interface ViewerRoom {
  readonly roomId: string;
  /** The ID (Snowflake) of the newest event, by which rooms are sorted. */
  readonly lastActivityId: number;
  /** When that was, in milliseconds since 1970. */
  readonly lastActivityAt: number;
}

/** How far a person has read a room. */
export interface ReadPosition {
  /** The place of the newest message that was read; 0 when nothing was marked. */
  readonly seq: number;
  /** Milliseconds since 1970; null when nothing was marked. */
  readonly movedAt: number | null;
}

/** Which messages of a room: paging arguments, or the page with a message in its middle. */
export type HistoryRequest = PageRequest<number> | { readonly around: number; readonly limit: number };

/** What the message subgraph keeps. All places are within their room, all IDs of people and rooms are UUIDs. */
export interface MessageStore {
  readonly log: RoomLog;
  readonly outbox: Outbox;

  /** Messages by room and place; the ones that do not exist are left out. */
  messages(keys: readonly MessageKey[]): Promise<readonly Message[]>;

  /** Reactions of messages, by {@link reactionKey}; the earliest first. Messages without any are left out. */
  reactions(keys: readonly MessageKey[]): Promise<ReadonlyMap<string, readonly Reaction[]>>;

  /**
   * A page of a room's messages, oldest first, deleted ones included; what is said of further pages is exact.
   * `headSeq` is the room's place from before the page was read, 0 for a room without events.
   */
  history(roomId: string, request: HistoryRequest): Promise<Page<Message> & { readonly headSeq: number }>;

  /** The newest messages of rooms, by room; rooms without any are left out. */
  lastMessages(roomIds: readonly string[]): Promise<ReadonlyMap<string, Message>>;

  /** A person's rooms, the one with the newest event first; the key of a page is `lastActivityId` and `roomId`. */
  viewerRooms(
    userId: string,
    request: PageRequest<{ readonly lastActivityId: number; readonly roomId: string }>,
  ): Promise<Page<ViewerRoom>>;

  /** How many messages of others a person has not read, by room; counting stops at 1,000. Deleted ones do not count. */
  unreadCounts(userId: string, roomIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** How far a person has read, by room. Rooms in which nothing was marked are left out. */
  readPositions(userId: string, roomIds: readonly string[]): Promise<ReadonlyMap<string, ReadPosition>>;

  /** Moves a read position forward, never back. Returns whether it moved. `now` is in milliseconds since 1970. */
  markRead(userId: string, roomId: string, seq: number, now: number): Promise<boolean>;

  /**
   * The members of a room as of its newest event, in order of their IDs.
   *
   * @param after return members after this ID; from the first one when null
   */
  members(roomId: string, after: string | null, limit: number): Promise<readonly string[]>;

  /** The rooms that a person is a member of, the one with the newest event first. */
  roomsOf(userId: string, limit: number): Promise<readonly string[]>;

  /** Which of these people are members of a room as of its newest event. */
  membersAmong(roomId: string, userIds: readonly string[]): Promise<readonly string[]>;

  /** Everything that is kept about a person, page by page, for `privacy.ts`: its messages, reactions, read positions. */
  exportPerson(userId: string): AsyncIterable<Readonly<Record<string, unknown>>>;

  /** Empties the person's messages (as tombstones) and removes its reactions, read positions and memberships. */
  erasePerson(userId: string, now: number): Promise<void>;
}

/** The key of a message in maps. */
export const reactionKey = (key: MessageKey) => `${key.roomId}:${key.seq}`;
