import type { MessageKey } from '#platform/ids/ids.ts';
import type { Outbox } from '#platform/outbox/outbox.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import type { RoomLog } from './room-log.ts';

/** A message as it is now: the projection of its events. */
export interface Message extends MessageKey {
  readonly senderId: string;
  readonly clientMessageId: string;
  /** Null once it is deleted, and when there are only attachments. */
  readonly body: string | null;
  readonly contentType: string;
  /** UUIDs of the files in it, in the order of the sender; empty once it is deleted. */
  readonly attachmentIds: readonly string[];
  /** UUIDs of whom it mentions; empty once it is deleted. */
  readonly mentionedUserIds: readonly string[];
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

/** Where a room stands in a person's list. */
export interface ViewerRoomKey {
  /** The ID (Snowflake) of the newest event that people see, by which rooms are sorted; ties go by room. */
  readonly lastActivityId: number;
  readonly roomId: string;
}

/** One of a person's rooms with its latest event. */
export interface ViewerRoom extends ViewerRoomKey {
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

/**
 * Which messages of a room: paging arguments, or the page with a message in its middle, which is shorter near an end of
 * the room and empty when no message stands at the place.
 */
export type HistoryRequest = PageRequest<number> | { readonly around: number; readonly limit: number };

/** What the message subgraph keeps. All places are within their room, all IDs of people and rooms are UUIDs. */
export interface MessageStore {
  readonly log: RoomLog;
  readonly outbox: Outbox;

  /** Messages by room and place, in no order; the ones that do not exist are left out. */
  messages(keys: readonly MessageKey[]): Promise<readonly Message[]>;

  /** Whether somebody has sent a message with a client's key to a room. */
  isSent(roomId: string, senderId: string, clientMessageId: string): Promise<boolean>;

  /**
   * Reactions of messages, by {@link reactionKey}; the earliest first. Messages without any are left out, and a deleted
   * message has none.
   */
  reactions(keys: readonly MessageKey[]): Promise<ReadonlyMap<string, readonly Reaction[]>>;

  /**
   * A page of a room's messages, oldest first, deleted ones included. Whether the room has messages before and behind the
   * page is exact, whatever the bounds; an empty page stands where its bounds are. `headSeq` is the room's place from before the page was read, 0 for a room without events.
   */
  history(roomId: string, request: HistoryRequest): Promise<Page<Message> & { readonly headSeq: number }>;

  /** The newest messages of rooms, by room; rooms without any are left out. */
  lastMessages(roomIds: readonly string[]): Promise<ReadonlyMap<string, Message>>;

  /** A person's rooms, the one with the newest event first. What is said of further pages is exact, as in `history`. */
  viewerRooms(userId: string, request: PageRequest<ViewerRoomKey>): Promise<Page<ViewerRoom>>;

  /**
   * How many messages of others a person has not read since it last came in, by room; counting stops at 1,000. Deleted
   * ones do not count. Rooms that the person is not a member of are left out. Only the newest 10,000 messages
   * of a room are looked at: whoever has written most of them itself may be told of fewer than there are.
   */
  unreadCounts(userId: string, roomIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  /** How far a person has read, by room. Rooms in which nothing was marked are left out. */
  readPositions(userId: string, roomIds: readonly string[]): Promise<ReadonlyMap<string, ReadPosition>>;

  /** The places up to which people have read rooms, in the order of the requests; 0 where nothing was marked. */
  readUpTo(requests: readonly { roomId: string; userId: string }[]): Promise<readonly number[]>;

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

  /**
   * Everything that is kept about a person, for `privacy.ts`: its messages, reactions, read positions and memberships.
   * Each record has a `type`, `message`, `reaction`, `readPosition` or `membership`.
   */
  exportPerson(userId: string): AsyncIterable<Readonly<Record<string, unknown>>>;

  /**
   * Deletes the person's messages and takes off its reactions, as events of the log, so that everybody who has seen them
   * learns of it; then forgets its read positions and memberships. Nothing may be written in the person's name any more.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when it was not finished: do it again
   */
  erasePerson(userId: string): Promise<void>;
}

/** The key of a message in maps. */
export const reactionKey = (key: MessageKey) => `${key.roomId}:${key.seq}`;
