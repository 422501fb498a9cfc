import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Identity } from '#platform/identity/identity.ts';
import { encodeId } from '#platform/ids/ids.ts';
import { makeUser, NOW, useUserStore } from '../harness.ts';

const store = useUserStore();

describe('profiles', () => {
  it('are made by the first reference, all in one call, and once', async () => {
    const { registered, references, asked } = makeUser(store());
    const people = [registered('Ann'), registered('Bob 🦊')];
    const ids = [...people.map(({ id }) => id), encodeId('user', randomUUID())];
    const expected = [
      { username: people[0]?.username, displayName: 'Ann' },
      { username: people[1]?.username, displayName: 'Bob 🦊' },
      null,
    ];
    const first = await references('User', [...ids, ids[0] ?? '']);
    expect(first.codes).toEqual([]);
    expect(first.data._entities).toEqual([...expected, expected[0]]);
    expect(asked).toHaveLength(1);
    await references('User', ids.slice(0, 2));
    expect(asked).toHaveLength(1);
  });

  it('are made by the event of the account', async () => {
    const { registered, eventLog, subgraph } = makeUser(store());
    await subgraph.start();
    const { userId, username } = registered();
    const record = { id: randomUUID(), topic: 'user.created', key: userId, payload: { userId }, occurredAt: NOW };
    await eventLog.append([record, record]);
    expect(await store().profiles([userId])).toMatchObject([{ username, displayName: 'Ann' }]);
    await subgraph.stop();
  });

  it('are waited for while auth is away, and a record that keeps no contract is passed over', async () => {
    const { registered, eventLog, subgraph, away } = makeUser(store());
    await subgraph.start();
    const { userId } = registered();
    const record = { id: randomUUID(), topic: 'user.created', key: userId, occurredAt: NOW };
    await eventLog.append([
      { ...record, payload: { userId: 'x' } },
      { ...record, payload: { userId: randomUUID() } },
    ]);
    away.accounts = true;
    await expect(eventLog.append([{ ...record, payload: { userId } }])).rejects.toThrow('away');
    await subgraph.stop();
  });

  it('that are there are found while auth is away', async () => {
    const { registered, references, away } = makeUser(store());
    const [ann, bob] = [registered('Ann'), registered('Bob')];
    await references('User', [ann.id]);
    away.accounts = true;
    const { data, codes } = await references('User', [ann.id, bob.id]);
    expect(data._entities).toEqual([{ username: ann.username, displayName: 'Ann' }, null]);
    expect(codes).toEqual(['SERVICE_UNAVAILABLE']);
  });

  it('are found by id, or NOT_FOUND', async () => {
    const { registered, ask } = makeUser(store());
    const { id, username, identity } = registered();
    const query = 'query ($id: ID!) { user(id: $id) { id username displayName bio createdAt blockedByViewer } }';
    expect((await ask(query, { id }, identity)).data).toEqual({
      user: {
        id,
        username,
        displayName: 'Ann',
        bio: null,
        createdAt: '2026-01-31T00:00:00.000Z',
        blockedByViewer: false,
      },
    });
    expect(await ask(query, { id: encodeId('user', randomUUID()) }, identity)).toMatchObject({
      data: { user: null },
      codes: ['NOT_FOUND'],
    });
    for (const malformed of ['', 'x', id.slice(0, -1), encodeId('room', randomUUID()), '\0']) {
      expect((await ask(query, { id: malformed }, identity)).codes).toEqual(['BAD_USER_INPUT']);
    }
    expect((await ask(query, { id })).codes).toEqual(['UNAUTHENTICATED']);
  });

  it('show what every member of a room may see, and nothing of a viewer, to an audience', async () => {
    const { registered, references, ask } = makeUser(store());
    const { id, username } = registered();
    const audience: Identity = { kind: 'audience', roomId: randomUUID() };
    const { data } = await references('User', [id], audience);
    expect(data._entities).toEqual([{ username, displayName: 'Ann' }]);
    const query =
      '{ _entities(representations: [{ __typename: "User", id: "ID" }]) { ... on User { blockedByViewer } } }';
    expect((await ask(query.replace('ID', id), {}, audience)).codes).toEqual(['FORBIDDEN']);
  });
});

describe('the viewer', () => {
  it('has a name right after it has registered', async () => {
    const { registered, references } = makeUser(store());
    const { id, identity } = registered('Ünï');
    expect((await references('Viewer', [id], identity)).data._entities).toEqual([{ name: 'Ünï' }]);
  });

  it('is nobody else', async () => {
    const { registered, references } = makeUser(store());
    const [ann, bob] = [registered(), registered()];
    expect((await references('Viewer', [ann.id], bob.identity)).codes).toEqual(['FORBIDDEN']);
    expect((await references('Viewer', [ann.id])).codes).toEqual(['UNAUTHENTICATED']);
  });
});
