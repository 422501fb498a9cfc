import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { SESSIONS_ENDED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import type { RateLimitRule } from '#platform/rate-limit/rate-limit.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import { verifyAccessToken } from '#platform/tokens/access-token.ts';
import { readSubgraphSchema } from '#runtime/schema-files.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import { memorySigningKeys } from '#tests/kit/memory-signing-keys.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { MemoryEventLog, SubgraphUnderTest } from '#tests/kit/subgraph.ts';
import { type Auth, createAuth } from './index.ts';
import { PostgresAuthStore } from './store/postgres.ts';

const logger = createLogger({ level: 'silent' });
const TOKENS = 'tokens { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt }';
const ERRORS = 'userErrors { code message field }';
const VIEWER = 'viewer { id account { id email username role createdAt } session { id createdAt expiresAt } }';
/** `register` with everything that its answer can hold. */
export const REGISTER = `mutation ($input: RegisterInput!) { register(input: $input) { ${VIEWER} ${TOKENS} ${ERRORS} } }`;
/** `login` with everything that its answer can hold. */
export const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) { ${VIEWER} ${TOKENS} ${ERRORS} } }`;
const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${TOKENS} ${ERRORS} } }`;

interface Payload {
  readonly viewer: { id: string; account: Record<string, unknown>; session: Record<string, unknown> } | null;
  readonly tokens: { accessToken: string; refreshToken: string; refreshTokenExpiresAt: string } | null;
  readonly userErrors: { code: string; message: string; field: string[] | null }[];
}

/** Gives a test file a store and keys of its own. Call it at the top of the file, and what it returns in tests. */
export function useAuth(): (rateLimitRule?: RateLimitRule) => ReturnType<typeof makeAuth> {
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
  return (rateLimitRule) => makeAuth(store, signingKeys, rateLimitRule);
}

const NO_LIMIT: RateLimitRule = { perSecond: 1_000, burst: 1_000 };

/** Auth as it runs, with a clock that can be turned; limits are out of the way unless a test sets them. */
function makeAuth(store: PostgresAuthStore, signingKeys: SigningKeys, rateLimitRule = NO_LIMIT) {
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
    store,
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

/** The input of a registration that nothing is wrong with, unlike any other. */
export function newcomer() {
  const username = `ann${randomBytes(5).toString('hex')}`;
  return { email: `${username}@example.org`, username, password: 'tK8#mq2Lw!' };
}
