import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One file of SQL that is applied once. */
export interface Migration {
  readonly schema: string;
  /** Such as `0001-accounts.sql`; files are applied in the order of their names. */
  readonly file: string;
  readonly sql: string;
  /** SHA-256 of the text, so that a file that changed after it was applied is noticed. */
  readonly checksum: string;
}

const FILE_NAME = /^\d{4}-[a-z0-9-]+\.sql$/;
const TRANSACTION_CONTROL = /^\s*(BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK|END)\s*;/im;

/**
 * Reads the migrations of the schemas, in the order in which they are applied.
 *
 * @param folder holds one folder for each schema
 * @throws Error for a file that breaks the rules of `init/postgres/README.md`
 */
export function readMigrations(folder: string, schemas: readonly string[]): Migration[] {
  return schemas.flatMap((schema) => {
    const schemaFolder = path.join(folder, schema);
    if (!existsSync(schemaFolder)) return [];
    const files = readdirSync(schemaFolder)
      .filter((name) => name.endsWith('.sql'))
      .sort();
    checkNumbers(schemaFolder, files);
    return files.map((file) => readMigration(schema, path.join(schemaFolder, file)));
  });
}

/** The text of a file of SQL and its checksum; line endings do not count, since Git may change them. */
export function readSql(file: string): { sql: string; checksum: string } {
  const sql = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  return { sql, checksum: checksumOf(sql) };
}

/** SHA-256 in hexadecimal. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function readMigration(schema: string, file: string): Migration {
  const { sql, checksum } = readSql(file);
  if (TRANSACTION_CONTROL.test(sql)) {
    throw new Error(`${file} must not begin or end transactions: it already runs in one.`);
  }
  return { schema, file: path.basename(file), sql, checksum };
}

function checkNumbers(folder: string, files: readonly string[]): void {
  const seen = new Set<string>();
  for (const file of files) {
    const number = file.slice(0, 4);
    if (!FILE_NAME.test(file)) throw new Error(`${folder}/${file} must be named like 0001-title.sql.`);
    if (seen.has(number)) throw new Error(`${folder} has two migrations with the number ${number}.`);
    seen.add(number);
  }
}
