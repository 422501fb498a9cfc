import { forbidden } from '#platform/errors/errors.ts';
import { decodeId, decodeMessageId, encodeId, encodeMessageId, type MessageKey } from '#platform/ids/ids.ts';
import { toConnection } from '#platform/pagination/connection.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { Context, MessageModel, ReactionGroupModel } from '../models.ts';
import type { Resolvers } from '../resolvers.generated.ts';
import { messageMissing } from '../service/access.ts';
import { encodeViewerRoomCursor } from '../service/viewer-rooms.ts';
import type { Reaction } from '../store/store.ts';
import type { Services } from './services.ts';

/** The entities and what hangs on them. */
export function createEntities(
  services: Services,
): Pick<Resolvers, 'Message' | 'ReactionGroup' | 'Room' | 'User' | 'Viewer'> {
  return {
    Message: {
      __resolveReference: ({ id }, context) => readableMessage(decodeMessageId(id), context),
      id: (message) => encodeMessageId(message),
      room: ({ roomId }) => ({ roomId }),
      sender: ({ senderId }) => ({ userId: senderId }),
      mentions: ({ mentionedUserIds }) => mentionedUserIds.map((userId) => ({ userId })),
      attachments: ({ attachmentIds }) => attachmentIds.map((id) => ({ id: encodeId('attachment', id) })),
      reactions: async (message, _args, { loaders }) =>
        groupReactions(await (message.live?.reactions() ?? loaders.reactions.load(message))),
    },
    ReactionGroup: {
      count: ({ userIds }) => userIds.length,
      viewerHasReacted: ({ userIds }, _args, { viewer }) => userIds.includes(viewer.userId),
    },
    Room: {
      __resolveReference: ({ id }) => ({ roomId: decodeId('room', id) }),
      id: ({ roomId }) => encodeId('room', roomId),
      messages: async ({ roomId }, args, { loaders }) => {
        const page = await services.history.page(roomId, args);
        // Asked after reading: what was read is from a time at which a member may know it.
        if (!(await loaders.mayRead.load(roomId))) return null;
        if (!page) throw messageMissing();
        const connection = toConnection<MessageModel, MessageModel>(page, encodeRoomCursor, (message) => message);
        return { ...connection, liveCursor: encodeRoomCursor({ roomId, seq: page.headSeq }) };
      },
      lastMessage: async ({ roomId }, _args, { loaders }) => {
        const message = await loaders.lastMessages.load(roomId);
        return (await loaders.mayRead.load(roomId)) ? message : null;
      },
      unreadCount: ({ roomId }, _args, { loaders }) => loaders.unreadCounts.load(roomId),
      viewerReadCursor: async ({ roomId }, _args, { loaders }) => {
        const position = await loaders.readPositions.load(roomId);
        if (!position || position.movedAt === null || !(await loaders.mayRead.load(roomId))) return null;
        const message = await loaders.messages.load({ roomId, seq: position.seq });
        return { message, movedAt: position.movedAt };
      },
    },
    User: {
      __resolveReference: ({ id }) => ({ userId: decodeId('user', id) }),
      id: ({ userId }) => encodeId('user', userId),
      presence: async ({ userId }, _args, { loaders }) => {
        const state = await loaders.presence.load(userId);
        return state && { status: state.online ? 'ONLINE' : 'OFFLINE', lastActiveAt: state.lastActiveAt };
      },
    },
    Viewer: {
      __resolveReference: ({ id }, { viewer }) => {
        const userId = decodeId('user', id);
        if (userId !== viewer.userId) throw forbidden();
        return { userId };
      },
      id: ({ userId }) => encodeId('user', userId),
      rooms: async ({ userId }, args) => {
        const page = await services.viewerRooms.page(userId, args);
        const connection = toConnection(page, encodeViewerRoomCursor, ({ roomId }) => ({ roomId }));
        const edges = connection.edges.map((edge, index) => ({
          ...edge,
          lastActivityAt: page.rows[index]?.lastActivityAt ?? 0,
        }));
        return { ...connection, edges };
      },
    },
  };
}

/** A message, or null when there is none or the one who asks may not read its room. */
export async function readableMessage(key: MessageKey, { loaders }: Context): Promise<MessageModel | null> {
  const message = await loaders.messages.load(key);
  return (await loaders.mayRead.load(key.roomId)) ? message : null;
}

/** Reactions by kind, the kind with the earliest one first. */
function groupReactions(reactions: readonly Reaction[]): ReactionGroupModel[] {
  const groups = new Map<string, string[]>();
  for (const { emoji, userId } of reactions) {
    const userIds = groups.get(emoji);
    if (userIds) userIds.push(userId);
    else groups.set(emoji, [userId]);
  }
  return [...groups].map(([emoji, userIds]) => ({ emoji, userIds }));
}
