import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '#platform/identity/identity.ts';
import { encodeMessageId } from '#platform/ids/ids.ts';
import { person, roomIdOf, useMessageLab } from '#tests/kit/message-lab.ts';
import { ADD, DELETE, EDIT, MARK, MESSAGE, REMOVE, roomAnswers } from '#tests/kit/room-answers.ts';

const lab = useMessageLab();

const [ann, ben, stranger] = [person(), person(), person()];
const audience = (id: string): Identity => ({ kind: 'audience', roomId: id });
let roomId: string;
beforeEach(async () => {
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});
const { trySend, history, send, ask, bodies } = roomAnswers(lab, () => roomId);

describe('who may', () => {
  it('is nobody but members: to others neither room nor message exists', async () => {
    const { id } = await send(ann, 'secret');
    const emoji = '👍';
    const tries = [
      trySend(stranger, 'hi'),
      ask(EDIT, stranger, { messageId: id, body: 'x' }),
      ask(DELETE, stranger, { messageId: id }),
      ask(ADD, stranger, { messageId: id, emoji }),
      ask(REMOVE, stranger, { messageId: id, emoji }),
      ask(MARK, stranger, { messageId: id }),
      lab().subgraph.ask(MESSAGE, { id }, stranger),
      trySend(ann, 'hi', { roomId: roomIdOf(randomUUID()) }),
      lab().subgraph.ask(MESSAGE, { id: encodeMessageId({ roomId, seq: 2 ** 48 - 1 }) }, ann),
    ];
    for (const { codes } of await Promise.all(tries)) expect(codes).toEqual(['NOT_FOUND']);
    expect((await history(stranger)).room).toEqual({ messages: null, lastMessage: null });
    expect((await history(stranger, { around: id })).room?.messages).toBeNull();
    const { data } = await lab().subgraph.ask<{ _entities: unknown[] }>(
      'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Message { body } } }',
      { refs: [{ __typename: 'Message', id }] },
      stranger,
    );
    expect(data._entities).toEqual([null]);
  });

  it('is nobody who was removed, whatever was allowed before', async () => {
    const { id } = await send(ben, 'hi');
    await send(ben, 'hi again', { clientMessageId: 'k' });
    await lab().neighbours.remove(roomId, ben.userId, ann.userId);
    for (const { codes } of [
      await trySend(ben, 'hi again', { clientMessageId: 'k' }),
      await trySend(ben, 'still here'),
      await ask(EDIT, ben, { messageId: id, body: 'x' }),
      await ask(EDIT, ben, { messageId: id, body: 'hi' }),
      await ask(MARK, ben, { messageId: id }),
      await lab().subgraph.ask(MESSAGE, { id }, ben),
    ]) {
      expect(codes).toEqual(['NOT_FOUND']);
    }
    expect((await history(ben)).room).toEqual({ messages: null, lastMessage: null });
    expect(await bodies(ann)).toEqual(['hi', 'hi again']);
    await lab().neighbours.add(roomId, ben.userId);
    await send(ben, 'back');
  });

  it('is asked anew when the membership changes between the question and the append', async () => {
    const { neighbours } = lab();
    // The question finds a member; before the append is made, the removal takes its place in the log.
    neighbours.beforeCheck = async () => {
      neighbours.beforeCheck = async () => undefined;
      const answerFirst = neighbours.check;
      neighbours.check = async (requests) => {
        neighbours.check = answerFirst;
        const before = await answerFirst.call(neighbours, requests);
        await neighbours.remove(roomId, ben.userId, ann.userId);
        return before;
      };
    };
    await trySend(ann, 'to run beforeCheck');
    expect((await trySend(ben, 'too late')).codes).toEqual(['NOT_FOUND']);
    expect(await bodies(ann)).toEqual(['to run beforeCheck']);
  });

  it('is asked once for many messages, as long as nothing changes', async () => {
    await send(ben, '1');
    const { checks } = lab().neighbours;
    for (const body of ['2', '3', '4']) await trySend(ben, body);
    expect(lab().neighbours.checks).toBe(checks);
  });

  it('is neither of two people of whom one has blocked the other; they can still read', async () => {
    const { neighbours } = lab();
    const [dora, emil] = [person(), person()];
    roomId = await neighbours.openDirectRoom(dora.userId, emil.userId);
    const { id } = await send(dora, 'hi');
    await send(emil, 'hello');
    await neighbours.block(emil.userId, dora.userId);
    for (const who of [dora, emil]) {
      expect((await trySend(who, 'no')).codes).toEqual(['FORBIDDEN']);
      expect((await ask(ADD, who, { messageId: id, emoji: '👍' })).codes).toEqual(['FORBIDDEN']);
      expect((await ask(MARK, who, { messageId: id })).codes).toEqual([]);
      expect(await bodies(who)).toEqual(['hi', 'hello']);
    }
    await neighbours.block(emil.userId, dora.userId, false);
    await send(dora, 'again');
  });

  it('is told to wait while the room is not in the log yet', async () => {
    const { neighbours } = lab();
    const { timeline } = neighbours;
    neighbours.timeline = undefined;
    roomId = await neighbours.makeRoom(ann.userId);
    neighbours.timeline = timeline;
    expect((await trySend(ann, 'early')).codes).toEqual(['SERVICE_UNAVAILABLE']);
  });

  it.each<[string, Identity, string]>([
    ['nobody', { kind: 'anonymous' }, 'UNAUTHENTICATED'],
    ['the suspended', person({ suspended: true }), 'FORBIDDEN'],
    ['a service', { kind: 'service', name: 'room' }, 'FORBIDDEN'],
    ['an audience', audience(randomUUID()), 'FORBIDDEN'],
  ])('is not %s', async (_, who, code) => {
    expect((await trySend(who, 'hi')).codes).toEqual([code]);
    expect((await history(who)).room).toEqual({ messages: null, lastMessage: null });
  });
});
