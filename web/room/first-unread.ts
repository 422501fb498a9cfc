import type { Room } from './pages.ts';

/** Where the unread messages begin. */
export interface UnreadPlace {
  readonly messageId: string;
  readonly count: number;
}

/**
 * The first message of others after the read cursor, or, when nothing was ever marked, as many back as are unread. Null when
 * it does not stand in the part of the history that is given.
 */
export function firstUnread(
  room: Pick<Room, 'messages' | 'unreadCount' | 'viewerReadCursor'>,
  viewerId: string,
): UnreadPlace | null {
  const messages = room.messages?.edges.map(({ node }) => node) ?? [];
  const others = messages.filter(({ sender }) => sender?.id !== viewerId);
  const readUpTo = room.viewerReadCursor?.message?.id;
  if (readUpTo === undefined) {
    const first = room.unreadCount > 0 ? others.at(-room.unreadCount) : undefined;
    return first ? { messageId: first.id, count: room.unreadCount } : null;
  }
  const read = messages.findIndex(({ id }) => id === readUpTo);
  const first = read < 0 ? undefined : messages.slice(read + 1).find(({ sender }) => sender?.id !== viewerId);
  return first ? { messageId: first.id, count: room.unreadCount } : null;
}
