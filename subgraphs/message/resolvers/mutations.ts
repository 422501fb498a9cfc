import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeId, decodeMessageId } from '#platform/ids/ids.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import { toPayload } from '#platform/subgraph/payload.ts';
import type { Context } from '../models.ts';
import type { Resolvers } from '../resolvers.generated.ts';
import type { Services } from './services.ts';

/** The mutations: arguments to service calls, results to payloads. */
export function createMutations(services: Services): NonNullable<Resolvers['Mutation']> {
  return {
    sendMessage: (_root, { input }, context) =>
      toPayload(async () => {
        const { body, clientMessageId } = input;
        const roomId = decodeId('room', input.roomId, 'roomId');
        const message = await services.send.send(writer(context), { roomId, body, clientMessageId });
        return { message, cursor: encodeRoomCursor(message) };
      }),
    editMessage: (_root, { input }, context) =>
      toPayload(async () => {
        const key = decodeMessageId(input.messageId, 'messageId');
        return { message: await services.edit.edit(writer(context), key, input.body) };
      }),
    deleteMessage: (_root, { input }, context) =>
      toPayload(async () => {
        const key = decodeMessageId(input.messageId, 'messageId');
        return { message: await services.delete.delete(writer(context), key) };
      }),
    addReaction: (_root, { input }, context) =>
      toPayload(async () => {
        const key = decodeMessageId(input.messageId, 'messageId');
        return { message: await services.react.add(writer(context), key, input.emoji) };
      }),
    removeReaction: (_root, { input }, context) =>
      toPayload(async () => {
        const key = decodeMessageId(input.messageId, 'messageId');
        return { message: await services.react.remove(writer(context), key, input.emoji) };
      }),
    markRead: (_root, { input }, context) =>
      toPayload(async () => {
        const key = decodeMessageId(input.messageId, 'messageId');
        await services.markRead.mark(writer(context), key);
        return { room: { roomId: key.roomId } };
      }),
    setTyping: (_root, { input }, context) =>
      toPayload(async () => {
        const roomId = decodeId('room', input.roomId, 'roomId');
        await services.typing.set(writer(context), roomId, input.isTyping);
        return { room: { roomId } };
      }),
  };
}

/** The person who asks. What the request has read before is forgotten: its answer shows what this mutation has done. */
function writer({ viewer, loaders }: Context): UserIdentity {
  loaders.clear();
  return viewer;
}
