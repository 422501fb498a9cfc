import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { encodeMessageId } from '#platform/ids/ids.ts';
import { cursorOf, person, roomIdOf, useMessageLab, userIdOf } from '#tests/kit/message-lab.ts';
import { MARK, PAGE, roomAnswers } from '#tests/kit/room-answers.ts';

const lab = useMessageLab();

const [ann, ben, stranger] = [person(), person(), person()];
const audience = (id: string): Identity => ({ kind: 'audience', roomId: id });
let roomId: string;
beforeEach(async () => {
  roomId = await lab().neighbours.makeRoom(ann.userId, ben.userId);
});
const { history, send, ask, bodies } = roomAnswers(lab, () => roomId);
const MINE = `query ($rooms: [_Any!]!) {
  _entities(representations: $rooms) { ... on Room { unreadCount viewerReadCursor { message { body } } lastMessage { body } } }
}`;

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
