import pg from 'pg';
import type { PostgresConnection, Row } from './postgres.ts';

/** One connection in the hands of whoever sets the database up. Faults reach it as `pg` made them. */
export interface Session {
  /** Runs one statement and returns its rows. */
  query<R extends Row>(text: string, values?: readonly unknown[]): Promise<R[]>;
  /** Runs any number of statements, separated by semicolons; outside of a transaction block they are one transaction. */
  script(sql: string): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Opens one connection for `work` and closes it afterwards. It is for roles, schemas and migrations; stores use
 * `Database`.
 *
 * @param options.timeoutMs how long one statement may take; a migration that rewrites a table takes its time
 * @throws what `work` throws, and what `pg` throws when it cannot connect
 */
export async function withSession<T>(
  connection: PostgresConnection,
  work: (session: Session) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  const { tls, ...rest } = connection;
  const client = new pg.Client({
    ...rest,
    ...(tls && { ssl: { ...tls, minVersion: 'TLSv1.3' }, enableChannelBinding: true }),
    application_name: 'lynk set-up',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: options.timeoutMs ?? 600_000,
  });
  // A connection that breaks rejects the statement that runs; the event alone would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work({
      query: async <R extends Row>(text: string, values: readonly unknown[] = []) =>
        (await client.query<R>(text, [...values])).rows,
      script: async (sql) => {
        await client.query(sql);
      },
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Quotes the name of a role, schema or database for use in a statement. */
export function quoteName(name: string): string {
  return pg.escapeIdentifier(name);
}

/** Quotes a text for statements that take no parameters, such as CREATE ROLE. */
export function quoteText(text: string): string {
  return pg.escapeLiteral(text);
}

/** The five-character SQLSTATE of a fault that the server reported, or undefined. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}
