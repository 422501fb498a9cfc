import path from 'node:path';
import type { Logger } from '#platform/logger/logger.ts';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { type DataFolder, openDataFolder, readSecret } from './data-folder.ts';
import { ADMIN_ROLE, DATABASE, type DatabaseRole, type RolePasswords, rolePasswords } from './database-roles.ts';
import { type RunningPostgres, startEmbeddedPostgres } from './embedded-postgres/embedded-postgres.ts';
import { findSocketFolder, SOCKET_PORT } from './embedded-postgres/socket-folder.ts';
import { migrate } from './migrate.ts';
import { PROJECT_ROOT } from './project-root.ts';
import { FolderInUse } from './startup-error.ts';

const MIGRATIONS = path.join(PROJECT_ROOT, 'init', 'postgres');
const secretOf = (role: DatabaseRole) => `postgres-${role}`;

/** The server of a data folder before its tables are there. */
export interface UnmigratedPostgres {
  readonly postgres: RunningPostgres;
  /** Brings the database up to date. @throws StartupError as `migrate` does */
  migrate(): Promise<void>;
}

/**
 * Starts the server of an open data folder, with passwords that the folder keeps.
 *
 * @throws StartupError as `startEmbeddedPostgres` does
 */
export async function startDatabase(dataFolder: DataFolder, logger: Logger): Promise<UnmigratedPostgres> {
  const passwords: RolePasswords = await rolePasswords((role) => dataFolder.secret(secretOf(role)));
  const postgres = await startEmbeddedPostgres({ dataFolder: dataFolder.path, passwords, logger });
  const connection = (database: string) => postgres.connection(ADMIN_ROLE, database);
  return { postgres, migrate: () => migrate({ connection, passwords, folder: MIGRATIONS, logger }) };
}

/**
 * Gives a tool the database of a data folder: that of the instance that runs on it, or one that is started for the time.
 *
 * @param work is given how a role reaches the database
 * @throws what `work` throws, and StartupError when the database cannot be started
 */
export async function withDatabase<T>(
  options: { dataDir: string; logger: Logger },
  work: (connection: (role: DatabaseRole) => PostgresConnection) => Promise<T>,
): Promise<T> {
  const { dataDir, logger } = options;
  let dataFolder: DataFolder;
  try {
    dataFolder = await openDataFolder(dataDir);
  } catch (error) {
    if (error instanceof FolderInUse) return work((role) => connectionOfOther(dataDir, role));
    throw error;
  }
  try {
    const database = await startDatabase(dataFolder, logger);
    try {
      await database.migrate();
      return await work((role) => database.postgres.connection(role));
    } finally {
      await database.postgres.stop();
    }
  } finally {
    await dataFolder.close();
  }
}

function connectionOfOther(dataDir: string, role: DatabaseRole): PostgresConnection {
  return {
    host: findSocketFolder(path.join(dataDir, 'postgres')),
    port: SOCKET_PORT,
    user: role,
    password: readSecret(dataDir, secretOf(role)),
    database: DATABASE,
  };
}
