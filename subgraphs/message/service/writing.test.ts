import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { person, roomIdOf, useMessageLab, userIdOf } from '#tests/kit/message-lab.ts';
import { ADD, DELETE, EDIT, REMOVE, roomAnswers } from '#tests/kit/room-answers.ts';

const lab = useMessageLab();

const [ann, ben] = [person(), person()];
let roomId: string;
beforeEach(async () => {
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});
const { trySend, send, ask, bodies } = roomAnswers(lab, () => roomId);

describe('sending', () => {
  it('answers with the message, and the second time with the first one', async () => {
    const clientMessageId = 'the key';
    const first = await send(ann, 'first', { clientMessageId });
    expect(first).toMatchObject({ body: 'first', clientMessageId, sender: { id: userIdOf(ann) }, editedAt: null });
    expect(await send(ann, 'second', { clientMessageId })).toEqual(first);
    await ask(EDIT, ann, { messageId: first.id, body: 'changed' });
    expect(await send(ann, 'third', { clientMessageId })).toMatchObject({ id: first.id, body: 'changed' });
    expect(await bodies(ben)).toEqual(['changed']);
  });

  it('gives one message, however often it is tried at once', async () => {
    const tries = Array.from({ length: 20 }, () => send(ann, 'hi', { clientMessageId: 'k' }));
    expect(new Set((await Promise.all(tries)).map((message) => message.id)).size).toBe(1);
    expect(await bodies(ben)).toEqual(['hi']);
  });

  it('tells everything that is wrong at once, and writes nothing', async () => {
    const { data } = await trySend(ann, ' ', { clientMessageId: '' });
    expect(data.sendMessage).toEqual({
      message: null,
      cursor: null,
      userErrors: [
        { code: 'BODY_EMPTY', field: ['body'] },
        { code: 'CLIENT_MESSAGE_ID_INVALID', field: ['clientMessageId'] },
      ],
    });
    expect(await bodies(ann)).toEqual([]);
  });

  it('succeeds though nobody can be told of it', async () => {
    lab().pubsub.fault = new Error('the link is away');
    await send(ann, 'hi');
    lab().pubsub.fault = undefined;
    expect(await bodies(ben)).toEqual(['hi']);
  });

  it('tells other subgraphs, by the kind of the room', async () => {
    await send(ann, 'hi');
    const direct = await lab().neighbours.openDirectRoom(ann.userId, ben.userId);
    await send(ann, 'hi', { roomId: roomIdOf(direct) });
    const told = () => lab().eventLog.records.map(({ topic, key }) => [topic, key]);
    await expect.poll(told).toEqual([
      ['room.message', roomId],
      ['conversation.message', direct],
    ]);
  });
});

describe('changing', () => {
  it('a body is for its sender', async () => {
    const { id } = await send(ben, 'frist');
    expect((await ask(EDIT, ann, { messageId: id, body: 'x' })).codes).toEqual(['FORBIDDEN']);
    const { data } = await ask<'editMessage'>(EDIT, ben, { messageId: id, body: 'first' });
    expect(data.editMessage.message).toMatchObject({ id, body: 'first', editedAt: expect.any(String) });
    const { data: wrong } = await ask<'editMessage'>(EDIT, ben, { messageId: id, body: '\0' });
    expect(wrong.editMessage.userErrors).toEqual([{ code: 'BODY_INVALID', field: ['body'] }]);
  });

  it('a body to what it is writes nothing', async () => {
    const { id } = await send(ben, 'same');
    const heads = await lab().store.log.heads([roomId]);
    expect((await ask<'editMessage'>(EDIT, ben, { messageId: id, body: 'same' })).data.editMessage).toMatchObject({
      message: { editedAt: null },
    });
    expect(await lab().store.log.heads([roomId])).toEqual(heads);
  });

  it.each<[string, UserIdentity, boolean]>([
    ['its sender', ben, true],
    ['the owner', ann, true],
    ['a moderator of the platform who is a member', person({ role: 'MODERATOR' }), true],
    ['an administrator who is a member', person({ role: 'ADMIN' }), true],
    ['another member', person(), false],
  ])('may delete a message: %s', async (_, who, isAllowed) => {
    if (who !== ann && who !== ben) await lab().neighbours.add(roomId, who.userId);
    const { id } = await send(ben, 'secret');
    const { data, codes } = await ask<'deleteMessage'>(DELETE, who, { messageId: id });
    if (!isAllowed) return expect(codes).toEqual(['FORBIDDEN']);
    expect(data.deleteMessage.message).toMatchObject({ id, body: null, deletedAt: expect.any(String) });
    const again = await ask<'deleteMessage'>(DELETE, who, { messageId: id });
    expect(again.data).toEqual(data);
    const edited = await ask<'editMessage'>(EDIT, ben, { messageId: id, body: 'back' });
    expect(edited.data.editMessage.userErrors).toEqual([{ code: 'MESSAGE_DELETED', field: ['messageId'] }]);
    const reacted = await ask<'addReaction'>(ADD, ben, { messageId: id, emoji: '👍' });
    expect(reacted.data.addReaction.userErrors).toEqual([{ code: 'MESSAGE_DELETED', field: ['messageId'] }]);
  });

  it('an administrator who is no member may not even know', async () => {
    const { id } = await send(ben, 'secret');
    expect((await ask(DELETE, person({ role: 'ADMIN' }), { messageId: id })).codes).toEqual(['NOT_FOUND']);
  });
});

describe('reactions', () => {
  const react = async (who: Identity, query: string, messageId: string, emoji: string) => {
    const { data } = await ask<'addReaction' | 'removeReaction'>(query, who, { messageId, emoji });
    return Object.values(data)[0];
  };

  it('are counted by kind, once for each person', async () => {
    const { id } = await send(ann, 'hi');
    await react(ann, ADD, id, '🎉');
    await react(ben, ADD, id, '👍');
    await react(ben, ADD, id, '🎉');
    expect(await react(ben, ADD, id, '🎉')).toMatchObject({
      message: {
        reactions: [
          { emoji: '🎉', count: 2, viewerHasReacted: true },
          { emoji: '👍', count: 1, viewerHasReacted: true },
        ],
      },
    });
    await react(ann, REMOVE, id, '🎉');
    expect(await react(ann, REMOVE, id, '🎉')).toMatchObject({
      message: {
        reactions: [
          { emoji: '👍', count: 1, viewerHasReacted: false },
          { emoji: '🎉', count: 1, viewerHasReacted: false },
        ],
      },
    });
    expect(await react(ann, ADD, id, 'yes')).toMatchObject({
      userErrors: [{ code: 'EMOJI_INVALID', field: ['emoji'] }],
    });
  });

  it('are of twenty kinds at most', async () => {
    const { id } = await send(ann, 'hi');
    const kinds = [...'😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂🤗'];
    for (const emoji of kinds) expect(await react(ann, ADD, id, emoji)).toMatchObject({ userErrors: [] });
    expect(await react(ann, ADD, id, '🤩')).toMatchObject({
      userErrors: [{ code: 'TOO_MANY_REACTIONS', field: ['emoji'] }],
    });
    expect(await react(ben, ADD, id, '😀')).toMatchObject({ userErrors: [] });
  });
});
