import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeId, decodeMessageId } from '#platform/ids/ids.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import { toPayload } from '#platform/subgraph/payload.ts';
import type { Context } from '../models.ts';
import type { Resolvers, SendMessageInput } from '../resolvers.generated.ts';
import type { SendInput } from '../service/send.ts';
import type { Services } from './services.ts';

/** The mutations: arguments to service calls, results to payloads. */
export function createMutations(services: Services): NonNullable<Resolvers['Mutation']> {
  return {
    sendMessage: (_root, { input }, context) =>
      toPayload(async () => {
        const message = await services.send.send(writer(context), whatToSend(input));
        return { message, cursor: encodeRoomCursor(message) };
      }),
    editMessage: (_root, { input }, context) =>
      toPayload(async () => {
        const key = decodeMessageId(input.messageId, 'messageId');
        const mentionedUserIds = input.mentionedUserIds ? peopleIn(input.mentionedUserIds) : null;
        return { message: await services.edit.edit(writer(context), key, { body: input.body, mentionedUserIds }) };
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

function whatToSend(input: SendMessageInput): SendInput {
  const attachmentIds = (input.attachmentIds ?? []).map((id) => decodeId('attachment', id, 'attachmentIds'));
  return {
    roomId: decodeId('room', input.roomId, 'roomId'),
    // Beside files an empty text says as much as none.
    body: (attachmentIds.length > 0 && input.body === '' ? null : input.body) ?? null,
    attachmentIds,
    clientMessageId: input.clientMessageId,
    mentionedUserIds: peopleIn(input.mentionedUserIds ?? []),
  };
}

/** The UUIDs of people, each once. */
function peopleIn(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.map((id) => decodeId('user', id, 'mentionedUserIds')))];
}

/** The person who asks. What the request has read before is forgotten: its answer shows what this mutation has done. */
function writer({ viewer, loaders }: Context): UserIdentity {
  loaders.clear();
  return viewer;
}
