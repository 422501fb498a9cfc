import { afterAll, beforeAll } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { PostgresNotificationStore } from './postgres.ts';
import { describeNotificationStore } from './store.contract.ts';

const TABLES = ['push_targets', 'room_mutes', 'due_pushes', 'deliveries', 'inbox_items', 'push_outbox'];

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await freshDatabase();
  database = new Database({
    connection: testDatabase.connection('lynk_notification'),
    logger: createLogger({ level: 'silent' }),
  });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

describeNotificationStore('PostgreSQL', async () => {
  for (const table of TABLES) await database.query(`DELETE FROM ${table}`);
  return new PostgresNotificationStore(database);
});
