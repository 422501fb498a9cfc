import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeId, encodeId } from '#platform/ids/ids.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { SESSIONS_ENDED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { readSubgraphSchema } from '#runtime/schema-files.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import { memorySigningKeys } from '#tests/kit/memory-signing-keys.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { MemoryEventLog, SubgraphUnderTest, signedIn } from '#tests/kit/subgraph.ts';
import { type Auth, createAuth } from './index.ts';
import { PostgresAuthStore } from './store/postgres.ts';

const logger = createLogger({ level: 'silent' });
const DAY_MS = 86_400_000;
const TOKENS = 'tokens { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt }';
const ERRORS = 'userErrors { code message field }';
const VIEWER = 'viewer { id account { id email username role createdAt } session { id createdAt expiresAt } }';
const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) { ${VIEWER} ${TOKENS} ${ERRORS} } }`;
const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) { ${VIEWER} ${TOKENS} ${ERRORS} } }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${TOKENS} ${ERRORS} } }`;
const LOGOUT = `mutation { logout(input: { clientMutationId: "bye" }) { endedSessionId clientMutationId ${ERRORS} } }`;

interface Payload {
  readonly viewer: { id: string; account: Record<string, unknown>; session: Record<string, unknown> } | null;
  readonly tokens: { accessToken: string; refreshToken: string; refreshTokenExpiresAt: string } | null;
  readonly userErrors: { code: string; message: string; field: string[] | null }[];
}

let testDatabase: TestDatabase;
let database: Database;
let store: PostgresAuthStore;
let signingKeys: SigningKeys;
beforeAll(async () => {
  testDatabase = await freshDatabase();
  database = new Database({ connection: testDatabase.connection('lynk_auth'), logger });
  store = new PostgresAuthStore(database);
  signingKeys = await memorySigningKeys();
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** Auth as it runs, with a clock that can be turned; limits are out of the way unless a test sets them. */
function makeAuth(rateLimitRule = { perSecond: 1_000, burst: 1_000 }) {
  const time = { now: Date.UTC(2026, 0, 31) };
  const clock = { now: () => time.now };
  const pubsub = new InProcessPubSub();
  const ended: unknown[] = [];
  void pubsub.subscribe(
    SESSIONS_ENDED_CHANNEL,
    (notice) => ended.push(notice['sessionId']),
    () => undefined,
  );
  const eventLog = new MemoryEventLog();
  const auth: Auth = createAuth({
    typeDefs: readSubgraphSchema('auth'),
    store,
    signingKeys,
    rateLimit: new InProcessRateLimit({ clock }),
    rateLimitRule,
    pubsub,
    eventLog,
    clock,
    logger,
    accessTokenSeconds: 900,
    refreshTokenDays: 7,
  });
  const subgraph = new SubgraphUnderTest(auth.subgraph);

  async function mutate(document: string, input: object, address: string | null = null) {
    const answer = await subgraph.ask<Record<string, Payload>>(document, { input }, undefined, address);
    const [payload] = Object.values(answer.data);
    if (!payload) throw new Error(JSON.stringify(answer.errors));
    return { ...payload, accessToken: answer.accessToken, faults: payload.userErrors.map(({ code }) => code) };
  }
  return {
    ...auth,
    time,
    ended,
    eventLog,
    ask: subgraph.ask.bind(subgraph),
    register: (input: object, address?: string) => mutate(REGISTER, input, address),
    login: (input: object, address?: string) => mutate(LOGIN, input, address),
    refresh: (refreshToken: string) => mutate(REFRESH, { refreshToken }),
    identify: async (token: string | undefined): Promise<UserIdentity> =>
      (await verifyAccessToken(() => signingKeys.publicKeys(), token ?? '', time.now)).identity,
  };
}

function newcomer() {
  const username = `ann${randomBytes(5).toString('hex')}`;
  return { email: `${username}@example.org`, username, password: 'tK8#mq2Lw!' };
}

describe('registering', () => {
  it('answers with the new viewer, its session and tokens, and signs the request in', async () => {
    const { register, identify, eventLog, subgraph } = makeAuth();
    await subgraph.start();
    const input = { ...newcomer(), displayName: 'Ann 🦊' };
    const { viewer, tokens, accessToken, userErrors } = await register(input);
    expect(userErrors).toEqual([]);
    expect(accessToken).toBe(tokens?.accessToken);
    const identity = await identify(accessToken);
    expect(identity).toMatchObject({ role: 'USER', suspended: false });
    const id = encodeId('user', identity.userId);
    expect(viewer).toEqual({
      id,
      account: {
        id,
        email: input.email,
        username: input.username,
        role: 'USER',
        createdAt: '2026-01-31T00:00:00.000Z',
      },
      session: {
        id: encodeId('session', identity.sessionId),
        createdAt: '2026-01-31T00:00:00.000Z',
        expiresAt: tokens?.refreshTokenExpiresAt,
      },
    });
    expect(tokens).toMatchObject({
      accessTokenExpiresAt: '2026-01-31T00:15:00.000Z',
      refreshTokenExpiresAt: '2026-02-07T00:00:00.000Z',
    });
    await expect
      .poll(() => eventLog.records)
      .toContainEqual(
        expect.objectContaining({ topic: 'user.created', key: identity.userId, payload: { userId: identity.userId } }),
      );
    await subgraph.stop();
  });

  it('tells all faults of an input at once', async () => {
    const { register } = makeAuth();
    const { viewer, tokens, userErrors, accessToken } = await register({
      email: 'ann',
      username: 'a\0',
      password: 'password12',
      displayName: ' ',
    });
    expect({ viewer, tokens, accessToken }).toEqual({ viewer: null, tokens: null, accessToken: undefined });
    expect(userErrors.map(({ code, field }) => [code, field])).toEqual([
      ['EMAIL_INVALID', ['email']],
      ['USERNAME_INVALID', ['username']],
      ['PASSWORD_WEAK', ['password']],
      ['DISPLAY_NAME_INVALID', ['displayName']],
    ]);
  });

  it('refuses names that are taken, whatever their case, beside other faults', async () => {
    const { register } = makeAuth();
    const input = newcomer();
    await register(input);
    const again = { email: input.email.toUpperCase(), username: input.username.toUpperCase(), password: 'short' };
    expect((await register(again)).faults).toEqual(['PASSWORD_WEAK', 'EMAIL_TAKEN', 'USERNAME_TAKEN']);
  });

  it('makes one account when the same person registers many times at once', async () => {
    const { register, login } = makeAuth();
    const input = newcomer();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register(input)));
    expect(answers.filter(({ faults }) => faults.length === 0)).toHaveLength(1);
    expect(answers.filter(({ faults }) => faults.join() === 'EMAIL_TAKEN,USERNAME_TAKEN')).toHaveLength(4);
    expect((await login({ identifier: input.email, password: input.password })).faults).toEqual([]);
  });
});

