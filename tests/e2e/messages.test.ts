import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ADD_REACTION,
  DELETE_MESSAGE,
  EDIT_MESSAGE,
  MARK_READ,
  MESSAGE,
  REMOVE_REACTION,
  SEND_MESSAGE,
} from '#tests/kit/operations/message.ts';
import { REMOVE_MEMBER, ROOM, SET_MEMBER_ROLE } from '#tests/kit/operations/room.ts';
import { makeRoom, type Person, readAll, register, registerAll, send } from '#tests/kit/people.ts';
import { placeOf } from '#tests/kit/place.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
let ann: Person;
let ben: Person;
let stranger: Person;
let roomId: string;
beforeAll(async () => {
  [ann, ben, stranger] = await registerAll(lynk(), 'Ann', 'Ben', 'Stranger');
});
beforeEach(async () => {
  roomId = await makeRoom(ann, [ben]);
});

const edit = (person: Person, messageId: string, body: string) =>
  person.client.ask(EDIT_MESSAGE, { input: { messageId, body } });
const erase = (person: Person, messageId: string) => person.client.ask(DELETE_MESSAGE, { input: { messageId } });
const react = async (person: Person, messageId: string, emoji: string) =>
  (await person.client.get(ADD_REACTION, { input: { messageId, emoji } })).addReaction;
const unreact = async (person: Person, messageId: string, emoji: string) =>
  (await person.client.get(REMOVE_REACTION, { input: { messageId, emoji } })).removeReaction;

describe('sendMessage', () => {
  it('answers with the message as everybody reads it', async () => {
    const key = randomUUID();
    const { cursor, ...message } = await send(ann, roomId, ' Hello,\n“world” 🌍 ', key);
    expect(message).toMatchObject({
      body: ' Hello,\n“world” 🌍 ',
      contentType: 'text/plain',
      clientMessageId: key,
      editedAt: null,
      deletedAt: null,
      sender: { id: ann.id, displayName: 'Ann' },
      reactions: [],
    });
    expect(Math.abs(Date.parse(message.createdAt) - Date.now())).toBeLessThan(60_000);
    expect(message.id).toMatch(/^m_/);
    expect((await readAll(ben, roomId)).map((edge) => edge.node)).toEqual([message]);
    const { message: read } = await ben.client.get(MESSAGE, { id: message.id });
    expect(read).toEqual({ ...message, room: { id: roomId, name: 'A room' } });
    expect(placeOf(cursor)).toBe(placeOf(message.id));
  });

  it('answers a repeated key with the first message, whatever the body says', async () => {
    const first = await send(ann, roomId, 'first', 'the key');
    expect(await send(ann, roomId, 'second', 'the key')).toEqual(first);
    expect((await readAll(ben, roomId)).length).toBe(1);
  });

  it('keeps the keys of two people, and of two rooms, apart', async () => {
    const other = await makeRoom(ann, [ben]);
    const ids = [
      await send(ann, roomId, 'a', 'the key'),
      await send(ben, roomId, 'b', 'the key'),
      await send(ann, other, 'c', 'the key'),
    ].map((message) => message.id);
    expect(new Set(ids).size).toBe(3);
    expect((await readAll(ben, roomId)).map((edge) => edge.node.body)).toEqual(['a', 'b']);
  });

  it('is not for who is not in the room', async () => {
    const answer = await stranger.client.ask(SEND_MESSAGE, { input: { roomId, body: 'hi', clientMessageId: 'k' } });
    expect(answer.codes).toEqual(['NOT_FOUND']);
    expect(await readAll(ann, roomId)).toEqual([]);
  });
});

