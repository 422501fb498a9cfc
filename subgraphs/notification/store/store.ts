import type { MessageKey } from '#platform/ids/ids.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { PushAddress } from '#platform/push/push.ts';

/** A device that shows pushes. Moments are milliseconds since 1970, people, rooms and sessions UUIDs, here and below. */
export interface PushTarget {
  readonly id: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly address: PushAddress;
  readonly name: string | null;
  readonly createdAt: number;
  /** When a push service last took something for it; null when none has. */
  readonly lastDeliveredAt: number | null;
}

/** A device that is to show pushes. */
export type NewPushTarget = Omit<PushTarget, 'lastDeliveredAt'>;

/** People's devices. */
export interface PushTargetStore {
  /**
   * Makes a device the target of its session. A session that has one keeps its ID; another session that has registered the
   * same device loses it.
   *
   * @param limit how many targets a person may have
   * @returns the target as it is now; null when the person has as many as it may, and nothing was changed
   */
  register(target: NewPushTarget, limit: number): Promise<PushTarget | null>;

  /** Removes one target of a person, if it has it. */
  remove(userId: string, targetId: string): Promise<void>;

  /** The targets of people, the newest first. */
  ofPeople(userIds: readonly string[]): Promise<readonly PushTarget[]>;

  /** Which of these people have a target. */
  reachable(userIds: readonly string[]): Promise<readonly string[]>;

  /** Removes the targets of sessions. */
  endSessions(sessionIds: readonly string[]): Promise<void>;

  /** Sessions that have a target, in the order of their UUIDs. @param after from the first one when null */
  sessions(after: string | null, limit: number): Promise<readonly string[]>;

  /** Removes targets that do not exist any more for their service. */
  gone(targetIds: readonly string[]): Promise<void>;
}

/** That a person gets no pushes for a room. */
export interface RoomMute {
  readonly userId: string;
  readonly roomId: string;
  readonly since: number;
  /** Null when it lasts until it is taken back. */
  readonly until: number | null;
  readonly includingMentions: boolean;
}

/** What people are spared. */
export interface MuteStore {
  /** Mutes a room; what was set before is replaced, but for `since` while that mute still lasts. */
  set(mute: RoomMute): Promise<void>;
  clear(userId: string, roomId: string): Promise<void>;
  /** The mutes that last at a moment, in any order. */
  at(now: number, keys: readonly { userId: string; roomId: string }[]): Promise<readonly RoomMute[]>;
}

/** A message that is to be pushed to a person. */
export interface DuePush extends MessageKey {
  readonly userId: string;
  /** When the message was sent. */
  readonly sentAt: number;
  /** How often somebody has seen to it, this time included. */
  readonly attempts: number;
}

/** A message on one device: an entry of the ledger. */
export interface Delivery extends MessageKey {
  readonly userId: string;
  readonly targetId: string;
}

/** What is still to be pushed, and the ledger of what was. */
export interface PushQueue {
  /** Puts a message in line for people; who is in line for it already stays as it is. */
  add(
    message: MessageKey & { readonly sentAt: number },
    people: readonly { userId: string; dueAt: number }[],
  ): Promise<void>;

  /** How many are in line, counted up to `most`. */
  size(most: number): Promise<number>;

  /**
   * Takes what is due, the longest due first. It comes back at `backAt` unless it is settled, so that nothing is lost when
   * whoever takes it dies. Several who take at once take different ones.
   */
  claim(now: number, backAt: number, limit: number): Promise<readonly DuePush[]>;

  /** Takes people out of line: everything that was to be done is done. */
  settle(pushes: readonly DuePush[]): Promise<void>;

  /** Has them come back at a moment. */
  postpone(pushes: readonly DuePush[], dueAt: number): Promise<void>;

  /**
   * Writes down that these are about to be handed over.
   *
   * @returns the ones that are not known to be done, of those that were written down before, too
   */
  begin(deliveries: readonly Delivery[], now: number): Promise<readonly Delivery[]>;

  /** Writes down that these are done, and that their devices were reached. */
  done(deliveries: readonly Delivery[], now: number): Promise<void>;

  /** Called back when something was put in line by this process. Returns the end of it. */
  onAdded(callback: () => void): () => void;
}

/** Something that wants a person's attention. */
export interface InboxItem {
  /** UUID, the same whenever the same thing is told again. */
  readonly id: string;
  readonly userId: string;
  readonly kind: 'MENTION' | 'INVITATION';
  readonly roomId: string;
  /** The place of the message that mentions the person; null for an invitation. */
  readonly messageSeq: number | null;
  readonly actorId: string;
  readonly createdAt: number;
  readonly readAt: number | null;
}

/** People's inboxes, the newest item first. Removals return the people whose inboxes they have changed. */
export interface InboxStore {
  /** Adds items; those that are there stay as they are. */
  add(items: readonly InboxItem[]): Promise<void>;

  /** Makes these the only mentions of a message; those that are there already stay as they are. */
  setMentions(message: MessageKey, items: readonly InboxItem[]): Promise<readonly string[]>;

  /** Removes everything about a room from a person's inbox. */
  removeRoom(userId: string, roomId: string): Promise<void>;

  /** Removes what somebody has done from one person's inbox. */
  removeActor(userId: string, actorId: string): Promise<void>;

  page(userId: string, unreadOnly: boolean, request: PageRequest<MomentKey>): Promise<Page<InboxItem>>;

  /** How many items a person has not read, counted up to 1,000. */
  unreadCount(userId: string): Promise<number>;

  /** Marks items of a person as read. */
  markRead(userId: string, itemIds: readonly string[], now: number): Promise<void>;

  /** Marks an item of a person, and all that stand behind it, as read. */
  markReadUpTo(userId: string, itemId: string, now: number): Promise<void>;
}

/** What the notification subgraph keeps. */
export interface NotificationStore {
  readonly targets: PushTargetStore;
  readonly mutes: MuteStore;
  readonly pushes: PushQueue;
  readonly inbox: InboxStore;

  /**
   * Forgets mutes that are over and entries of the ledger that nobody asks for any more.
   *
   * @param before entries of the ledger from before this moment go
   * @param limit how many of each at most
   * @returns how many there were
   */
  sweep(now: number, before: number, limit: number): Promise<number>;

  /** Everything that is kept about a person, without tokens; each record has a `type`. */
  exportPerson(userId: string): AsyncIterable<Readonly<Record<string, unknown>>>;

  /** Forgets a person: its devices, mutes, inbox, what it has done in the inboxes of others, and its deliveries. */
  erasePerson(userId: string): Promise<void>;
}
