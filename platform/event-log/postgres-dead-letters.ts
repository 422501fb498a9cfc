import type { Database } from '../postgres/postgres.ts';
import { type DeadLetter, type DeadLetters, MAX_LISTED } from './dead-letters.ts';
import { RECORD_COLUMNS, type RecordRow, recordOf } from './postgres-set-aside.ts';

const LIST = `
  SELECT ${RECORD_COLUMNS}, attempts, reason,
    (extract(epoch FROM set_aside_at) * 1000)::bigint AS "diedAt"
  FROM set_aside WHERE consumer_group = $1 AND try_at IS NULL
  ORDER BY set_aside_at, topic, id LIMIT $2`;

/** Members look for them whenever they renew their leases. */
const REPLAY = `
  UPDATE set_aside SET try_at = now(), rounds = 0, attempts = 0, set_aside_at = now()
  WHERE consumer_group = $1 AND id::text = ANY($2::text[]) AND try_at IS NULL
  RETURNING id`;

const DISCARD = `
  DELETE FROM set_aside WHERE consumer_group = $1 AND id::text = ANY($2::text[]) AND try_at IS NULL
  RETURNING id`;

/** The {@link DeadLetters} of the PostgreSQL event log. */
export class PostgresDeadLetters implements DeadLetters {
  readonly #database: Database;

  /** @param database signs in as `lynk_event_log` */
  constructor(database: Database) {
    this.#database = database;
  }

  async groups(): Promise<readonly string[]> {
    const rows = await this.#database.query<{ group: string }>(
      'SELECT DISTINCT consumer_group AS "group" FROM group_offsets ORDER BY consumer_group',
    );
    return rows.map(({ group }) => group);
  }

  async list(group: string): Promise<readonly DeadLetter[]> {
    type Row = RecordRow & { attempts: number; reason: string; diedAt: number } & Record<string, unknown>;
    const rows = await this.#database.query<Row>(LIST, [group, MAX_LISTED]);
    return rows.map(({ attempts, reason, diedAt, ...row }) => ({
      group,
      record: recordOf(row),
      attempts,
      reason,
      diedAt,
    }));
  }

  async replay(group: string, recordIds: readonly string[]): Promise<number> {
    return (await this.#database.query(REPLAY, [group, recordIds])).length;
  }

  async discard(group: string, recordIds: readonly string[]): Promise<number> {
    return (await this.#database.query(DISCARD, [group, recordIds])).length;
  }
}
