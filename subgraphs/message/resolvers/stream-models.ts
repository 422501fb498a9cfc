import { encodeId } from '#platform/ids/ids.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { MessageModel, RoomEventModel, RoomStreamItemModel, ViewerStreamItemModel } from '../models.ts';
import type { LiveEvent } from '../service/live-event.ts';
import type { FleetingNotice } from '../service/notices.ts';
import type { StreamEvent, StreamItem } from '../service/stream-item.ts';
import type { ViewerEvent } from '../service/viewer-stream.ts';

/** Turns an item of a room's stream into what the API shows, with its message as it is now. */
export async function toRoomStreamItem(item: StreamItem): Promise<RoomStreamItemModel> {
  const { roomId, seq, event, actorId, revokedUserIds } = item;
  return {
    cursor: seq === null ? null : encodeRoomCursor({ roomId, seq }),
    event: event && (await toRoomEvent(roomId, event)),
    actorId: actorId && encodeId('user', actorId),
    revokedUserIds: revokedUserIds.map((userId) => encodeId('user', userId)),
  };
}

/** Turns an item of a person's own stream into what the API shows. */
export function toViewerStreamItem(event: ViewerEvent, cursor: string, userId: string): ViewerStreamItemModel {
  if (event.type === 'inbox') return { cursor, event: { __typename: 'InboxChanged', viewer: { userId } } };
  const room = { roomId: event.roomId };
  if (event.type === 'unread') {
    return { cursor, event: { __typename: 'UnreadCountChanged', room, unreadCount: event.unreadCount } };
  }
  return { cursor, event: { __typename: event.type === 'joined' ? 'RoomJoined' : 'RoomLeft', room } };
}

function toRoomEvent(roomId: string, event: StreamEvent): RoomEventModel | null | Promise<RoomEventModel | null> {
  switch (event.type) {
    case 'log':
      return event.live.messageSeq === null ? toMembershipEvent(event.live) : toMessageEvent(event.live);
    case 'fleeting':
      return toFleetingEvent(event.notice);
    case 'revoked':
      return { __typename: 'AccessRevoked', room: { roomId } };
    case 'reset':
      return { __typename: 'StreamReset', room: { roomId } };
  }
}

/** Null when the event is about a place where no message stands: there is nothing to see. */
async function toMessageEvent(live: LiveEvent): Promise<RoomEventModel | null> {
  const { body, actorId } = live.event;
  const found = await live.message();
  if (!found) return null;
  const message: MessageModel = { ...found, live };
  const actor = { userId: actorId };
  switch (body.type) {
    case 'message.sent':
      return { __typename: 'MessageSent', message };
    case 'message.edited':
      return { __typename: 'MessageEdited', message };
    case 'message.deleted':
      return { __typename: 'MessageDeleted', message, actor };
    case 'reaction.added':
      return { __typename: 'ReactionAdded', message, emoji: body.emoji, actor };
    case 'reaction.removed':
      return { __typename: 'ReactionRemoved', message, emoji: body.emoji, actor };
    default:
      return null;
  }
}

const MEMBERSHIP_EVENTS = {
  'member.joined': 'MemberJoined',
  'member.left': 'MemberLeft',
  'member.role_changed': 'MemberRoleChanged',
} as const;

function toMembershipEvent({ event }: LiveEvent): RoomEventModel | null {
  const { roomId, body, actorId, createdAt } = event;
  const parts = { room: { roomId }, actor: { userId: actorId }, createdAt };
  switch (body.type) {
    case 'room.created':
      return { __typename: 'RoomCreated', ...parts };
    case 'room.changed':
      return { __typename: 'RoomChanged', ...parts };
    case 'member.joined':
    case 'member.left':
    case 'member.role_changed':
      return { __typename: MEMBERSHIP_EVENTS[body.type], ...parts, user: { userId: body.userId } };
    default:
      return null;
  }
}

function toFleetingEvent(notice: FleetingNotice): RoomEventModel {
  const user = { userId: notice.userId };
  if (notice.kind === 'presence') {
    return { __typename: 'PresenceChanged', user, status: notice.online ? 'ONLINE' : 'OFFLINE' };
  }
  const { isTyping, expiresAt } = notice;
  return { __typename: 'TypingChanged', user, isTyping, expiresAt };
}
