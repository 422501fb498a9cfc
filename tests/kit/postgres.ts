import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLogger } from '#platform/logger/logger.ts';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { quoteName, withSession } from '#platform/postgres/session.ts';
import { ADMIN_ROLE, type DatabaseRole, randomPassword, rolePasswords, SCHEMAS } from '#runtime/database-roles.ts';
import { type RunningPostgres, startEmbeddedPostgres } from '#runtime/embedded-postgres/embedded-postgres.ts';
import { migrate } from '#runtime/migrate.ts';
import { PROJECT_ROOT } from '#runtime/project-root.ts';

/** A PostgreSQL server in a temporary folder, with all migrations applied. */
export interface TestPostgres {
  /** How a role reaches a database; without a name, the one that all fresh databases are copied from. */
  connection(role: DatabaseRole, database?: string): PostgresConnection;
  readonly server: RunningPostgres;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded server for tests. It takes about a second, so most tests share one through `freshDatabase`.
 *
 * @param options.durable keeps fsync on, for tests that kill the server
 */
export async function startTestPostgres(options: { durable?: boolean } = {}): Promise<TestPostgres> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-test-'));
  const logger = createLogger({ level: 'silent' });
  const passwords = await rolePasswords(async () => randomPassword());
  const settings = options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedPostgres({ dataFolder: folder, passwords, logger, settings });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate({
      connection: (database) => server.connection(ADMIN_ROLE, database),
      passwords,
      folder: path.join(PROJECT_ROOT, 'init', 'postgres'),
      logger,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { connection: server.connection, server, stop };
}

/** A database of one test file's own. */
export interface TestDatabase {
  readonly name: string;
  /** How a role reaches it. */
  connection(role: DatabaseRole): PostgresConnection;
  /** Removes it, and cuts the connections that are still open. */
  drop(): Promise<void>;
}

/**
 * Copies the migrated database: tables, rights and roles are there, rows are not.
 *
 * @param connection reaches a server that `startTestPostgres` started
 */
export async function createTestDatabase(connection: TestPostgres['connection']): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const quoted = quoteName(name);
  const admin = connection(ADMIN_ROLE, 'postgres');
  await withSession(admin, async (session) => {
    const template = quoteName(connection(ADMIN_ROLE).database);
    await session.query(`CREATE DATABASE ${quoted} TEMPLATE ${template} STRATEGY wal_log`);
    // Rights on the database itself are not copied.
    await session.script(`
      REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC;
      GRANT CONNECT ON DATABASE ${quoted} TO ${SCHEMAS.map(quoteName).join(', ')};
    `);
  });
  return {
    name,
    connection: (role) => connection(role, name),
    drop: () => withSession(admin, async (session) => session.script(`DROP DATABASE ${quoted} WITH (FORCE)`)),
  };
}
