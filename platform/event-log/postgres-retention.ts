import { WakeUp } from '../background/wake-up.ts';
import type { Logger } from '../logger/logger.ts';
import type { Database } from '../postgres/postgres.ts';
import type { BackgroundTask } from '../subgraph/subgraph.ts';

/** How long records are kept, and how they are deleted. */
export interface RetentionRule {
  /** Milliseconds from the append on. */
  readonly keepMs: number;
  /** Milliseconds between two sweeps. */
  readonly everyMs: number;
  /** Records deleted by one statement, so that none of them takes long. */
  readonly batchSize: number;
  /** Statements of one sweep at most; what is left waits for the next. */
  readonly batches: number;
}

const RULE: RetentionRule = { keepMs: 7 * 24 * 3_600_000, everyMs: 600_000, batchSize: 1_000, batches: 100 };

const DELETE_OLDEST_ASIDE = `
  DELETE FROM set_aside WHERE (consumer_group, topic, id) IN (
    SELECT consumer_group, topic, id FROM set_aside
    WHERE set_aside_at < now() - $1::bigint * interval '1 millisecond'
    ORDER BY set_aside_at LIMIT $2)
  RETURNING 1`;

const DELETE_OLDEST = `
  WITH oldest AS MATERIALIZED (
    SELECT topic, partition, "offset" FROM records
    WHERE appended_at < now() - $1::bigint * interval '1 millisecond'
    ORDER BY appended_at LIMIT $2
  )
  DELETE FROM records USING oldest
  WHERE records.topic = oldest.topic AND records.partition = oldest.partition AND records."offset" = oldest."offset"
  RETURNING 1`;

/**
 * Deletes records of the PostgreSQL event log that are older than seven days, whether they were consumed or not, and dead
 * letters seven days after they were given up, for as long as it runs. Two at once do no harm.
 */
export class EventRetention implements BackgroundTask {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #rule: RetentionRule;
  readonly #wakeUp = new WakeUp();
  #stopping = false;
  readonly #ended: Promise<void>;

  /** @param database signs in as `lynk_event_log` */
  constructor(database: Database, options: { logger: Logger; rule?: Partial<RetentionRule> }) {
    this.#database = database;
    this.#logger = options.logger;
    this.#rule = { ...RULE, ...options.rule };
    this.#ended = this.#run();
  }

  /** Ends after the statement at hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wakeUp.wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#sweep();
      } catch (error) {
        this.#logger.warn({ err: error }, 'old events could not be deleted; the next sweep tries again');
      }
      if (!this.#stopping) await this.#wakeUp.wait(this.#rule.everyMs);
    }
  }

  async #sweep(): Promise<void> {
    const { keepMs, batchSize, batches } = this.#rule;
    for (const statement of [DELETE_OLDEST, DELETE_OLDEST_ASIDE]) {
      for (let batch = 0; batch < batches && !this.#stopping; batch++) {
        const deleted = await this.#database.query(statement, [keepMs, batchSize]);
        if (deleted.length < batchSize) break;
      }
    }
  }
}
