import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { withSession } from '#platform/postgres/session.ts';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { openDataFolder } from './data-folder.ts';
import { startDatabase, withDatabase } from './embedded-database.ts';

const logger = createLogger({ level: 'silent' });

// A path that is too long for a socket is served from a temporary folder.
test.each(['data', 'deep'.repeat(30)])(
  'a tool reaches the database beside a running instance and without one (%s)',
  async (name) => {
    const dataDir = path.join(temporaryFolder(), name);
    mkdirSync(dataDir);
    const whoAmI = () =>
      withDatabase({ dataDir, logger }, (connection) =>
        withSession(connection('lynk_auth'), (session) =>
          session.query('SELECT current_user AS role, pg_postmaster_start_time() AS started'),
        ),
      );

    const dataFolder = await openDataFolder(dataDir);
    const { postgres, migrate } = await startDatabase(dataFolder, logger);
    await migrate();
    const [first, second] = [await whoAmI(), await whoAmI()];
    expect(first).toEqual([{ role: 'lynk_auth', started: expect.any(Date) }]);
    expect(second).toEqual(first);
    await postgres.stop();
    await dataFolder.close();

    const third = await whoAmI();
    expect(third).toEqual([{ role: 'lynk_auth', started: expect.any(Date) }]);
    expect(third).not.toEqual(first);
    // It let go of the folder.
    await (await openDataFolder(dataDir)).close();
  },
);

test('a password that was lost from the data folder gives its sentence', async () => {
  const dataDir = temporaryFolder();
  const run = () => withDatabase({ dataDir, logger }, async () => undefined);
  await run();
  rmSync(path.join(dataDir, 'secrets', 'postgres-lynk_admin'));
  await expect(run()).rejects.toThrowError(/password in the data folder does not open its database/);
});
