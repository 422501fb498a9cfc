import { expect, test } from 'vitest';
import { Session, type SessionTokens } from './index.ts';

const first: SessionTokens = { accessToken: 'access 1', refreshToken: 'refresh 1' };
const second: SessionTokens = { accessToken: 'access 2', refreshToken: 'refresh 2' };

/** A session whose server gives the answers in turn. */
function open(...answers: unknown[]) {
  const asked: string[] = [];
  const told: (SessionTokens | null)[] = [];
  const session = new Session({
    url: 'http://chat.example/graphql',
    tokens: first,
    onTokens: (tokens) => told.push(tokens),
    fetch: async (_url, init) => {
      asked.push(JSON.parse(`${init?.body}`).variables.input.refreshToken);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return Response.json(answer);
    },
  });
  return { session, asked, told };
}

const refreshed = (tokens: SessionTokens | null) => ({ data: { refreshSession: { tokens, userErrors: [] } } });

test('the token at hand is given until it is refused', async () => {
  const { session, asked } = open();
  expect([await session.token(), await session.token(null), await session.token('an older one')]).toEqual([
    'access 1',
    'access 1',
    'access 1',
  ]);
  expect(asked).toEqual([]);
});

test('a refused token is exchanged once, however many come with it', async () => {
  const { session, asked, told } = open(refreshed(second), refreshed(first));
  expect(await Promise.all([1, 2, 3].map(() => session.token('access 1')))).toEqual(Array(3).fill('access 2'));
  expect(await session.token('access 1')).toBe('access 2');
  expect(asked).toEqual(['refresh 1']);
  expect(told).toEqual([second]);
  await session.token('access 2');
  expect(asked).toEqual(['refresh 1', 'refresh 2']);
});

test('a session that has ended gives no token any more', async () => {
  const { session, asked, told } = open(refreshed(null));
  expect([await session.token('access 1'), await session.token('access 1'), await session.token()]).toEqual(
    Array(3).fill(null),
  );
  expect(asked.length).toBe(1);
  expect(told).toEqual([null]);
});

test('an exchange without an answer leaves the session as it is', async () => {
  const { session, told } = open(
    new TypeError('fetch failed'),
    { data: { refreshSession: null }, errors: [{ message: 'Come later.' }] },
    { data: null },
    refreshed(second),
  );
  await expect(session.token('access 1')).rejects.toThrow('fetch failed');
  await expect(session.token('access 1')).rejects.toThrow('Come later.');
  await expect(session.token('access 1')).rejects.toThrow('200');
  expect(await session.token()).toBe('access 1');
  expect(await session.token('access 1')).toBe('access 2');
  expect(told).toEqual([second]);
});
