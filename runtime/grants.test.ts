import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withSession } from '#platform/postgres/session.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { ADMIN_ROLE, SCHEMAS, type SchemaName } from './database-roles.ts';
import { PROJECT_ROOT } from './project-root.ts';

/** Where the SQL of a role stands, besides the store of its subgraph: folders, of which the files postgres*.ts count. */
const OUTBOX = 'platform/outbox';
const SHARED: Readonly<Partial<Record<SchemaName, readonly string[]>>> = {
  lynk_auth: [OUTBOX],
  lynk_user: [OUTBOX],
  lynk_room: [OUTBOX],
  lynk_message: [OUTBOX],
  lynk_notification: ['platform/push'],
  lynk_event_log: ['platform/event-log'],
};
const OPERATIONS = ['DELETE', 'INSERT', 'SELECT', 'UPDATE'] as const;

/** Everything that a role ever says to its tables. */
function sqlOf(schema: SchemaName): string {
  const own = schema === 'lynk_event_log' ? [] : [`subgraphs/${schema.replace('lynk_', '')}/store`];
  const files = [...own, ...(SHARED[schema] ?? [])].flatMap((folder) =>
    readdirSync(path.join(PROJECT_ROOT, folder))
      .filter((name) => /^postgres.*\.ts$/.test(name) && !name.endsWith('.test.ts'))
      .map((name) => path.join(PROJECT_ROOT, folder, name)),
  );
  return files.map((file) => readFileSync(file, 'utf8')).join('\n');
}

/** Which operations a text holds for a table. An upsert updates, too. */
function usesOf(sql: string, table: string): string[] {
  const patterns: Record<(typeof OPERATIONS)[number], string> = {
    DELETE: `DELETE FROM ${table}\\b`,
    INSERT: `INSERT INTO ${table}\\b`,
    SELECT: `(FROM|JOIN|USING) ${table}\\b`,
    UPDATE: `UPDATE ${table}\\b|INSERT INTO ${table}\\b[^\`]*?DO UPDATE`,
  };
  return OPERATIONS.filter((operation) => new RegExp(patterns[operation]).test(sql));
}

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const asAdmin = <R extends Record<string, unknown>>(sql: string, values: readonly unknown[]) =>
  withSession(database.connection(ADMIN_ROLE), (session) => session.query<R>(sql, values));

test.each(SCHEMAS)('%s may do with its tables what its store does, and nothing else', async (schema) => {
  const tables = await asAdmin<{ name: string; granted: string[] | null }>(
    `SELECT tablename AS name, (
       SELECT array_agg(privilege_type::text ORDER BY privilege_type::text) FROM information_schema.role_table_grants
       WHERE table_schema = schemaname AND table_name = tablename AND grantee = schemaname
     ) AS granted
     FROM pg_tables WHERE schemaname = $1`,
    [schema],
  );
  expect(tables.length).toBeGreaterThan(0);
  const sql = sqlOf(schema);
  const used = tables.map(({ name }) => [name, usesOf(sql, name)]);
  expect(Object.fromEntries(tables.map(({ name, granted }) => [name, granted ?? []]))).toEqual(
    Object.fromEntries(used),
  );
});

test('no role may do anything with the tables, sequences or functions of another', async () => {
  const foreign = await asAdmin(
    `SELECT grantee, table_schema, table_name FROM information_schema.role_table_grants
     WHERE grantee = ANY($1::text[]) AND grantee <> table_schema
     UNION ALL
     SELECT grantee, object_schema, object_name FROM information_schema.role_usage_grants
     WHERE grantee = ANY($1::text[])
     UNION ALL
     SELECT grantee, routine_schema, routine_name FROM information_schema.role_routine_grants
     WHERE grantee = ANY($1::text[])`,
    [SCHEMAS],
  );
  expect(foreign).toEqual([]);
});
