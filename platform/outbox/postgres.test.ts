import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { createLogger } from '../logger/logger.ts';
import { Database } from '../postgres/postgres.ts';
import { describeOutbox, factFor } from './outbox.contract.ts';
import { PostgresOutbox } from './postgres.ts';

const logger = createLogger({ level: 'silent' });

let testDatabase: TestDatabase;
let database: Database;
beforeAll(async () => {
  testDatabase = await freshDatabase();
  database = new Database({ connection: testDatabase.connection('lynk_room'), logger });
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

describeOutbox('PostgreSQL', async () => {
  await database.query('DELETE FROM outbox');
  const outbox = new PostgresOutbox(database, { pollMs: 3_600_000 });
  return {
    outbox,
    commit: (records) => database.transaction((sql) => outbox.add(sql, records)),
    rollBack: async (records) => {
      const planned = new Error('planned');
      const work = database.transaction(async (sql) => {
        await outbox.add(sql, records);
        throw planned;
      });
      await expect(work).rejects.toBe(planned);
    },
    begin: async (records) => {
      const gate = new EventEmitter();
      const added = once(gate, 'added');
      const transaction = database.transaction(async (sql) => {
        await outbox.add(sql, records);
        const commit = once(gate, 'commit');
        gate.emit('added');
        await commit;
      });
      await added;
      return () => {
        gate.emit('commit');
        return transaction;
      };
    },
  };
});

test('a poll finds what another process has left', async () => {
  await database.query('DELETE FROM outbox');
  const [writer, reader] = [new PostgresOutbox(database), new PostgresOutbox(database, { pollMs: 10 })];
  const found: string[] = [];
  const end = reader.onPending(async () => {
    for (const { id } of await reader.pending(10)) found.push(id);
  });
  const fact = factFor('a');
  await database.transaction((sql) => writer.add(sql, [fact]));
  await vi.waitFor(() => expect(found).toContain(fact.id), { timeout: 5_000 });
  await end();
});