describe('signing in', () => {
  it('takes the e-mail address or the username, in any case', async () => {
    const { register, login, identify } = makeAuth();
    const { email, username, password } = newcomer();
    const registered = await identify((await register({ email, username, password })).accessToken);
    for (const identifier of [email, username, email.toUpperCase(), username.toUpperCase()]) {
      const { viewer, accessToken } = await login({ identifier, password });
      const identity = await identify(accessToken);
      expect(identity.userId).toBe(registered.userId);
      expect(identity.sessionId).not.toBe(registered.sessionId);
      expect(viewer?.session['id']).toBe(encodeId('session', identity.sessionId));
    }
  });

  it.each(['nobody@example.org', 'nobody', '', '\0', '\uD800', 'x'.repeat(100_000)])(
    'does not tell whether %j exists',
    async (identifier) => {
      const { login } = makeAuth();
      const { userErrors, tokens } = await login({ identifier, password: 'tK8#mq2Lw!' });
      expect(tokens).toBeNull();
      expect(userErrors).toEqual([
        { code: 'CREDENTIALS_WRONG', message: 'No account has this identifier and this password.', field: null },
      ]);
    },
  );

  it('refuses another password, and one that nobody could have', async () => {
    const { register, login } = makeAuth();
    const { password, ...names } = newcomer();
    await register({ ...names, password });
    for (const wrong of ['', 'tK8#mq2Lw', `${password} `, password.toLowerCase(), 'x'.repeat(1_000_000)]) {
      expect((await login({ identifier: names.username, password: wrong })).faults).toEqual(['CREDENTIALS_WRONG']);
    }
  });

  it('is limited to bursts of five and three a second', async () => {
    const { login, ask, time } = makeAuth({ perSecond: 3, burst: 5 });
    const input = { identifier: 'nobody', password: 'x' };
    for (let attempt = 0; attempt < 5; attempt++) await login(input);
    const refused = await ask<{ login: null }>(LOGIN, { input });
    expect(refused.data.login).toBeNull();
    expect(refused.errors[0]?.extensions).toEqual({ code: 'RATE_LIMITED', retryAfterMs: 334 });
    time.now += 334;
    await login(input);
  });

  it('limits registering by address, too', async () => {
    const { register, ask } = makeAuth({ perSecond: 3, burst: 5 });
    for (let attempt = 0; attempt < 5; attempt++) await register({ ...newcomer(), password: 'x' }, '203.0.113.7');
    const refused = await ask(REGISTER, { input: newcomer() }, undefined, '203.0.113.7');
    expect(refused.codes).toEqual(['RATE_LIMITED']);
    expect((await ask(REGISTER, { input: newcomer() }, undefined, '203.0.113.8')).codes).toEqual([]);
  });
});

