import type { OutgoingMessage } from '../outbox/send-queue.ts';
import type { UnreadPlace } from './first-unread.ts';
import type { RoomMessage } from './pages.ts';

/** One row of the timeline: a message, with what stands above it. */
export interface TimelineEntry {
  readonly key: string;
  readonly message: RoomMessage;
  readonly isOwn: boolean;
  /** For the viewer's own messages that the room does not show yet. */
  readonly outgoing: OutgoingMessage | null;
  /** The moment of a day's first message. */
  readonly day: string | null;
  readonly isFirstUnread: boolean;
  /** Whether the sender's name stands above it, and whether more of the same sender follow. */
  readonly beginsGroup: boolean;
  readonly endsGroup: boolean;
  /** Whether it is the last one of the viewer: there stands that it was sent. */
  readonly isLastOwn: boolean;
}

/** What somebody writes within this time is one group, in milliseconds. */
const GROUP_MS = 5 * 60_000;

/**
 * The rows of a timeline: what the room holds, and behind it what the viewer has written and the room does not show yet.
 *
 * @param options.outgoing dropped as soon as the room shows a message of the viewer under the same key
 */
export function timelineEntries(options: {
  messages: readonly RoomMessage[];
  outgoing: readonly OutgoingMessage[];
  viewer: NonNullable<RoomMessage['sender']> | null;
  unread: UnreadPlace | null;
}): readonly TimelineEntry[] {
  const { messages, outgoing, viewer, unread } = options;
  const viewerId = viewer?.id;
  const shown = new Set(
    messages.filter(({ sender }) => sender?.id === viewerId).map((message) => message.clientMessageId),
  );
  const waiting = outgoing.filter(({ clientMessageId }) => !shown.has(clientMessageId));
  const rows = [
    ...messages.map((message) => ({ message, outgoing: null })),
    ...waiting.map((outgoing) => ({ message: draftOf(outgoing, viewer), outgoing })),
  ];
  const keys = new Set<string>();
  const lastOwn = rows.findLastIndex(({ message }) => message.sender?.id === viewerId);
  return rows.map(({ message, outgoing }, index) => {
    const isOwn = message.sender?.id === viewerId;
    // The row stays the same one when its message comes into its place.
    const wanted = isOwn ? `own ${message.clientMessageId}` : message.id;
    const key = keys.has(wanted) ? message.id : wanted;
    keys.add(key);
    const before = rows[index - 1]?.message;
    const after = rows[index + 1]?.message;
    const day = before && isSameDay(before, message) ? null : message.createdAt;
    const isFirstUnread = message.id === unread?.messageId;
    const nextIsUnread = after?.id !== undefined && after.id === unread?.messageId;
    return {
      key,
      message,
      isOwn,
      outgoing,
      day,
      isFirstUnread,
      beginsGroup: isFirstUnread || !before || !isOneGroup(before, message),
      isLastOwn: index === lastOwn,
      endsGroup: nextIsUnread || !after || !isOneGroup(message, after),
    };
  });
}

function draftOf(outgoing: OutgoingMessage, sender: NonNullable<RoomMessage['sender']> | null): RoomMessage {
  return {
    __typename: 'Message',
    id: `outgoing ${outgoing.clientMessageId}`,
    clientMessageId: outgoing.clientMessageId,
    body: outgoing.body,
    createdAt: new Date(outgoing.createdAt).toISOString(),
    editedAt: null,
    deletedAt: null,
    sender,
    reactions: [],
    attachments: [...(outgoing.attachments ?? [])],
  };
}

function isOneGroup(before: RoomMessage, after: RoomMessage): boolean {
  const passedMs = Date.parse(after.createdAt) - Date.parse(before.createdAt);
  return before.sender?.id === after.sender?.id && passedMs < GROUP_MS && isSameDay(before, after);
}

/** In the time zone of the reader. */
function isSameDay(left: RoomMessage, right: RoomMessage): boolean {
  return new Date(left.createdAt).toDateString() === new Date(right.createdAt).toDateString();
}
