import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { createLogger } from '../logger/logger.ts';
import { Database } from '../postgres/postgres.ts';
import { describeDeadLetters, IMPATIENCE } from './dead-letters.contract.ts';
import { describeEventLog, record } from './event-log.contract.ts';
import { PostgresEventLog } from './postgres.ts';
import { PostgresDeadLetters } from './postgres-dead-letters.ts';
import type { MemberTimes } from './postgres-group-member.ts';
import { EventRetention } from './postgres-retention.ts';
import { SetAsideRecords } from './postgres-set-aside.ts';

const logger = createLogger({ level: 'silent' });
const PATIENCE = { timeout: 10_000, interval: 10 };
const times: MemberTimes = {
  leaseMs: 600,
  pauses: { firstMs: 5, longestMs: 50 },
  triesInPlace: 1_000,
  asideMs: [],
};

let testDatabase: TestDatabase;
/** May do what the log itself may not. */
let owner: Database;
beforeAll(async () => {
  testDatabase = await freshDatabase();
  owner = new Database({ connection: testDatabase.connection('lynk_admin'), logger });
});
afterAll(async () => {
  await owner.close();
  await testDatabase.drop();
});

const connect = () => new Database({ connection: testDatabase.connection('lynk_event_log'), logger });

async function openLog(patience: Partial<MemberTimes> = {}) {
  const databases = [connect()];
  const [database] = databases as [Database];
  for (const table of ['records', 'partitions', 'group_offsets', 'set_aside'])
    await owner.query(`DELETE FROM lynk_event_log.${table}`);
  return {
    database,
    log: new PostgresEventLog(database, { logger, times: { ...times, ...patience } }),
    another: async () => {
      const theirs = connect();
      databases.push(theirs);
      // Without connections nothing is renewed, saved or given back, as after a kill.
      return {
        database: theirs,
        log: new PostgresEventLog(theirs, { logger, times }),
        kill: () => closeOnce(theirs),
      };
    },
    close: async () => {
      for (const each of databases) await closeOnce(each);
    },
  };
}

const closed = new WeakSet<Database>();
async function closeOnce(database: Database): Promise<void> {
  if (closed.has(database)) return;
  closed.add(database);
  await database.close();
}

describeEventLog('PostgreSQL', () => openLog());

describeDeadLetters('PostgreSQL', async () => {
  const { database, log, close } = await openLog(IMPATIENCE);
  return { log, deadLetters: new PostgresDeadLetters(database), close };
});

test('offsets of a partition have no holes, whatever is appended at once, repeated or rolled back', async () => {
  const { database, log, close } = await openLog();
  const repeated = record('one key', -1);
  const broken = { ...record('one key', -2), id: 'not a uuid' };
  await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      await log.append([record('one key', n), repeated, record('one key', 100 + n)]);
      await expect(log.append([record('one key', 200 + n), broken])).rejects.toThrow();
    }),
  );
  const rows = await database.query<{ offset: number }>(`SELECT "offset" FROM records ORDER BY "offset"`);
  expect(rows.map((row) => row.offset)).toEqual(Array.from({ length: 81 }, (_, n) => n));
  await close();
});

test('records become visible in the order of their offsets', async () => {
  const { database, log, close } = await openLog();
  const seen: number[][] = [];
  let running = true;
  const reader = (async () => {
    while (running) {
      const rows = await database.query<{ offset: number }>(`SELECT "offset" FROM records ORDER BY "offset"`);
      seen.push(rows.map((row) => row.offset));
    }
  })();
  await Promise.all(Array.from({ length: 80 }, (_, n) => log.append([record('one key', n)])));
  running = false;
  await reader;
  for (const offsets of seen) expect(offsets).toEqual(offsets.map((_, place) => place));
  await close();
});

test('the only process takes over at once from one that has died', async () => {
  const { database, log, another, close } = await openLog();
  const patient = { logger, times: { ...times, leaseMs: 3_600_000 } };
  const died = await another();
  const theirs = new PostgresEventLog(died.database, patient);
  let begun = false;
  theirs.consume('group', ['user.created'], () => {
    begun = true;
    return new Promise(() => undefined);
  });
  const only = record('a', 1);
  await log.append([only]);
  await vi.waitFor(() => expect(begun).toBe(true), PATIENCE);
  await died.kill();

  const heir = new PostgresEventLog(database, { ...patient, isOnlyProcess: true });
  const seen: string[] = [];
  const consumers = [1, 2].map(() => heir.consume('group', ['user.created'], async ({ id }) => void seen.push(id)));
  await vi.waitFor(() => expect(seen).toEqual([only.id]), PATIENCE);
  for (const consumer of consumers) await consumer.stop();
  await close();
});

test('retention deletes what is old, in small steps, and keeps the rest', async () => {
  const { database, log, close } = await openLog();
  const old = Array.from({ length: 25 }, (_, n) => record(`key ${n}`, n));
  await log.append(old);
  await owner.query(`UPDATE lynk_event_log.records SET appended_at = now() - interval '7 days 1 minute'`);
  const young = record('key 1', 30);
  await log.append([young]);
  await owner.query(
    `UPDATE lynk_event_log.records SET appended_at = now() - interval '6 days 23 hours' WHERE id = $1`,
    [young.id],
  );
  const aside = new SetAsideRecords(database, 'late');
  const givenUp = { rounds: 1, attempts: 1, reason: 'PLANNED', tryInMs: null };
  for (const each of [young, ...old]) await aside.put({ ...each, topic: 'user.block' }, givenUp);
  await owner.query(
    `UPDATE lynk_event_log.set_aside SET set_aside_at = now() - interval '7 days 1 minute' WHERE id <> $1`,
    [young.id],
  );

  const retention = new EventRetention(database, { logger, rule: { batchSize: 10 } });
  await vi.waitFor(async () => {
    for (const table of ['records', 'set_aside']) {
      expect(await database.query(`SELECT id FROM ${table}`)).toEqual([{ id: young.id }]);
    }
  }, PATIENCE);
  await retention.stop();

  // Offsets go on, and a group that comes now begins with what is left.
  const next = record('key 1', 31);
  await log.append([next]);
  const seen: string[] = [];
  const consumer = log.consume('late', ['user.created'], async ({ id }) => void seen.push(id));
  await vi.waitFor(() => expect(seen).toEqual([young.id, next.id]), PATIENCE);
  await consumer.stop();
  await close();
});
