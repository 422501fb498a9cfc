import { inject, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from './postgres.ts';

/**
 * A migrated, empty database on the server that all test files share. Call it in `beforeAll` (and `drop()` it in
 * `afterAll`), or in a test, with `dropAfterTest`.
 *
 * ```ts
 * let database: TestDatabase;
 * beforeAll(async () => { database = await freshDatabase(); });
 * afterAll(() => database.drop());
 * const store = new PostgresStore(new Database({ connection: database.connection('lynk_user'), logger }));
 * ```
 */
export async function freshDatabase(options: { dropAfterTest?: boolean } = {}): Promise<TestDatabase> {
  const connections = inject('postgres');
  const database = await createTestDatabase((role, name) => {
    const connection = connections[role];
    return name === undefined ? connection : { ...connection, database: name };
  });
  if (options.dropAfterTest) onTestFinished(() => database.drop());
  return database;
}
