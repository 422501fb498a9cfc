import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { AccountSummary } from '#platform/accounts/accounts.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { encodeId } from '#platform/ids/ids.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { InProcessPubSub } from '#platform/pubsub/in-process.ts';
import { FILTERS_CHANGED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import type { TimelineEntry } from '#platform/room-timeline/room-timeline.ts';
import { readSubgraphSchema } from '#runtime/schema-files.ts';
import { ClaimedAttachments } from '#tests/kit/claimed-attachments.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { MemoryEventLog, SubgraphUnderTest, signedIn } from '#tests/kit/subgraph.ts';
import { createUser } from './index.ts';
import { PostgresUserStore } from './store/postgres.ts';

const logger = createLogger({ level: 'silent' });
/** When everything happens, in milliseconds since 1970. */
export const NOW = Date.UTC(2026, 0, 31);
const REFERENCES = `query ($of: [_Any!]!) {
  _entities(representations: $of) { ... on User { username displayName } ... on Viewer { name: displayName } }
}`;

/** Gives a test file a store of its own. Call it at the top of the file, and what it returns in tests. */
export function useUserStore(): () => PostgresUserStore {
  let testDatabase: TestDatabase;
  let database: Database;
  let store: PostgresUserStore;
  beforeAll(async () => {
    testDatabase = await freshDatabase();
    database = new Database({ connection: testDatabase.connection('lynk_user'), logger });
    store = new PostgresUserStore(database);
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });
  return () => store;
}

/** The user subgraph beside an auth and a message subgraph that do as a test says. */
export function makeUser(store: PostgresUserStore) {
  const accounts = new Map<string, AccountSummary>();
  const asked: (readonly string[])[] = [];
  const told: { roomId: string; entries: readonly TimelineEntry[] }[] = [];
  const filtersChanged: unknown[] = [];
  const away = { accounts: false, roomTimeline: false };
  const pubsub = new InProcessPubSub();
  const eventLog = new MemoryEventLog();
  void pubsub.subscribe(
    FILTERS_CHANGED_CHANNEL,
    (notice) => filtersChanged.push(notice['userIds']),
    () => undefined,
  );
  const attachments = new ClaimedAttachments();
  const user = createUser({
    attachments,
    typeDefs: readSubgraphSchema('user'),
    store,
    accounts: {
      find: async (ids) => {
        asked.push(ids);
        if (away.accounts) throw serviceUnavailable('away');
        return ids.flatMap((id) => accounts.get(id) ?? []);
      },
    },
    roomTimeline: {
      append: async (roomId, entries) => {
        if (away.roomTimeline) throw serviceUnavailable('away');
        told.push({ roomId, entries });
      },
    },
    pubsub,
    eventLog,
    clock: { now: () => NOW },
    logger,
  });
  const subgraph = new SubgraphUnderTest(user.subgraph);

  /** Somebody has registered; the user subgraph has not heard of it. */
  function registered(displayName = 'Ann') {
    const userId = randomUUID();
    const username = `ann${randomBytes(5).toString('hex')}`;
    accounts.set(userId, { userId, username, displayName, createdAt: NOW });
    return { userId, username, id: encodeId('user', userId), identity: signedIn(userId) };
  }

  const ask = subgraph.ask.bind(subgraph);
  /** The one payload of a mutation. */
  async function mutate(document: string, input: object, identity: Identity) {
    const { data, codes } = await ask<Record<string, { user: unknown; userErrors: unknown[] } | null>>(
      document,
      { input },
      identity,
    );
    return { ...Object.values(data)[0], codes };
  }
  const references = (typename: string, ids: readonly string[], identity?: Identity) =>
    ask<{ _entities: unknown[] }>(REFERENCES, { of: ids.map((id) => ({ __typename: typename, id })) }, identity);
  return {
    ...user,
    attachments,
    accounts,
    asked,
    told,
    filtersChanged,
    away,
    eventLog,
    registered,
    ask,
    mutate,
    references,
  };
}
