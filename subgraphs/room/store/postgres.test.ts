import { afterAll, beforeAll } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { withSession } from '#platform/postgres/session.ts';
import { ADMIN_ROLE } from '#runtime/database-roles.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { PostgresRoomStore } from './postgres.ts';
import { describeRoomStore } from './store.contract.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await freshDatabase();
  database = new Database({
    connection: testDatabase.connection('lynk_room'),
    logger: createLogger({ level: 'silent' }),
  });
});

afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

describeRoomStore('PostgreSQL', async () => {
  // The store itself deletes no room.
  await withSession(testDatabase.connection(ADMIN_ROLE), (session) =>
    session.script('TRUNCATE lynk_room.memberships, lynk_room.rooms, lynk_room.outbox'),
  );
  return new PostgresRoomStore(database);
});
