/** A message as somebody saw it. */
export interface SeenMessage {
  readonly id: string;
  /** Public ID of the sender. */
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly body: string | null;
}

/** A send, with all of its retries, as its sender saw it. Times are ticks of one clock that all observers share. */
export interface ObservedSend {
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly body: string;
  /** When the first try began. */
  readonly begunAt: number;
  /** What tries were answered with, in order of arrival. None: nothing is known. */
  readonly acknowledged: {
    readonly at: number;
    readonly messageId: string;
    readonly cursor: string;
    readonly body: string;
  }[];
}

/** The newest page of the history, as somebody read it. */
export interface ObservedRead {
  readonly viewerId: string;
  readonly begunAt: number;
  /** Oldest first. */
  readonly messages: readonly SeenMessage[];
  /** Whether the page begins with the room's first message. */
  readonly complete: boolean;
}

/** An item of a room's stream. */
export interface ObservedItem {
  readonly cursor: string | null;
  /** The event's type; null for what is hidden. */
  readonly type: string | null;
  /** The message that it carries, if any. */
  readonly message: SeenMessage | null;
}

/** What one person saw live, over its whole chain of sockets. */
export interface ObservedChain {
  readonly viewerId: string;
  /** The cursor that the first socket began after. */
  readonly after: string;
  readonly items: readonly ObservedItem[];
}

/** The end of somebody's access to the room. */
export interface ObservedRemoval {
  readonly viewerId: string;
  /** The cursor of the event that says so, as another member saw it. */
  readonly cursor: string;
  /** The cursor of the event that let the person in again, if there was one. */
  readonly readmission?: string;
}

/** That somebody has blocked somebody else. Times are ticks of the clock of the sends. */
export interface ObservedBlock {
  readonly blockerId: string;
  readonly blockedId: string;
  /** When the block was acknowledged. */
  readonly from: number;
  /** When it began to be taken back. */
  readonly to?: number;
  /** Whether the room is the one of the two alone, where neither can write. */
  readonly isDirect: boolean;
}

/** Everything that was observed in one room. */
export interface Observations {
  readonly sends: readonly ObservedSend[];
  readonly reads: readonly ObservedRead[];
  readonly chains: readonly ObservedChain[];
  readonly removals: readonly ObservedRemoval[];
  readonly blocks: readonly ObservedBlock[];
  /** The bodies that a message was given by edits, null for a deletion, by its ID. */
  readonly edits: ReadonlyMap<string, readonly (string | null)[]>;
  /** The whole history as people read it when everything was over, oldest first. At least one. */
  readonly histories: readonly { readonly viewerId: string; readonly messages: readonly SeenMessage[] }[];
}

/** What must never happen, by the names that the design gives it. */
export type ViolationKind =
  | 'LOST'
  | 'DUP'
  | 'ORDER'
  | 'REALTIME'
  | 'RYW'
  | 'GAP'
  | 'GHOST'
  | 'REVOKE'
  | 'BLOCK'
  | 'INTEGRITY';

/** Something that must never happen, and did. */
export interface Violation {
  readonly kind: ViolationKind;
  readonly what: string;
}

/** A rule over what was observed. */
export type Rule = (observations: Observations) => Iterable<Violation>;

/** The name of a send: keys are unique for each sender. */
export const sendName = (message: { senderId: string; clientMessageId: string }) =>
  `${message.senderId} ${message.clientMessageId}`;
