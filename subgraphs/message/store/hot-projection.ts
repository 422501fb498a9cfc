import type { RoomEvent } from './room-log.ts';
import type { Message } from './store.ts';

type Sent = Extract<RoomEvent['body'], { type: 'message.sent' }>;

/** A message as it stands when nothing has happened to it yet. */
export function messageAsSent(event: RoomEvent, body: Sent): Message {
  return {
    roomId: event.roomId,
    seq: event.seq,
    senderId: event.actorId,
    clientMessageId: event.clientKey,
    body: body.body,
    contentType: body.contentType,
    attachmentIds: body.attachmentIds ?? [],
    mentionedUserIds: body.mentionedUserIds ?? [],
    createdAt: event.createdAt,
    editedAt: null,
    deletedAt: null,
  };
}

/**
 * The messages that were sent in an unbroken run of events up to the head, as they are now, oldest first. Whatever was done
 * to a message stands behind it, so it is in the run, too. The rules are those of `projection.ts`.
 */
export function messagesOf(run: readonly RoomEvent[]): readonly Message[] {
  const messages = new Map<number, Message>();
  for (const event of run) {
    const { body, createdAt } = event;
    if (body.type === 'message.sent') messages.set(event.seq, messageAsSent(event, body));
    const message = 'messageSeq' in body ? messages.get(body.messageSeq) : undefined;
    if (!message || message.deletedAt !== null) continue;
    if (body.type === 'message.edited') {
      const mentionedUserIds = body.mentionedUserIds ?? message.mentionedUserIds;
      messages.set(message.seq, { ...message, body: body.body, mentionedUserIds, editedAt: createdAt });
    } else if (body.type === 'message.deleted') {
      const nothing = { body: null, attachmentIds: [], mentionedUserIds: [] };
      messages.set(message.seq, { ...message, ...nothing, deletedAt: createdAt });
    }
  }
  return [...messages.values()];
}

/**
 * The run as the log tells it: without what deleted messages said.
 *
 * @returns null when it holds an edit of a message from before it, which may be deleted without the run saying so
 */
export function withoutDeleted(run: readonly RoomEvent[]): readonly RoomEvent[] | null {
  const first = run[0]?.seq ?? 0;
  const deleted = new Set(messagesOf(run).flatMap(({ seq, deletedAt }) => (deletedAt === null ? [] : [seq])));
  const told: RoomEvent[] = [];
  for (const event of run) {
    const { body } = event;
    if (body.type === 'message.edited') {
      if (body.messageSeq < first) return null;
      told.push(deleted.has(body.messageSeq) ? { ...event, body: { ...body, body: null } } : event);
    } else if (body.type === 'message.sent' && deleted.has(event.seq)) {
      const { attachmentIds: _, ...rest } = body;
      told.push({ ...event, body: { ...rest, body: null } });
    } else {
      told.push(event);
    }
  }
  return told;
}
