import type { MembershipRole } from '../room-access/room-access.ts';

/** Something that its owner has committed and that has a place in a room's sequence. */
export type TimelineChange =
  /** The room was made, or what it shows of itself was changed. */
  | { readonly type: 'room.created' | 'room.changed'; readonly actorId: string }
  | {
      readonly type: 'member.joined';
      readonly actorId: string;
      readonly userId: string;
      readonly role: MembershipRole;
      /** Rises with every change of this person's membership of this room: an older change than the known one is dropped. */
      readonly version: number;
    }
  | { readonly type: 'member.left'; readonly actorId: string; readonly userId: string; readonly version: number }
  | {
      readonly type: 'member.role_changed';
      readonly actorId: string;
      readonly userId: string;
      readonly role: MembershipRole;
      readonly version: number;
    }
  /** Who may write has changed without anybody coming or going, such as by a block. Shown to nobody. */
  | { readonly type: 'access.changed'; readonly actorId: string };

/** A committed change with the key that makes it idempotent: the ID (UUID) of its record in the owner's outbox. */
export interface TimelineEntry {
  readonly eventId: string;
  readonly change: TimelineChange;
}

/** The rooms' sequence, as the message subgraph serves it to the owners of rooms and people. */
export interface RoomTimeline {
  /**
   * Gives committed changes their places in the room's sequence, in the order given, and raises the room's access epoch
   * when one takes somebody's access away: from that place on nothing that was allowed before is appended. Repeating an
   * entry changes nothing.
   *
   * @param roomId UUID
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer; the changes are completed later from the outbox
   */
  append(roomId: string, entries: readonly TimelineEntry[]): Promise<void>;
}
