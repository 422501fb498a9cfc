import { afterAll, beforeAll, describe } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { PostgresMessageStore } from './postgres.ts';
import { storeContract } from './store.contract.ts';

describe('the message store on PostgreSQL', () => {
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

  storeContract((options) => new PostgresMessageStore(database, options));
});