describe('refreshing', () => {
  it('gives the next pair of tokens of the same session, with the present role', async () => {
    const { register, refresh, identify, time } = makeAuth();
    const input = newcomer();
    const first = await register(input);
    await store.setRole(input.email, 'ADMIN');
    time.now += 6 * DAY_MS;
    const second = await refresh(first.tokens?.refreshToken ?? '');
    time.now += 6 * DAY_MS;
    const { tokens, faults } = await refresh(second.tokens?.refreshToken ?? '');
    expect(faults).toEqual([]);
    const identity = await identify(tokens?.accessToken);
    expect(identity.role).toBe('ADMIN');
    expect(encodeId('session', identity.sessionId)).toBe(first.viewer?.session['id']);
  });

  it('ends the session, and tells of it, when a used token comes again', async () => {
    const { register, refresh, identify, sessions, ended, time } = makeAuth();
    const { tokens, accessToken } = await register(newcomer());
    const { sessionId } = await identify(accessToken);
    const second = await refresh(tokens?.refreshToken ?? '');
    expect((await refresh(tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await refresh(second.tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
    expect(ended).toEqual([sessionId]);
    expect(await sessions.endedSince(time.now)).toContain(sessionId);
  });

  it('refuses a token whose week is over', async () => {
    const { register, refresh, time } = makeAuth();
    const { tokens } = await register(newcomer());
    time.now += 7 * DAY_MS;
    expect((await refresh(tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
  });

  it.each(['', 'x', '\0', '🦊', 'a'.repeat(43), 'a'.repeat(1_000_000), randomBytes(32).toString('base64url')])(
    'refuses what is no token of ours (%#)',
    async (token) => {
      const { refresh } = makeAuth();
      const { tokens, userErrors } = await refresh(token);
      expect(tokens).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'REFRESH_TOKEN_INVALID', field: ['refreshToken'] }]);
    },
  );
});

describe('signing out', () => {
  it('ends the session, and tells of it', async () => {
    const { register, refresh, identify, ask, ended, sessions, time } = makeAuth();
    const { tokens, accessToken } = await register(newcomer());
    const identity = await identify(accessToken);
    const endedSessionId = encodeId('session', identity.sessionId);
    const answer = await ask(LOGOUT, {}, identity);
    expect(answer.data).toEqual({ logout: { endedSessionId, clientMutationId: 'bye', userErrors: [] } });
    expect(ended).toEqual([identity.sessionId]);
    expect(await sessions.endedSince(time.now)).toContain(identity.sessionId);
    expect((await refresh(tokens?.refreshToken ?? '')).faults).toEqual(['REFRESH_TOKEN_INVALID']);
    expect((await ask(LOGOUT, {}, identity)).codes).toEqual([]);
  });

  it('needs somebody who is signed in', async () => {
    expect((await makeAuth().ask(LOGOUT)).codes).toEqual(['UNAUTHENTICATED']);
  });
});

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
