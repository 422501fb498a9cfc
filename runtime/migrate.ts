import path from 'node:path';
import type { Logger } from '#platform/logger/logger.ts';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { quoteName, quoteText, type Session, sqlState, withSession } from '#platform/postgres/session.ts';
import { DATABASE, type RolePasswords, SCHEMAS } from './database-roles.ts';
import { checksumOf, type Migration, readMigrations, readSql } from './migration-files.ts';
import { type AppliedMigration, pendingMigrations } from './migration-plan.ts';
import { StartupError } from './startup-error.ts';

/** What the database is brought up to date with. */
export interface MigrateOptions {
  /** Signs in as the owner of everything, to the database of that name. */
  readonly connection: (database: string) => PostgresConnection;
  /** Null on a server whose database, roles and schemas `server.sql` has made: there only tables and rights are ours. */
  readonly passwords: RolePasswords | null;
  /** The folder that holds `roles.sql`, `grants.sql` and a folder of migrations for each schema. */
  readonly folder: string;
  readonly logger: Logger;
}

/** Any number: it stands for "set-up of Lynk" among the advisory locks of the database. */
const SETUP_LOCK = 5_961_220;
/** Bookkeeping beside the migrations: `roles` -> `roles.sql`, `passwords` -> the role, `grants` -> `grants.sql`. */
const ROLES = 'roles';
const PASSWORDS = 'passwords';
const GRANTS = 'grants';
const BOOKKEEPING: ReadonlySet<string> = new Set([ROLES, PASSWORDS, GRANTS]);

const APPLIED = 'SELECT schema, file, checksum FROM lynk_migrations.applied';

/**
 * Makes the database, its roles and its schemas, applies the migrations that it has not seen, and gives the roles their
 * rights: each in a transaction of its own together with its record, so that a crash in the middle leaves a state from
 * which the next start goes on.
 *
 * @throws StartupError when the database is newer than this version, a migration was changed, or the password is wrong
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const { connection, passwords, folder, logger } = options;
  if (passwords) await createDatabase(connection);
  await withSession(connection(DATABASE), async (session) => {
    // Held until the session ends: two that start at once do not both create the same table.
    await session.query('SELECT pg_advisory_lock($1)', [SETUP_LOCK]);
    const applied = await readApplied(session);
    const pending = pendingMigrations(
      readMigrations(folder, SCHEMAS),
      applied.filter(({ schema }) => !BOOKKEEPING.has(schema)),
    );
    if (passwords) {
      await ensureRoles(session, applied, folder);
      await ensurePasswords(session, applied, passwords);
    }
    for (const migration of pending) await apply(session, migration, logger);
    await ensureGrants(session, folder);
  });
}

/** CREATE DATABASE runs outside of transactions and has no IF NOT EXISTS; on a warm start the look alone is paid. */
async function createDatabase(connection: MigrateOptions['connection']): Promise<void> {
  try {
    await withSession(connection('postgres'), async (session) => {
      const found = await session.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
      if (found.length === 0) await session.query(`CREATE DATABASE ${quoteName(DATABASE)}`);
    });
  } catch (error) {
    // invalid_password
    if (sqlState(error) !== '28P01') throw error;
    throw new StartupError(
      'The password in the data folder does not open its database: restore both from the same backup.',
      { cause: error },
    );
  }
}

async function readApplied(session: Session): Promise<AppliedMigration[]> {
  const [state] = await session.query<{ schema: boolean; table: boolean }>(
    `SELECT to_regnamespace('lynk_migrations') IS NOT NULL AS schema,
       to_regclass('lynk_migrations.applied') IS NOT NULL AS table`,
  );
  // Where the schema is made by server.sql, nobody else may make one, "if not exists" or not.
  if (!state?.schema) await session.script('CREATE SCHEMA lynk_migrations');
  if (!state?.table) {
    await session.script(`
      CREATE TABLE lynk_migrations.applied (
        schema text NOT NULL,
        file text NOT NULL,
        checksum text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (schema, file)
      );
      COMMENT ON TABLE lynk_migrations.applied IS 'What was applied to this database, and the SHA-256 of its text';
    `);
  }
  return session.query<{ schema: string; file: string; checksum: string }>(APPLIED);
}

async function ensureRoles(session: Session, applied: readonly AppliedMigration[], folder: string): Promise<void> {
  const file = 'roles.sql';
  const { sql, checksum } = readSql(path.join(folder, file));
  if (isRecorded(applied, ROLES, file, checksum)) return;
  await inTransaction(session, async () => {
    await session.script(sql);
    await record(session, ROLES, file, checksum);
  });
}

/** The record holds a hash of the password, which tells nothing about 256 random bits and saves a change at each start. */
async function ensurePasswords(
  session: Session,
  applied: readonly AppliedMigration[],
  passwords: RolePasswords,
): Promise<void> {
  const stale = SCHEMAS.filter((role) => !isRecorded(applied, PASSWORDS, role, checksumOf(passwords[role])));
  if (stale.length === 0) return;
  await inTransaction(session, async () => {
    for (const role of stale) {
      await session.script(`ALTER ROLE ${quoteName(role)} LOGIN PASSWORD ${quoteText(passwords[role])}`);
      await record(session, PASSWORDS, role, checksumOf(passwords[role]));
    }
  });
}

/** A migration removes the record, since tables that it has made are closed. */
async function ensureGrants(session: Session, folder: string): Promise<void> {
  const file = 'grants.sql';
  const { sql, checksum } = readSql(path.join(folder, file));
  const applied = await session.query<{ schema: string; file: string; checksum: string }>(APPLIED);
  if (isRecorded(applied, GRANTS, file, checksum)) return;
  await inTransaction(session, async () => {
    await session.script(sql);
    await record(session, GRANTS, file, checksum);
  });
}

async function apply(session: Session, migration: Migration, logger: Logger): Promise<void> {
  const { schema, file, sql, checksum } = migration;
  try {
    await inTransaction(session, async () => {
      await session.script(`SET LOCAL search_path = ${quoteName(schema)}`);
      await session.script(sql);
      await record(session, schema, file, checksum);
      await session.query('DELETE FROM lynk_migrations.applied WHERE schema = $1', [GRANTS]);
    });
  } catch (error) {
    throw new Error(`The migration ${schema}/${file} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  logger.debug({ schema, file }, 'migration applied');
}

async function inTransaction(session: Session, work: () => Promise<void>): Promise<void> {
  await session.script('BEGIN');
  try {
    await work();
    await session.script('COMMIT');
  } catch (error) {
    await session.script('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function isRecorded(applied: readonly AppliedMigration[], schema: string, file: string, checksum: string): boolean {
  return applied.some((entry) => entry.schema === schema && entry.file === file && entry.checksum === checksum);
}

async function record(session: Session, schema: string, file: string, checksum: string): Promise<void> {
  await session.query(
    `INSERT INTO lynk_migrations.applied (schema, file, checksum) VALUES ($1, $2, $3)
     ON CONFLICT (schema, file) DO UPDATE SET checksum = excluded.checksum, applied_at = now()`,
    [schema, file, checksum],
  );
}
