import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock/clock.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database, type Row, type Sql } from '#platform/postgres/postgres.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { message, range, readAll, seqsOf } from './contract/subject.ts';
import { PostgresMessageStore } from './postgres.ts';
import type { StoreDatabase } from './postgres-database.ts';

/** What goes wrong: each is asked before it would happen. */
interface Faults {
  /** Called before each statement of a transaction; `cut` breaks the transaction's connection. */
  beforeStatement?(text: string, cut: () => Promise<unknown>): Promise<unknown>;
  /** Called after a commit, whose answer is lost when it throws. */
  afterCommit?(): void;
}

class FaultyDatabase implements StoreDatabase {
  constructor(
    readonly real: Database,
    readonly faults: Faults,
  ) {}

  query<R extends Row>(text: string, values?: readonly unknown[]): Promise<R[]> {
    return this.real.query<R>(text, values);
  }

  afterCommit(callback: () => void): void {
    this.real.afterCommit(callback);
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const result = await this.real.transaction(async (sql) => {
      const [backend] = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const cut = () => this.real.query('SELECT pg_terminate_backend($1, 5000)', [backend?.pid]);
      return work({
        query: async (text, values) => {
          await this.faults.beforeStatement?.(text, cut);
          return sql.query(text, values);
        },
        afterCommit: (callback) => sql.afterCommit(callback),
      });
    });
    this.faults.afterCommit?.();
    return result;
  }
}

describe('the room log while PostgreSQL fails', () => {
  const alice = randomUUID();
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await freshDatabase();
    const logger = createLogger({ level: 'silent' });
    database = new Database({ connection: testDatabase.connection('lynk_message'), logger });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const logWith = (faults: Faults, waitMs = 10_000) =>
    new PostgresMessageStore(new FaultyDatabase(database, faults), { clock: systemClock, limits: { waitMs } }).log;

  it('appends once although the connection breaks before every kind of statement', async () => {
    const room = randomUUID();
    const cutBefore = new Set<string>();
    const log = logWith({
      beforeStatement: async (text, cut) => {
        if (cutBefore.has(text)) return;
        cutBefore.add(text);
        await cut();
      },
    });
    const results = await Promise.all(range(1, 5).map((n) => log.append(room, message(alice, `${n}`))));
    expect(cutBefore.size).toBeGreaterThan(3);
    expect(results.map((result) => result.outcome)).toEqual(Array(5).fill('appended'));
    expect(seqsOf(await readAll(log, room))).toEqual(range(1, 5));
  });

  it('appends once although the answer to the commit is lost', async () => {
    const room = randomUUID();
    let lost = 0;
    const log = logWith({
      afterCommit: () => {
        lost += 1;
        if (lost <= 2) throw serviceUnavailable('lost');
      },
    });
    const results = await Promise.all(range(1, 5).map((n) => log.append(room, message(alice, `${n}`))));
    expect(results.map((result) => 'seq' in result && result.seq)).toEqual(range(1, 5));
    expect(seqsOf(await readAll(log, room))).toEqual(range(1, 5));
  });

  it('gives up after a while, and the same key finds what became of it', async () => {
    const room = randomUUID();
    const sent = message(alice);
    const lose = () => {
      throw serviceUnavailable('lost');
    };
    const away = logWith({ afterCommit: lose }, 200);
    await expect(away.append(room, sent)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await logWith({}).append(room, sent)).toMatchObject({ outcome: 'duplicate', seq: 1 });
  });

  it('writes nothing of an event when the transaction does not end', async () => {
    const room = randomUUID();
    const store = new PostgresMessageStore(
      new FaultyDatabase(database, {
        beforeStatement: (text, cut) => (/outbox/.test(text) ? cut() : Promise.resolve()),
      }),
      { clock: systemClock, limits: { waitMs: 200 } },
    );
    const sent = message(alice, 'hello', { topic: 'room.message' });
    await expect(store.log.append(room, sent)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await store.log.read(room, { after: 0, limit: 5 })).toMatchObject({ events: [], head: { seq: 0 } });
    expect(await store.messages([{ roomId: room, seq: 1 }])).toEqual([]);
    expect(await store.outbox.pending(10)).toEqual([]);
  });
});
