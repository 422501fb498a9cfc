import type { MembershipRole } from '#platform/room-access/room-access.ts';
import { type Known, type KnownMember, memberAfter, type PlacedEvent } from './placement.ts';
import type { RoomEventBody } from './room-log.ts';

/** What the events of a group do to the state of their room, one change for each thing. */
export interface Changes {
  /** message -> its last edit; applied before `deletions` */
  readonly edits: ReadonlyMap<number, MessageEdit>;
  /** message -> ID of its deletion */
  readonly deletions: ReadonlyMap<number, number>;
  /** Reactions that were taken off in the group; applied before `reactionsAdded`. */
  readonly reactionsRemoved: readonly ReactionChange[];
  /** Reactions that are there after the group; the ones that were there already stay as they are. */
  readonly reactionsAdded: readonly ReactionChange[];
  /** person -> the membership after the group */
  readonly members: ReadonlyMap<string, KnownMember & { readonly role: MembershipRole | null }>;
  /** Places of events that are written without their body, since their message is deleted. */
  readonly withoutBody: ReadonlySet<number>;
  /** The newest message of the group; null when there is none. */
  readonly lastMessageSeq: number | null;
  /** ID of the newest event of the group that people see; null when there is none. */
  readonly lastActivityId: number | null;
}

/** What an edit makes of a message. */
export interface MessageEdit {
  readonly id: number;
  readonly body: string | null;
  /** Whom the message mentions from now on; null when that stays as it is. */
  readonly mentionedUserIds: readonly string[] | null;
}

/** One person's reaction, and the event that brought it. */
export interface ReactionChange {
  readonly messageSeq: number;
  readonly userId: string;
  readonly emoji: string;
  readonly id: number;
}

type Writable = {
  edits: Map<number, MessageEdit>;
  deletions: Map<number, number>;
  reactionsRemoved: Map<string, ReactionChange>;
  reactionsAdded: Map<string, ReactionChange>;
  members: Map<string, KnownMember & { role: MembershipRole | null }>;
  withoutBody: Set<number>;
  lastMessageSeq: number | null;
  lastActivityId: number | null;
  /** place -> a message that events of the group may be about */
  messages: Map<number, { deleted: boolean }>;
};

/**
 * Folds the placed events of a group into changes of state. The rules: a deletion is above everything and for ever;
 * what an edit or a reaction does to a deleted message, or to a place where no message stands, is nothing.
 *
 * @param known what was known before the group
 */
export function changesOf(events: readonly PlacedEvent[], known: Known): Changes {
  const changes: Writable = {
    edits: new Map(),
    deletions: new Map(),
    reactionsRemoved: new Map(),
    reactionsAdded: new Map(),
    members: new Map(),
    withoutBody: new Set(),
    lastMessageSeq: null,
    lastActivityId: null,
    messages: new Map(known.messages),
  };
  for (const event of events) {
    // A block must not move the room of the two to the top of their lists: that would tell of it.
    if (event.body.type !== 'access.changed') changes.lastActivityId = event.id;
    if ('messageSeq' in event.body) applyToMessage(changes, event, event.body);
    else if ('userId' in event.body) {
      const { body } = event;
      const before = changes.members.get(body.userId) ?? known.members.get(body.userId);
      const role = body.type === 'member.left' ? null : body.role;
      changes.members.set(body.userId, { ...memberAfter(body, before, event.seq), role });
    } else if (event.body.type === 'message.sent') {
      changes.lastMessageSeq = event.seq;
      changes.messages.set(event.seq, { deleted: false });
    }
  }
  return {
    ...changes,
    reactionsRemoved: [...changes.reactionsRemoved.values()],
    reactionsAdded: [...changes.reactionsAdded.values()],
  };
}

function applyToMessage(
  changes: Writable,
  event: PlacedEvent,
  body: Extract<RoomEventBody, { messageSeq: number }>,
): void {
  const message = changes.messages.get(body.messageSeq);
  if (message?.deleted && body.type === 'message.edited') changes.withoutBody.add(event.seq);
  if (!message || message.deleted) return;
  switch (body.type) {
    case 'message.edited':
      changes.edits.set(body.messageSeq, {
        id: event.id,
        body: body.body,
        // An earlier edit of the group may have changed them.
        mentionedUserIds: body.mentionedUserIds ?? changes.edits.get(body.messageSeq)?.mentionedUserIds ?? null,
      });
      break;
    case 'message.deleted':
      changes.deletions.set(body.messageSeq, event.id);
      changes.messages.set(body.messageSeq, { deleted: true });
      break;
    default:
      applyReaction(changes, event, body);
  }
}

function applyReaction(changes: Writable, event: PlacedEvent, body: Extract<RoomEventBody, { emoji: string }>): void {
  const reaction = { messageSeq: body.messageSeq, userId: event.actorId, emoji: body.emoji, id: event.id };
  const key = `${reaction.messageSeq} ${reaction.userId} ${reaction.emoji}`;
  if (body.type === 'reaction.removed') {
    changes.reactionsRemoved.set(key, reaction);
    changes.reactionsAdded.delete(key);
  } else if (!changes.reactionsAdded.has(key)) {
    changes.reactionsAdded.set(key, reaction);
  }
}
