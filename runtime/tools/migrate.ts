import path from 'node:path';
import { createLogger } from '#platform/logger/logger.ts';
import { readServiceConfig } from '../config.ts';
import { migrate } from '../migrate.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { postgresAccount } from '../services/postgres-account.ts';
import { StartupError } from '../startup-error.ts';

/**
 * Brings the tables of a PostgreSQL server of its own up to date, and the rights on them. Who runs it has the password and
 * the certificate of the migrator, who owns the tables (`init/postgres/server.sql` makes it, and what it may do): `postgres-migrator` in LYNK_SECRETS_DIR; `migrator.crt`, `migrator.key` and `ca.crt` in
 * LYNK_TLS_DIR.
 */
async function run(): Promise<void> {
  const { services, logLevel } = readServiceConfig();
  const account = await postgresAccount(services, 'migrator');
  await migrate({
    connection: (database) => ({ ...account, database }),
    passwords: null,
    folder: path.join(PROJECT_ROOT, 'init', 'postgres'),
    logger: createLogger({ level: logLevel }),
  });
  console.log('The tables of PostgreSQL are those of this version.');
}

try {
  await run();
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exit(1);
}
