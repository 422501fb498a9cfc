import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { Outbox } from '#platform/outbox/outbox.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';

/** What a person shows of itself. */
export interface Profile {
  /** UUID; the same as the account's. */
  readonly id: string;
  /** As typed at registration. */
  readonly username: string;
  readonly displayName: string;
  /** Null when it is empty. */
  readonly bio: string | null;
  /** UUID of an attachment; null when there is none. */
  readonly pictureId: string | null;
  /** When the account was made, in milliseconds since 1970. */
  readonly createdAt: number;
}

/** What to change in a profile; what is left out stays. */
export interface ProfileChange {
  readonly displayName?: string;
  readonly bio?: string | null;
  readonly pictureId?: string | null;
}

/** How the list of all people is sorted. */
export interface ProfileOrder {
  readonly field: 'CREATED_AT' | 'USERNAME';
  readonly direction: 'ASC' | 'DESC';
}

/** A place in a sorted list: by a moment or by a username in small letters and, where these are equal, by UUID. */
export interface ListKey {
  readonly value: number | string;
  readonly id: string;
}

/** One person has blocked another. */
export interface Block {
  readonly blocked: Profile;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** How two people stand to each other. */
export interface BlockState {
  /** Whether the one has blocked the other. */
  readonly blocked: boolean;
  /** Whether the other has blocked the one. */
  readonly blockedBy: boolean;
}

/** Two people, by UUID. */
export interface Pair {
  readonly userId: string;
  readonly otherId: string;
}

/** What the user subgraph keeps. */
export interface UserStore {
  readonly outbox: Outbox;

  /** Profiles by UUID, in any order; the ones that do not exist are left out. */
  profiles(ids: readonly string[]): Promise<readonly Profile[]>;

  /** Makes profiles. One that is there already stays as it is. */
  addProfiles(profiles: readonly Profile[]): Promise<void>;

  /**
   * Changes a profile.
   *
   * @param tell makes the event that tells of another picture, from the one that is replaced
   * @returns the profile as it is now; null when there is none
   */
  updateProfile(
    id: string,
    change: ProfileChange,
    tell: (replacedPictureId: string | null) => EventRecord,
  ): Promise<Profile | null>;

  /** A page of all people. */
  list(order: ProfileOrder, request: PageRequest<ListKey>): Promise<Page<Profile>>;

  /**
   * Writes down that one person has blocked another, with its event; both have profiles. A block that is there already
   * stays, and the event is dropped.
   *
   * @returns the UUID of the event that tells of the block: the given one, or the one from the first time
   */
  addBlock(pair: Pair, event: EventRecord): Promise<string>;

  /** Takes a block back, with its event. False, and without the event, when there is none. */
  removeBlock(pair: Pair, event: EventRecord): Promise<boolean>;

  /** How pairs stand, in their order. */
  blockStates(pairs: readonly Pair[]): Promise<readonly BlockState[]>;

  /** A page of whom a person has blocked, the newest block first. The key's value is the moment of the block. */
  blocks(userId: string, request: PageRequest<ListKey>): Promise<Page<Block>>;

  /** UUIDs of everybody whom a person has blocked, and of everybody who has blocked that person. */
  blockLists(userId: string): Promise<{ readonly blocked: readonly string[]; readonly blockedBy: readonly string[] }>;

  /** Deletes a profile and all blocks by or of that person. */
  deleteProfile(id: string): Promise<void>;
}