describe('editMessage', () => {
  it('changes the body and says when, and nothing else', async () => {
    const { cursor: _, ...message } = await send(ann, roomId, 'frist');
    const { data } = await edit(ann, message.id, 'first');
    expect(data?.editMessage).toEqual({
      userErrors: [],
      message: { ...message, body: 'first', editedAt: expect.any(String) },
    });
    expect((await readAll(ben, roomId))[0]?.node).toEqual(data?.editMessage?.message);
  });

  it('is for the sender alone, owners included', async () => {
    const message = await send(ben, roomId, 'mine');
    expect((await edit(ann, message.id, 'yours')).codes).toEqual(['FORBIDDEN']);
    expect((await edit(stranger, message.id, 'whose')).codes).toEqual(['NOT_FOUND']);
    expect((await readAll(ben, roomId))[0]?.node.body).toBe('mine');
  });
});

describe('deleteMessage', () => {
  it('empties a message for good and leaves its place marked', async () => {
    const before = await send(ann, roomId, 'before');
    const message = await send(ann, roomId, 'secret');
    await react(ben, message.id, '👍');
    const { data } = await erase(ann, message.id);
    expect(data?.deleteMessage).toMatchObject({
      userErrors: [],
      message: { id: message.id, body: null, deletedAt: expect.any(String), sender: { id: ann.id } },
    });
    const edges = await readAll(ben, roomId);
    expect(edges.map((edge) => [edge.node.id, edge.node.body])).toEqual([
      [before.id, 'before'],
      [message.id, null],
    ]);
    expect((await erase(ann, message.id)).data?.deleteMessage?.message).toEqual(data?.deleteMessage?.message);
    expect((await edit(ann, message.id, 'back')).data?.editMessage?.userErrors).toMatchObject([
      { code: 'MESSAGE_DELETED' },
    ]);
    expect((await react(ben, message.id, '👍'))?.userErrors).toMatchObject([{ code: 'MESSAGE_DELETED' }]);
    const answer = await ben.client.text('query ($id: ID!) { message(id: $id) { body } }', { id: message.id });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it('is for the sender, and for owners and moderators of the room', async () => {
    const [first, second, third] = [
      await send(ben, roomId, '1'),
      await send(ann, roomId, '2'),
      await send(ann, roomId, '3'),
    ];
    expect((await erase(ben, second.id)).codes).toEqual(['FORBIDDEN']);
    expect((await erase(stranger, second.id)).codes).toEqual(['NOT_FOUND']);
    expect((await erase(ann, first.id)).data?.deleteMessage?.userErrors).toEqual([]);
    await ann.client.get(SET_MEMBER_ROLE, { input: { roomId, userId: ben.id, role: 'MODERATOR' } });
    expect((await erase(ben, second.id)).data?.deleteMessage?.userErrors).toEqual([]);
    expect((await readAll(ben, roomId)).map((edge) => edge.node.body)).toEqual([null, null, third.body]);
  });

  it('gives the next message no other key: a retry of a deleted message does not bring it back', async () => {
    const message = await send(ann, roomId, 'gone', 'the key');
    await erase(ann, message.id);
    const again = await send(ann, roomId, 'gone', 'the key');
    expect(again).toMatchObject({ id: message.id, body: null });
    expect((await readAll(ben, roomId)).length).toBe(1);
  });
});

describe('reactions', () => {
  it('are counted by kind, the earliest kind first, once for each person', async () => {
    const { id } = await send(ann, roomId, 'nice');
    await react(ann, id, '🎉');
    await react(ben, id, '🎉');
    await react(ben, id, '👍🏽');
    for (const _ of [1, 2]) {
      expect((await react(ben, id, '🎉'))?.message?.reactions).toEqual([
        { emoji: '🎉', count: 2, viewerHasReacted: true },
        { emoji: '👍🏽', count: 1, viewerHasReacted: true },
      ]);
    }
    for (const _ of [1, 2]) {
      expect((await unreact(ann, id, '🎉'))?.message?.reactions).toEqual([
        { emoji: '🎉', count: 1, viewerHasReacted: false },
        { emoji: '👍🏽', count: 1, viewerHasReacted: false },
      ]);
    }
    expect((await unreact(ben, id, '🎉'))?.message?.reactions.map((group) => group.emoji)).toEqual(['👍🏽']);
  });

  it.each(['👨‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '1️⃣', '❤️', '☺️'])('may be %s', async (emoji) => {
    const { id } = await send(ann, roomId, 'nice');
    expect((await react(ann, id, emoji))?.message?.reactions).toEqual([{ emoji, count: 1, viewerHasReacted: true }]);
  });

  it.each(['', ' ', 'a', '👍👍', 'x👍', '1', '\u0000', '\ud83d', '👍 '])('may not be %j', async (emoji) => {
    const { id } = await send(ann, roomId, 'nice');
    expect(await react(ann, id, emoji)).toEqual({
      message: null,
      userErrors: [{ code: 'EMOJI_INVALID', field: ['emoji'] }],
    });
  });

  it('are of twenty kinds at most, and more people may join each', async () => {
    const { id } = await send(ann, roomId, 'nice');
    const emojis = [...'😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂🤗🤩'];
    for (const emoji of emojis.slice(0, 20)) expect((await react(ann, id, emoji))?.userErrors).toEqual([]);
    expect((await react(ann, id, emojis[20] ?? ''))?.userErrors).toMatchObject([{ code: 'TOO_MANY_REACTIONS' }]);
    expect((await react(ben, id, emojis[3] ?? ''))?.message?.reactions[3]).toMatchObject({ count: 2 });
  });
});

describe('a member that has just been removed', () => {
  it('reads nothing by doing what changes nothing', async () => {
    const { id } = await send(ann, roomId, 'before');
    await react(ben, id, '🎉');
    await ann.client.get(REMOVE_MEMBER, { input: { roomId, userId: ben.id } });
    await edit(ann, id, 'for members only');
    const input = { messageId: id, emoji: '🎉' };
    for (const answer of [
      await ben.client.ask(ADD_REACTION, { input }),
      await ben.client.ask(REMOVE_REACTION, { input: { ...input, emoji: '👍' } }),
      await ben.client.ask(MARK_READ, { input: { messageId: id } }),
      await erase(ben, id),
      await edit(ben, id, 'mine'),
    ]) {
      expect(answer.codes).toEqual(['NOT_FOUND']);
      expect(JSON.stringify(answer.data)).not.toContain('members only');
    }
  });
});

describe('markRead', () => {
  it('moves forward and never back, and counts what others wrote', async () => {
    const sent: { id: string }[] = [];
    for (let index = 0; index < 4; index += 1) sent.push(await send(index === 2 ? ben : ann, roomId, `${index}`));
    const mark = async (index: number) =>
      (await ben.client.get(MARK_READ, { input: { messageId: sent[index]?.id ?? '' } })).markRead?.room;
    expect((await ben.client.get(ROOM, { id: roomId })).room).toMatchObject({ unreadCount: 3, viewerReadCursor: null });
    expect(await mark(1)).toMatchObject({ unreadCount: 1, viewerReadCursor: { message: { id: sent[1]?.id } } });
    expect(await mark(0)).toMatchObject({ unreadCount: 1, viewerReadCursor: { message: { id: sent[1]?.id } } });
    expect(await mark(3)).toMatchObject({ unreadCount: 0, viewerReadCursor: { message: { id: sent[3]?.id } } });
    expect((await ann.client.get(ROOM, { id: roomId })).room).toMatchObject({ unreadCount: 1, viewerReadCursor: null });
  });

  it('is not for who is not in the room', async () => {
    const message = await send(ann, roomId, 'secret');
    const somebody = await register(lynk());
    expect((await somebody.client.ask(MARK_READ, { input: { messageId: message.id } })).codes).toEqual(['NOT_FOUND']);
    expect((await somebody.client.ask(MESSAGE, { id: message.id })).codes).toEqual(['NOT_FOUND']);
  });
});
