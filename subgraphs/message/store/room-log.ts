import type { MembershipRole } from '#platform/room-access/room-access.ts';

/** What a room event says, by its type. Durable: a type or a field is never removed or given another meaning. */
export type RoomEventBody =
  | { readonly type: 'room.created' }
  | {
      readonly type: 'message.sent';
      readonly body: string | null;
      readonly contentType: string;
      /** UUIDs; left out in events from before there were any. */
      readonly mentionedUserIds?: readonly string[];
      /** UUIDs of the files in it; left out for none. They go with the body when the message is deleted. */
      readonly attachmentIds?: readonly string[];
    }
  | {
      readonly type: 'message.edited';
      readonly messageSeq: number;
      readonly body: string | null;
      /** UUIDs; left out when they stay as they are. */
      readonly mentionedUserIds?: readonly string[];
    }
  | { readonly type: 'message.deleted'; readonly messageSeq: number }
  | { readonly type: 'reaction.added'; readonly messageSeq: number; readonly emoji: string }
  | { readonly type: 'reaction.removed'; readonly messageSeq: number; readonly emoji: string }
  | {
      readonly type: 'member.joined';
      readonly userId: string;
      readonly role: MembershipRole;
      readonly version: number;
    }
  | { readonly type: 'member.left'; readonly userId: string; readonly version: number }
  | {
      readonly type: 'member.role_changed';
      readonly userId: string;
      readonly role: MembershipRole;
      readonly version: number;
    }
  | { readonly type: 'room.changed' }
  | { readonly type: 'access.changed' };

/** An event that asks for its place. */
export interface NewRoomEvent {
  readonly body: RoomEventBody;
  /** UUID of the person whose doing it is. */
  readonly actorId: string;
  /** Unique for each actor in a room for at least 24 hours: asking again with the same key gives the first result. */
  readonly clientKey: string;
  /**
   * The access epoch at which the actor was allowed to do this: it is appended only if the room's epoch is still that one.
   * Null for what its owner has committed already.
   */
  readonly allowedAtEpoch: number | null;
  /** The topic under which the event log tells it to other subgraphs, written with the append; null to tell nobody. */
  readonly topic: 'room.message' | 'conversation.message' | null;
  /** The trace that it is part of, for those who are told; the log fills it in. */
  readonly traceparent?: string;
}

/** An event in its final place. */
export interface RoomEvent {
  /** UUID. */
  readonly roomId: string;
  /** The place: contiguous from 1. */
  readonly seq: number;
  /** Snowflake: (milliseconds since 2024-01-01) * 4096 + counter; rises with `seq` within its room. Below 2^53 until 2093. */
  readonly id: number;
  readonly actorId: string;
  readonly clientKey: string;
  readonly body: RoomEventBody;
  /** When it was appended, in milliseconds since 1970: what `id` says. */
  readonly createdAt: number;
}

/** What became of an event that asked for its place. */
export type AppendResult =
  | { readonly outcome: 'appended' | 'duplicate'; readonly seq: number; readonly id: number }
  /** A newer membership change of the same person is in the log already: this one was dropped. */
  | { readonly outcome: 'superseded' };

/** The room's access epoch is no longer the one at which the event was allowed: check again, then append again. */
export class EpochMoved extends Error {
  override readonly name = 'EpochMoved';

  constructor(readonly currentEpoch: number) {
    super('The access epoch of the room has moved.');
  }
}

/** Where a room stands. Place 0, ID 0, epoch 0 before its first event. */
export interface RoomHead {
  readonly seq: number;
  readonly id: number;
  readonly accessEpoch: number;
}

/**
 * Which part of a room's log to read: `limit` events after or before a place, or the part with a place in its middle,
 * which is shorter near an end. Events come oldest first, whatever the direction.
 */
export type ReadRange =
  | { readonly after: number; readonly limit: number }
  | { readonly before: number; readonly limit: number }
  | { readonly around: number; readonly limit: number };

/**
 * Everything durable that happens in a room, in one sequence. One rule makes it correct: an append is a compare-and-set
 * on the head of the room. When `append` resolves, the event is durable, in its final place, idempotent and readable.
 */
export interface RoomLog {
  /**
   * Gives an event its place. Events of one room that wait at the same time are committed as one group; the result of one
   * never depends on another's. What the event does to messages, reactions and memberships is applied in the same step.
   * `member.left`, `member.role_changed` and `access.changed` raise the access epoch; so does a `member.joined` that has
   * overtaken the departure before it.
   *
   * @param roomId UUID
   * @throws EpochMoved when `allowedAtEpoch` is not the room's epoch; nothing was appended
   * @throws LynkError SERVICE_UNAVAILABLE when the outcome is unknown, or too many events wait: append the same again
   */
  append(roomId: string, event: NewRoomEvent): Promise<AppendResult>;

  /**
   * Reads a part of the log and the head, from one moment: every event up to the head's place that is in the range is
   * there. Bodies of deleted messages are null, and their attachments left out.
   *
   * @throws LynkError SERVICE_UNAVAILABLE
   */
  read(roomId: string, range: ReadRange): Promise<{ readonly events: readonly RoomEvent[]; readonly head: RoomHead }>;

  /** The heads of rooms, by UUID; rooms without events are left out. */
  heads(roomIds: readonly string[]): Promise<ReadonlyMap<string, RoomHead>>;
}
