import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { Outbox } from '#platform/outbox/outbox.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { MembershipRole } from '#platform/room-access/room-access.ts';

/** Where people write to each other. */
export interface Room {
  /** UUID. */
  readonly id: string;
  readonly kind: 'DIRECT' | 'GROUP';
  readonly visibility: 'PUBLIC' | 'PRIVATE';
  /** Null in a DIRECT room. */
  readonly name: string | null;
  readonly topic: string | null;
  /** UUID of an attachment; null when there is none. */
  readonly pictureId: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The two people of a DIRECT room, the lower UUID first. */
  readonly pair: readonly [string, string] | null;
  readonly memberCount: number;
}

/** A person's place in a room. */
export interface Membership {
  readonly roomId: string;
  readonly userId: string;
  readonly role: MembershipRole;
  /** When the person came, the last time; milliseconds since 1970. */
  readonly joinedAt: number;
  /** Rises with every change of this person's place in this room, from 1, also when it leaves and comes back. */
  readonly version: number;
}

/** A membership, or what is left of one. */
export interface MembershipState extends Membership {
  /** Whether the person is a member now. */
  readonly active: boolean;
}

/** How a person stands in a room. */
export interface Standing {
  /** Null when there is no such room. */
  readonly room: Room | null;
  /** Null when the person is not a member. */
  readonly membership: Membership | null;
}

/** A room that nobody else changes while it is decided upon. */
export interface LockedRoom {
  readonly room: Room;
  /** UUID of a person who was asked for → its membership, or what is left of one; people who never came are missing. */
  readonly memberships: ReadonlyMap<string, MembershipState>;
  /** How many members are owners. */
  readonly owners: number;
}

/** What is written in one transaction. */
export interface RoomChange {
  /** The new picture, null for none; left out when it stays. */
  readonly pictureId?: string | null;
  /** The new states of memberships. */
  readonly memberships: readonly MembershipState[];
  /** What others are told; goes into the outbox. */
  readonly events: readonly EventRecord[];
}

/** Who comes first in a list of members: when it came, and its UUID. */
export type MemberPage = PageRequest<MomentKey>;

/** What the room subgraph keeps. Rooms and people are named by UUIDs. */
export interface RoomStore {
  readonly outbox: Outbox;

  /**
   * How people stand in rooms, in the order of the requests, in one look.
   *
   * @param requests without a person, the membership is null
   */
  standings(requests: readonly { roomId: string; userId: string | null }[]): Promise<readonly Standing[]>;

  /** A page of the public rooms, the newest first; the key of a room is when it was made and its ID. */
  publicRooms(request: PageRequest<MomentKey>): Promise<Page<Room>>;

  /** Whether people are in a public room of this name; upper and lower case, and forms of characters, are the same. */
  isNameTaken(name: string): Promise<boolean>;

  /** The names of public rooms that were made after one, in the order in which they were made; from the first for null. */
  publicNames(after: MomentKey | null, limit: number): Promise<readonly { name: string; key: MomentKey }[]>;

  /** The same page of the members of several rooms, in the order in which they came, by room. */
  members(roomIds: readonly string[], request: MemberPage): Promise<ReadonlyMap<string, Page<Membership>>>;

  /**
   * Makes a room with its first members and events, all or nothing.
   *
   * @param room its `memberCount` is the number of the memberships
   * @returns false when there is one with this ID already; nothing is written then
   */
  create(room: Room, change: RoomChange): Promise<boolean>;

  /**
   * Changes a room: its memberships, its picture. Changes of one room wait for each other, so that what `decide` sees is still so when
   * its decision is written.
   *
   * @param userIds whose memberships the decision is about
   * @param decide what it throws is thrown, and nothing is written
   * @returns the room as it is afterwards, with its events committed; null when there is no such room
   */
  change(
    roomId: string,
    userIds: readonly string[],
    decide: (locked: LockedRoom) => RoomChange,
  ): Promise<LockedRoom | null>;

  /** Everything that is kept about a person's places in rooms, in no order. */
  membershipsOf(userId: string): Promise<readonly MembershipState[]>;

  /** Who has been in a room for the longest time but for one person, moderators first; null when nobody else is. */
  successor(roomId: string, userId: string): Promise<Membership | null>;

  /** Removes what is left of the memberships that a person has ended. */
  forget(userId: string): Promise<void>;
}
