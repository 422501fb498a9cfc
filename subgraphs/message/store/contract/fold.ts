import type { RoomEvent, RoomEventBody } from '../room-log.ts';

/** The state of a room that a log says, in a form that compares well. */
export interface FoldedRoom {
  /** place -> the message */
  readonly messages: Readonly<Record<number, FoldedMessage>>;
  /** person -> where it came in; people who have left are not there */
  readonly members: Readonly<Record<string, number>>;
}

export interface FoldedMessage {
  readonly senderId: string;
  readonly clientMessageId: string;
  readonly body: string | null;
  readonly attachmentIds: readonly string[];
  readonly mentionedUserIds: readonly string[];
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  /** `emoji person`, the earliest first. */
  readonly reactions: readonly string[];
}

type Of<Type extends RoomEventBody['type']> = RoomEvent & { readonly body: Extract<RoomEventBody, { type: Type }> };

/**
 * What a room's events say, in whatever order they are given: the rules of the projection once more, written in another
 * way than the store does it. An edit counts by its ID, a deletion is above everything, a reaction is there when the
 * newest event about it added it, a membership is what its highest version says.
 */
export function fold(events: readonly RoomEvent[]): FoldedRoom {
  const messages: Record<number, FoldedMessage> = {};
  for (const sent of ofType(events, 'message.sent')) messages[sent.seq] = foldMessage(sent, events);
  const members: Record<string, number> = {};
  const people = new Set(events.flatMap(({ body }) => ('userId' in body ? [body.userId] : [])));
  for (const userId of people) {
    const joinedSeq = foldMembership(userId, events);
    if (joinedSeq !== null) members[userId] = joinedSeq;
  }
  return { messages, members };
}

function foldMessage(sent: Of<'message.sent'>, events: readonly RoomEvent[]): FoldedMessage {
  const about = events.filter(({ body, id }) => 'messageSeq' in body && body.messageSeq === sent.seq && id > sent.id);
  const deletion = ofType(about, 'message.deleted').reduce<RoomEvent | null>(earlier, null);
  const edits = ofType(about, 'message.edited').filter(({ id }) => !deletion || id < deletion.id);
  const edit = edits.reduce<Of<'message.edited'> | null>(later, null);
  return {
    senderId: sent.actorId,
    clientMessageId: sent.clientKey,
    body: deletion ? null : (edit ?? sent).body.body,
    attachmentIds: deletion ? [] : (sent.body.attachmentIds ?? []),
    mentionedUserIds: deletion ? [] : foldMentions(sent, edits),
    editedAt: edit?.createdAt ?? null,
    deletedAt: deletion?.createdAt ?? null,
    reactions: deletion ? [] : foldReactions(about),
  };
}

/** The newest edit that says so says whom a message mentions. */
function foldMentions(sent: Of<'message.sent'>, edits: readonly Of<'message.edited'>[]): readonly string[] {
  const telling = edits.filter(({ body }) => body.mentionedUserIds !== undefined);
  return (telling.reduce<Of<'message.edited'> | null>(later, null) ?? sent).body.mentionedUserIds ?? [];
}

function foldReactions(about: readonly RoomEvent[]): string[] {
  const there = new Set<string>();
  const inOrder = about.toSorted((a, b) => a.id - b.id);
  for (const { actorId, body } of inOrder) {
    // A Set keeps the place of what is added again.
    if (body.type === 'reaction.added') there.add(`${body.emoji} ${actorId}`);
    if (body.type === 'reaction.removed') there.delete(`${body.emoji} ${actorId}`);
  }
  return [...there];
}

function foldMembership(userId: string, events: readonly RoomEvent[]): number | null {
  const changes = events.flatMap(({ body, seq }) =>
    'userId' in body && body.userId === userId ? [{ seq, type: body.type, version: body.version }] : [],
  );
  let joinedSeq: number | null = null;
  for (const change of changes.sort((a, b) => a.version - b.version)) {
    if (change.type === 'member.left') joinedSeq = null;
    else if (change.type === 'member.joined') joinedSeq = change.seq;
    else joinedSeq ??= change.seq;
  }
  return joinedSeq;
}

function ofType<Type extends RoomEventBody['type']>(events: readonly RoomEvent[], type: Type): Of<Type>[] {
  return events.filter((each): each is Of<Type> => each.body.type === type);
}

const later = <E extends RoomEvent>(a: E | null, b: E): E => (a && a.id > b.id ? a : b);
const earlier = (a: RoomEvent | null, b: RoomEvent): RoomEvent => (a && a.id < b.id ? a : b);
