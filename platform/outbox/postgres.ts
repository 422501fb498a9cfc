import type { EventRecord } from '../event-log/event-log.ts';
import type { Sql } from '../postgres/postgres.ts';
import { traceField } from '../trace/trace.ts';
import type { Outbox } from './outbox.ts';

const POLL_MS = 2_000;

/**
 * `locked` is read before any row is written, so each key's lock is held when the row's position is taken. Locks are taken
 * in one order everywhere: two transactions that announce about the same keys never wait for each other in a circle.
 */
const ADD = `
  WITH input AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS record(place int, id uuid, topic text, key text, payload jsonb, occurred_at bigint, traceparent text)
  ), keys AS MATERIALIZED (
    SELECT DISTINCT hashtextextended(current_schema() || '/' || key, 0) AS lock FROM input ORDER BY lock
  ), locked AS MATERIALIZED (
    SELECT count(pg_advisory_xact_lock(lock)) FROM keys
  )
  INSERT INTO outbox (id, topic, key, payload, occurred_at, traceparent)
  SELECT id, topic, key, payload, occurred_at, traceparent FROM input CROSS JOIN locked ORDER BY place`;

const PENDING = `
  SELECT id, topic, key, payload, occurred_at AS "occurredAt", traceparent FROM outbox ORDER BY position LIMIT $1`;

type PendingRow = Omit<EventRecord, 'traceparent'> & { traceparent: string | null } & Record<string, unknown>;

const REMOVE = `DELETE FROM outbox WHERE id = ANY($1::uuid[])`;

/** The {@link Outbox} in the table `outbox` of a subgraph's schema. The README beside says why its order holds. */
export class PostgresOutbox implements Outbox {
  readonly #database: Sql;
  readonly #pollMs: number;
  readonly #callbacks = new Set<() => void>();

  /** @param options.pollMs how often to look for what other processes have left, in milliseconds */
  constructor(database: Sql, options: { pollMs?: number } = {}) {
    this.#database = database;
    this.#pollMs = options.pollMs ?? POLL_MS;
  }

  /**
   * Writes records that become true with a transaction, in the order given, as parts of the trace at hand unless they say
   * which. Until its end, others who add records of
   * the same keys wait: call it late.
   *
   * @param sql the transaction
   */
  async add(sql: Sql, records: readonly EventRecord[]): Promise<void> {
    if (records.length === 0) return;
    const trace = traceField();
    const rows = records.map(({ occurredAt, ...record }, place) => ({
      ...trace,
      ...record,
      place,
      occurred_at: occurredAt,
    }));
    await sql.query(ADD, [JSON.stringify(rows)]);
    sql.afterCommit(() => {
      for (const callback of this.#callbacks) callback();
    });
  }

  async pending(limit: number): Promise<readonly EventRecord[]> {
    const rows = await this.#database.query<PendingRow>(PENDING, [limit]);
    return rows.map(({ traceparent, ...record }) => ({ ...record, ...(traceparent !== null && { traceparent }) }));
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.#database.query(REMOVE, [ids]);
  }

  onPending(callback: () => void): () => Promise<void> {
    const poll = setInterval(callback, this.#pollMs);
    this.#callbacks.add(callback);
    return async () => {
      clearInterval(poll);
      this.#callbacks.delete(callback);
    };
  }
}
