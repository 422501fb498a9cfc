import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { signedIn } from '#tests/kit/subgraph.ts';
import { newcomer, useAuth } from './harness.ts';

const makeAuth = useAuth();

describe('the viewer', () => {
  const QUERY = '{ viewer { id account { username } session { id } } }';
  const REFERENCE = `query ($of: [_Any!]!) {
    _entities(representations: $of) {
      ... on Viewer { account { username } } ... on Account { username } ... on Session { expiresAt }
    }
  }`;

  it('is nobody without a token', async () => {
    expect((await makeAuth().ask(QUERY)).data).toEqual({ viewer: null });
  });

  it('is whoever asks', async () => {
    const { register, identify, ask } = makeAuth();
    const input = newcomer();
    const identity = await identify((await register(input)).accessToken);
    const { data } = await ask(QUERY, {}, identity);
    expect(data).toEqual({
      viewer: {
        id: encodeId('user', identity.userId),
        account: { username: input.username },
        session: { id: encodeId('session', identity.sessionId) },
      },
    });
  });

  it('is known by its reference to itself and to nobody else', async () => {
    const { register, identify, ask } = makeAuth();
    const identity = await identify((await register(newcomer())).accessToken);
    const id = encodeId('user', identity.userId);
    const of = [
      { __typename: 'Viewer', id },
      { __typename: 'Account', id },
      { __typename: 'Session', id: encodeId('session', identity.sessionId) },
    ];
    const own = await ask(REFERENCE, { of }, identity);
    expect(own.codes).toEqual([]);
    const others = await ask<{ _entities: unknown[] }>(REFERENCE, { of }, signedIn(randomUUID()));
    expect(others.data._entities).toEqual([null, null, null]);
    expect(others.codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect((await ask(REFERENCE, { of }, { kind: 'audience', roomId: randomUUID() })).codes).toEqual(
      Array(3).fill('FORBIDDEN'),
    );
  });

  it('is found although another reference of the same request is malformed', async () => {
    const { register, identify, ask } = makeAuth();
    const input = newcomer();
    const identity = await identify((await register(input)).accessToken);
    const ids = ['x', encodeId('user', identity.userId)];
    const of = ids.map((id) => ({ __typename: 'Viewer', id }));
    const { data, codes } = await ask(REFERENCE, { of }, identity);
    expect(data).toEqual({ _entities: [null, { account: { username: input.username } }] });
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('what auth serves', () => {
  it('is accounts without their addresses', async () => {
    const { register, accounts } = makeAuth();
    const input = newcomer();
    const { viewer } = await register({ ...input, displayName: 'Ann' });
    const userId = decodeId('user', viewer?.id ?? '');
    expect(await accounts.find([userId, randomUUID()])).toEqual([
      { userId, username: input.username, displayName: 'Ann', createdAt: Date.UTC(2026, 0, 31) },
    ]);
  });

  it('is what it holds about a person, until that is erased', async () => {
    const { register, login, identify, privacy, ended } = makeAuth();
    const input = newcomer();
    const { userId, sessionId } = await identify((await register(input)).accessToken);
    const held = await privacy.exportPerson(userId);
    expect(held).toMatchObject({ account: { email: input.email }, sessions: [{ id: sessionId }] });
    expect(JSON.stringify(held)).not.toMatch(/argon2|hash/i);
    await privacy.erasePerson(userId);
    await privacy.erasePerson(userId);
    expect(ended).toEqual([sessionId]);
    expect(await privacy.exportPerson(userId)).toBeNull();
    expect((await login({ identifier: input.email, password: input.password })).faults).toEqual(['CREDENTIALS_WRONG']);
    expect((await register(input)).faults).toEqual([]);
  });
});
