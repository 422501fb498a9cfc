import { forbidden } from '#platform/errors/errors.ts';
import { decodeId, encodeId, encodeMessageId } from '#platform/ids/ids.ts';
import { parsePage, toConnection } from '#platform/pagination/connection.ts';
import { decodeMomentCursor, encodeMomentCursor } from '#platform/pagination/moment-cursor.ts';
import { DateTimeScalar } from '#platform/subgraph/date-time.ts';
import { toPayload } from '#platform/subgraph/payload.ts';
import type { Resolvers } from './resolvers.generated.ts';
import type { Inbox } from './service/inbox.ts';
import type { Mutes } from './service/mutes.ts';
import type { PushTargets } from './service/push-targets.ts';
import type { NotificationErrorCode } from './service/user-errors.ts';

/** What the resolvers of the notification subgraph call. */
export interface Services {
  readonly targets: PushTargets;
  readonly mutes: Mutes;
  readonly inbox: Inbox;
}

/** Arguments to service calls, results to payloads. */
export function createResolvers({ targets, mutes, inbox }: Services): Resolvers {
  return {
    DateTime: DateTimeScalar,
    Mutation: {
      registerPushTarget: (_root, { input }, { viewer }) =>
        payload(async () => {
          const { kind, token, webPushKeys = null, name = null } = input;
          return { pushTarget: await targets.register(viewer, { kind, token, webPushKeys, name }) };
        }),
      removePushTarget: (_root, { input }, { viewer: { userId } }) =>
        payload(async () => {
          await targets.remove(userId, decodeId('pushTarget', input.pushTargetId, 'pushTargetId'));
          return { viewer: { userId } };
        }),
      muteRoom: (_root, { input }, { viewer: { userId }, loaders }) =>
        payload(async () => {
          const roomId = decodeId('room', input.roomId, 'roomId');
          const { until = null, includingMentions = false } = input;
          await mutes.mute({ userId, roomId, until, includingMentions });
          loaders.mute.clear(roomId);
          return { room: { roomId } };
        }),
      unmuteRoom: (_root, { input }, { viewer: { userId }, loaders }) =>
        payload(async () => {
          const roomId = decodeId('room', input.roomId, 'roomId');
          await mutes.unmute(userId, roomId);
          loaders.mute.clear(roomId);
          return { room: { roomId } };
        }),
      markInboxRead: (_root, { input }, { viewer: { userId } }) =>
        payload(async () => {
          const itemIds = input.itemIds?.map((id) => decodeId('inboxItem', id, 'itemIds')) ?? null;
          const upToItemId = input.upToItemId == null ? null : decodeId('inboxItem', input.upToItemId, 'upToItemId');
          await inbox.markRead(userId, itemIds, upToItemId);
          return { viewer: { userId } };
        }),
    },
    Viewer: {
      __resolveReference: ({ id }, { viewer }) => {
        const userId = decodeId('user', id);
        if (userId !== viewer.userId) throw forbidden();
        return { userId };
      },
      id: ({ userId }) => encodeId('user', userId),
      inbox: async ({ userId }, { unreadOnly = false, ...args }) => {
        const request = parsePage(args, (cursor, argument) => decodeMomentCursor('inbox', cursor, argument));
        return toConnection(
          await inbox.page(userId, unreadOnly, request),
          (item) => encodeMomentCursor('inbox', { at: item.createdAt, id: item.id }),
          (item) => item,
        );
      },
      inboxUnreadCount: ({ userId }) => inbox.unreadCount(userId),
      pushTargets: ({ userId }) => targets.of(userId),
    },
    Room: {
      __resolveReference: ({ id }) => ({ roomId: decodeId('room', id) }),
      id: ({ roomId }) => encodeId('room', roomId),
      viewerMute: ({ roomId }, _args, { loaders }) => loaders.mute.load(roomId),
    },
    PushTarget: {
      id: ({ id }) => encodeId('pushTarget', id),
      kind: ({ address }) => address.kind,
      isCurrentSession: ({ sessionId }, _args, { viewer }) => sessionId === viewer.sessionId,
    },
    InboxItem: {
      id: ({ id }) => encodeId('inboxItem', id),
      room: ({ roomId }) => ({ roomId }),
      message: ({ roomId, messageSeq }) =>
        messageSeq === null ? null : { id: encodeMessageId({ roomId, seq: messageSeq }) },
      actor: ({ actorId }) => ({ id: encodeId('user', actorId) }),
    },
  };
}

/** The codes are those that the schema lists. */
const payload = <Result extends object>(work: () => Promise<Result>) => toPayload<Result, NotificationErrorCode>(work);
