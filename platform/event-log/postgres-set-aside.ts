import type { Database } from '../postgres/postgres.ts';
import type { EventRecord } from './event-log.ts';

/** A record of a group that waits to be tried again. */
export interface WaitingRecord {
  readonly record: EventRecord;
  /** Rounds of tries that have failed. */
  readonly rounds: number;
  /** Tries that have failed, in all rounds. */
  readonly attempts: number;
}

/** What a round of tries has come to. */
export interface FailedRound {
  readonly rounds: number;
  readonly attempts: number;
  /** What the last try failed with, in one word. */
  readonly reason: string;
  /** After how many milliseconds it is tried again; null when it is given up. */
  readonly tryInMs: number | null;
}

/** The columns of a record, as properties of {@link EventRecord}. */
export const RECORD_COLUMNS = `id, topic, key, payload, occurred_at AS "occurredAt", traceparent`;

/** A row of {@link RECORD_COLUMNS}. */
export type RecordRow = Omit<EventRecord, 'traceparent'> & { traceparent: string | null };

/** Whoever takes a record keeps it for so long: if that one dies, another one takes it then. */
const CLAIM = `
  UPDATE set_aside SET try_at = now() + $2::int * interval '1 millisecond'
  WHERE (consumer_group, topic, id) IN (
    SELECT consumer_group, topic, id FROM set_aside
    WHERE consumer_group = $1 AND try_at <= now()
    ORDER BY try_at LIMIT $3
    FOR UPDATE SKIP LOCKED)
  RETURNING ${RECORD_COLUMNS}, rounds, attempts`;

const WRITE = `
  INSERT INTO set_aside
    (consumer_group, topic, id, key, payload, occurred_at, traceparent, rounds, attempts, reason, try_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10, now() + $11::int * interval '1 millisecond')
  ON CONFLICT (consumer_group, topic, id) DO UPDATE SET
    rounds = excluded.rounds, attempts = excluded.attempts, reason = excluded.reason,
    set_aside_at = now(), try_at = excluded.try_at`;

/** What a group could not handle in its place. */
export class SetAsideRecords {
  readonly #database: Database;
  readonly #group: string;

  constructor(database: Database, group: string) {
    this.#database = database;
    this.#group = group;
  }

  /** Keeps a record aside, or notes another round of one that is there. */
  async put(record: EventRecord, round: FailedRound): Promise<void> {
    const { topic, id, key, payload, occurredAt, traceparent = null } = record;
    const { rounds, attempts, reason, tryInMs } = round;
    await this.#database.query(WRITE, [
      ...[this.#group, topic, id, key, JSON.stringify(payload), occurredAt, traceparent],
      ...[rounds, attempts, reason, tryInMs],
    ]);
  }

  /** Takes up to `limit` records whose turn it is, for `leaseMs` milliseconds. */
  async claim(leaseMs: number, limit: number): Promise<WaitingRecord[]> {
    type Row = RecordRow & { rounds: number; attempts: number } & Record<string, unknown>;
    const rows = await this.#database.query<Row>(CLAIM, [this.#group, leaseMs, limit]);
    return rows.map(({ rounds, attempts, ...row }) => ({ record: recordOf(row), rounds, attempts }));
  }

  /** Forgets a record that was handled. */
  async remove({ topic, id }: EventRecord): Promise<void> {
    await this.#database.query('DELETE FROM set_aside WHERE consumer_group = $1 AND topic = $2 AND id = $3', [
      ...[this.#group, topic, id],
    ]);
  }
}

/** A row as a record. */
export function recordOf({ traceparent, ...record }: RecordRow): EventRecord {
  return { ...record, ...(traceparent !== null && { traceparent }) };
}
