import type { Migration } from './migration-files.ts';
import { StartupError } from './startup-error.ts';

/** What the database says about a migration that was applied to it. */
export interface AppliedMigration {
  readonly schema: string;
  readonly file: string;
  readonly checksum: string;
}

/**
 * Compares what a database has seen with the files of this version.
 *
 * @param migrations the files, in order
 * @param applied what the database has seen, in any order
 * @returns the files that are still to be applied, in order
 * @throws StartupError when the database is newer than the files, or a file was changed, or came late, after it was
 *   applied: in each case the tables are not what this version takes them for
 */
export function pendingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const key = ({ schema, file }: AppliedMigration | Migration) => `${schema}/${file}`;
  const known = new Map(migrations.map((migration) => [key(migration), migration]));
  // schema -> the last file that was applied to it
  const last = new Map<string, string>();
  for (const entry of applied) {
    const migration = known.get(key(entry));
    if (!migration) {
      throw new StartupError(
        `The database was written by a newer version of Lynk (it has the migration ${key(entry)}): start that version, or set LYNK_DATA_DIR to another folder.`,
      );
    }
    if (migration.checksum !== entry.checksum) {
      throw new StartupError(
        `The migration ${key(entry)} was changed after it had been applied to this database: restore the file and put the change into a new one.`,
      );
    }
    if (entry.file > (last.get(entry.schema) ?? '')) last.set(entry.schema, entry.file);
  }
  const done = new Set(applied.map(key));
  const pending = migrations.filter((migration) => !done.has(key(migration)));
  for (const migration of pending) {
    const latest = last.get(migration.schema) ?? '';
    if (migration.file < latest) {
      throw new StartupError(
        `The migration ${key(migration)} comes before ${latest}, which this database already has: give it the next free number.`,
      );
    }
  }
  return pending;
}
