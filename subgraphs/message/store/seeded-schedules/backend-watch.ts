import type { Sql } from '#platform/postgres/postgres.ts';
import type { BackendWatch } from './scheduler.ts';

/** Longer than a server needs to end a backend, in milliseconds. */
const CUT_TIMEOUT_MS = 5_000;

/**
 * The {@link BackendWatch} of a PostgreSQL server. A lock is granted before the COMMIT that frees it is answered, so once
 * that answer is there, who still shows as waiting does wait.
 */
export class PostgresBackendWatch implements BackendWatch {
  readonly #sql: Sql;

  /** @param sql signed in with the role whose backends are watched; nobody else waits for its connections */
  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async blocked(pids: readonly number[]): Promise<ReadonlySet<number>> {
    const rows = await this.#sql.query<{ pid: number }>(
      'SELECT DISTINCT pid FROM pg_locks WHERE NOT granted AND pid = ANY($1::int[])',
      [pids],
    );
    return new Set(rows.map(({ pid }) => pid));
  }

  async cut(pid: number): Promise<void> {
    await this.#sql.query('SELECT pg_terminate_backend($1, $2)', [pid, CUT_TIMEOUT_MS]);
  }
}
