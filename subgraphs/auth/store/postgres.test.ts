import { afterAll, beforeAll } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { PostgresAuthStore } from './postgres.ts';
import { authStoreContract } from './store.contract.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await freshDatabase();
  database = new Database({
    connection: testDatabase.connection('lynk_auth'),
    logger: createLogger({ level: 'silent' }),
  });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

authStoreContract('PostgreSQL', async () => new PostgresAuthStore(database));
