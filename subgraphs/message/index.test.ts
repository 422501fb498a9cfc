import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { encodeMessageId } from '#platform/ids/ids.ts';
import { cursorOf, person, roomIdOf, useMessageLab, userIdOf } from '#tests/kit/message-lab.ts';

const lab = useMessageLab();

const PARTS = 'id body contentType clientMessageId createdAt editedAt deletedAt sender { id } room { id }';
const ERRORS = 'userErrors { code field }';
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { ${PARTS} } cursor ${ERRORS} } }`;
const EDIT = `mutation ($input: EditMessageInput!) { editMessage(input: $input) { message { ${PARTS} } ${ERRORS} } }`;
const DELETE = `mutation ($input: DeleteMessageInput!) { deleteMessage(input: $input) { message { ${PARTS} } ${ERRORS} } }`;
const REACTIONS = 'reactions { emoji count viewerHasReacted }';
const ADD = `mutation ($input: AddReactionInput!) { addReaction(input: $input) { message { ${REACTIONS} } ${ERRORS} } }`;
const REMOVE = `mutation ($input: RemoveReactionInput!) { removeReaction(input: $input) { message { ${REACTIONS} } ${ERRORS} } }`;
const MARK = `mutation ($input: MarkReadInput!) {
  markRead(input: $input) { room { unreadCount viewerReadCursor { message { id } movedAt } } ${ERRORS} }
}`;
const MESSAGE = `query ($id: ID!) { message(id: $id) { ${PARTS} } }`;
const PAGE = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const ROOM = `query ($rooms: [_Any!]!, $first: Int, $after: String, $last: Int, $before: String, $around: ID) {
  _entities(representations: $rooms) { ... on Room {
    messages(first: $first, after: $after, last: $last, before: $before, around: $around) {
      edges { cursor node { id } } nodes { body } ${PAGE} liveCursor
    }
    lastMessage { body }
  } }
}`;
const MINE = `query ($rooms: [_Any!]!) {
  _entities(representations: $rooms) { ... on Room { unreadCount viewerReadCursor { message { body } } lastMessage { body } } }
}`;

interface MessageAnswer {
  readonly id: string;
  readonly body: string | null;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
}
interface Answer<Name extends string> {
  readonly payload: Record<Name, { message: MessageAnswer; cursor: string; userErrors: unknown[] }>;
}

const [ann, ben, stranger] = [person(), person(), person()];
const audience = (roomId: string): Identity => ({ kind: 'audience', roomId });
let roomId: string;
beforeEach(async () => {
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});

const trySend = (who: Identity, body: string, input: Record<string, unknown> = {}) =>
  lab().subgraph.ask<Answer<'sendMessage'>['payload']>(
    SEND,
    { input: { roomId: roomIdOf(roomId), body, clientMessageId: randomUUID(), ...input } },
    who,
  );
async function send(who: Identity, body: string, input: Record<string, unknown> = {}) {
  const { data, errors } = await trySend(who, body, input);
  expect(errors).toEqual([]);
  expect(data.sendMessage.userErrors).toEqual([]);
  return { ...data.sendMessage.message, cursor: data.sendMessage.cursor };
}
const ask = <Name extends string>(query: string, who: Identity, input: Record<string, unknown>) =>
  lab().subgraph.ask<Answer<Name>['payload']>(query, { input }, who);
async function history(who: Identity, args: Record<string, unknown> = {}) {
  type Room = {
    messages: {
      edges: { cursor: string; node: { id: string } }[];
      nodes: { body: string | null }[];
      pageInfo: {
        hasNextPage: boolean;
        hasPreviousPage: boolean;
        startCursor: string | null;
        endCursor: string | null;
      };
      liveCursor: string;
    } | null;
    lastMessage: { body: string } | null;
  };
  const rooms = [{ __typename: 'Room', id: roomIdOf(roomId) }];
  const answer = await lab().subgraph.ask<{ _entities: [Room] | null }>(ROOM, { rooms, ...args }, who);
  return { codes: answer.codes, room: answer.data?._entities?.[0] };
}
const bodies = async (who: Identity, args: Record<string, unknown> = {}) =>
  (await history(who, args)).room?.messages?.nodes.map((node) => node.body);

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

describe('reading', () => {
  it('gives the newest twenty, a page from any cursor, and the page around a message', async () => {
    for (let n = 1; n <= 25; n++) await send(ann, `${n}`);
    const { room } = await history(ben);
    expect(room?.messages?.nodes.map(({ body }) => body)).toEqual(Array.from({ length: 20 }, (_, n) => `${n + 6}`));
    expect(room?.messages?.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(room?.lastMessage).toEqual({ body: '25' });
    const edges = room?.messages?.edges ?? [];
    expect(await bodies(ben, { before: edges[0]?.cursor })).toEqual(['1', '2', '3', '4', '5']);
    expect(await bodies(ben, { first: 2 })).toEqual(['1', '2']);
    expect(await bodies(ben, { first: 2, after: edges[0]?.cursor })).toEqual(['7', '8']);
    expect(await bodies(ben, { after: edges[18]?.cursor })).toEqual(['25']);
    expect(await bodies(ben, { last: 2 })).toEqual(['24', '25']);
    expect(await bodies(ben, { around: edges[10]?.node.id, first: 3 })).toEqual(['15', '16', '17']);
    expect(room?.messages?.liveCursor).toBe(edges.at(-1)?.cursor);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ first: 0 }, 'BAD_USER_INPUT'],
    [{ first: 101 }, 'BAD_USER_INPUT'],
    [{ last: -1 }, 'BAD_USER_INPUT'],
    [{ first: 1, last: 1 }, 'BAD_USER_INPUT'],
    [{ after: '' }, 'BAD_USER_INPUT'],
    [{ after: 'rubbish' }, 'BAD_USER_INPUT'],
    [{ before: cursorOf(randomUUID(), 1) }, 'BAD_USER_INPUT'],
    [{ around: 'm_x' }, 'BAD_USER_INPUT'],
    [{ around: encodeMessageId({ roomId: randomUUID(), seq: 1 }) }, 'BAD_USER_INPUT'],
  ])('refuses %j', async (args, code) => {
    expect((await history(ann, args)).codes).toEqual([code]);
  });

  it('takes places far off the end as they are', async () => {
    await send(ann, 'hi');
    const far = 2 ** 48 - 1;
    expect(await bodies(ann, { after: cursorOf(roomId, far) })).toEqual([]);
    expect(await bodies(ann, { before: cursorOf(roomId, far), last: 1 })).toEqual(['hi']);
    const around = encodeMessageId({ roomId, seq: far });
    expect((await history(ann, { around })).codes).toEqual(['NOT_FOUND']);
  });

  it('lets the audience of a room read what every member may, and nothing of anybody’s own', async () => {
    await send(ann, 'hi');
    expect(await bodies(audience(roomId))).toEqual(['hi']);
    expect((await history(audience(randomUUID()))).room?.messages).toBeNull();
    const rooms = [{ __typename: 'Room', id: roomIdOf(roomId) }];
    expect((await lab().subgraph.ask(MINE, { rooms }, audience(roomId))).codes).toContain('FORBIDDEN');
  });
});

describe('reading marks', () => {
  const mine = async (who: Identity) => {
    const rooms = [{ __typename: 'Room', id: roomIdOf(roomId) }];
    const { data } = await lab().subgraph.ask<{ _entities: [unknown] }>(MINE, { rooms }, who);
    return data._entities[0];
  };

  it('move forward and never back', async () => {
    const sent = [await send(ann, '1'), await send(ann, '2'), await send(ben, '3'), await send(ann, '4')];
    expect(await mine(ben)).toEqual({ unreadCount: 3, viewerReadCursor: null, lastMessage: { body: '4' } });
    for (const [index, unreadCount, at] of [
      [1, 1, 1],
      [0, 1, 1],
      [3, 0, 3],
    ] as const) {
      const { data } = await ask<'markRead'>(MARK, ben, { messageId: sent[index]?.id });
      expect(data.markRead).toMatchObject({
        room: { unreadCount, viewerReadCursor: { message: { id: sent[at]?.id } } },
      });
    }
    expect(await mine(stranger)).toEqual({ unreadCount: 0, viewerReadCursor: null, lastMessage: null });
  });

  it('are nothing to who has left', async () => {
    const { id } = await send(ann, '1');
    await ask(MARK, ben, { messageId: id });
    await lab().neighbours.remove(roomId, ben.userId);
    expect(await mine(ben)).toEqual({ unreadCount: 0, viewerReadCursor: null, lastMessage: null });
  });
});

describe('the viewer', () => {
  const ROOMS = `query ($refs: [_Any!]!, $first: Int, $after: String, $last: Int, $before: String) {
    _entities(representations: $refs) { ... on Viewer {
      rooms(first: $first, after: $after, last: $last, before: $before) {
        edges { cursor lastActivityAt node { id lastMessage { body } } } nodes { id } ${PAGE}
      }
    } }
  }`;
  type Rooms = {
    edges: { cursor: string; node: { id: string; lastMessage: unknown } }[];
    nodes: { id: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
  };
  const rooms = async (who: UserIdentity, args: Record<string, unknown> = {}, as = who) => {
    const refs = [{ __typename: 'Viewer', id: userIdOf(who) }];
    const { data, codes } = await lab().subgraph.ask<{ _entities: [{ rooms: Rooms } | null] }>(
      ROOMS,
      { refs, ...args },
      as,
    );
    return { codes, rooms: data?._entities[0]?.rooms };
  };

  it('has its rooms by their newest event, page by page', async () => {
    const cleo = person();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await lab().neighbours.makeRoom(cleo.userId));
    roomId = ids[1] ?? '';
    await send(cleo, 'hi');
    const order = [1, 4, 3, 2, 0].map((index) => roomIdOf(ids[index] ?? ''));
    const all = (await rooms(cleo)).rooms;
    expect(all?.nodes.map(({ id }) => id)).toEqual(order);
    expect(all?.edges[0]?.node.lastMessage).toEqual({ body: 'hi' });
    const first = (await rooms(cleo, { first: 2 })).rooms;
    expect(first?.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const rest = (await rooms(cleo, { first: 3, after: first?.pageInfo.endCursor })).rooms;
    expect([...(first?.nodes ?? []), ...(rest?.nodes ?? [])].map(({ id }) => id)).toEqual(order);
    expect(rest?.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('is nobody but who asks', async () => {
    expect((await rooms(ben, {}, ann)).codes).toEqual(['FORBIDDEN']);
    for (const after of ['', 'x', cursorOf(roomId, 1), Buffer.alloc(25, 255).toString('base64url')]) {
      expect((await rooms(ann, { after })).codes).toEqual(['BAD_USER_INPUT']);
    }
    const huge = Buffer.concat([Buffer.of(1), Buffer.alloc(24, 255)]).toString('base64url');
    expect((await rooms(ann, { after: huge })).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('presence', () => {
  const presence = async (of: UserIdentity, as: Identity) => {
    const refs = [{ __typename: 'User', id: userIdOf(of) }];
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on User { presence { status } } } }`;
    const { data } = await lab().subgraph.ask<{ _entities: [{ presence: unknown }] }>(query, { refs }, as);
    return data._entities[0].presence;
  };

  it('is seen, unless one of the two has blocked the other', async () => {
    await lab().presence.connect(ann.userId, 'socket');
    expect(await presence(ann, ben)).toEqual({ status: 'ONLINE' });
    expect(await presence(ben, ann)).toEqual({ status: 'OFFLINE' });
    await lab().neighbours.block(ann.userId, ben.userId);
    expect([await presence(ann, ben), await presence(ben, ann)]).toEqual([null, null]);
    expect(await presence(ann, ann)).toEqual({ status: 'ONLINE' });
  });
});
