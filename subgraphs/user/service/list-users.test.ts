import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SubgraphAnswer, signedIn } from '#tests/kit/subgraph.ts';
import { makeUser, useUserStore } from '../harness.ts';

const store = useUserStore();

describe('the list of all people', () => {
  const USERS = `query ($order: UserOrder, $first: Int, $after: String, $last: Int, $before: String) {
    users(orderBy: $order, first: $first, after: $after, last: $last, before: $before) {
      nodes { username } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  interface Users {
    readonly users: {
      nodes: { username: string }[];
      edges: { cursor: string }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
    };
  }
  const admin = signedIn(randomUUID(), { role: 'ADMIN' });
  const ORDERS = ['CREATED_AT', 'USERNAME'].flatMap((field) =>
    ['ASC', 'DESC'].map((direction) => ({ field, direction })),
  );
  let ask: ReturnType<typeof makeUser>['ask'];

  beforeAll(async () => {
    const user = makeUser(store());
    ask = user.ask;
    await user.references(
      'User',
      Array.from({ length: 7 }, () => user.registered().id),
    );
  });

  it('is for admins alone', async () => {
    for (const role of ['USER', 'MODERATOR'] as const) {
      expect((await ask(USERS, {}, signedIn(randomUUID(), { role }))).codes).toEqual(['FORBIDDEN']);
    }
    expect((await ask(USERS)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await ask(USERS, {}, admin)).codes).toEqual([]);
  });

  it.each(ORDERS)('is read forwards and backwards to the same list by $field $direction', async (order) => {
    const forwards: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data, codes }: SubgraphAnswer<Users> = await ask(USERS, { order, first: 2, after }, admin);
      expect(codes).toEqual([]);
      forwards.push(...data.users.nodes.map(({ username }) => username));
      if (!data.users.pageInfo.hasNextPage) break;
      after = data.users.pageInfo.endCursor;
    }
    const backwards: string[] = [];
    for (let before: string | null = null; ; ) {
      const { data }: SubgraphAnswer<Users> = await ask(USERS, { order, last: 2, before }, admin);
      backwards.unshift(...data.users.nodes.map(({ username }) => username));
      if (!data.users.pageInfo.hasPreviousPage) break;
      before = data.users.pageInfo.startCursor;
    }
    expect(forwards).toHaveLength(7);
    expect(new Set(forwards).size).toBe(forwards.length);
    expect(backwards).toEqual(forwards);
  });

  it.each(ORDERS)('refuses cursors of other orders by $field $direction', async (order) => {
    const { data } = await ask<Users>(USERS, { order, first: 1 }, admin);
    for (const other of ORDERS.filter((each) => each !== order)) {
      const after = data.users.pageInfo.endCursor;
      expect((await ask(USERS, { order: other, after }, admin)).codes).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('refuses what is no cursor and no size', async () => {
    const json = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    const id = randomUUID();
    const malformed = [
      ...['', 'x', '\0', '%%%', 'x'.repeat(100_000)],
      ...[null, [], [1], [2, 'CREATED_AT ASC', 1, id], [1, 'CREATED_AT ASC', 1.5, id]].map(json),
      ...[
        [1, 'CREATED_AT ASC', 'ann', id],
        [1, 'CREATED_AT ASC', 1, 'x'],
        [1, 'CREATED_AT ASC', 2 ** 70, id],
      ].map(json),
      `${json([1, 'CREATED_AT ASC', 1, id])}=`,
    ];
    for (const cursor of malformed) {
      expect((await ask(USERS, { after: cursor }, admin)).codes, cursor).toEqual(['BAD_USER_INPUT']);
      expect((await ask(USERS, { before: cursor }, admin)).codes, cursor).toEqual(['BAD_USER_INPUT']);
    }
    const byName = { field: 'USERNAME', direction: 'ASC' };
    for (const value of [1, 'ANN', '\0']) {
      const after = json([1, 'USERNAME ASC', value, id]);
      expect((await ask(USERS, { order: byName, after }, admin)).codes).toEqual(['BAD_USER_INPUT']);
    }
    for (const size of [{ first: 0 }, { first: 101 }, { last: -1 }, { first: 1, last: 1 }]) {
      expect((await ask(USERS, size, admin)).codes).toEqual(['BAD_USER_INPUT']);
    }
  });
});
