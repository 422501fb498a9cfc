import { afterAll } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import { PostgresUserStore } from './postgres.ts';
import { userStoreContract } from './store.contract.ts';

const opened: (() => Promise<void>)[] = [];

afterAll(async () => {
  for (const close of opened) await close();
});

userStoreContract('PostgreSQL', async () => {
  const testDatabase = await freshDatabase();
  const database = new Database({
    connection: testDatabase.connection('lynk_user'),
    logger: createLogger({ level: 'silent' }),
  });
  opened.push(async () => {
    await database.close();
    await testDatabase.drop();
  });
  return new PostgresUserStore(database);
});
