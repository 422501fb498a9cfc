import type { Logger } from '../logger/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Database } from '../postgres/postgres.ts';
import { checkConsumers } from './consumer-check.ts';
import { PATIENCE } from './dead-letters.ts';
import { EventFigures } from './event-figures.ts';
import type { EventConsumer, EventLog, EventRecord } from './event-log.ts';
import { appendInput, LOCK_PARTITIONS, NOTIFY_CHANNEL, WRITE_RECORDS } from './postgres-append.ts';
import { GroupMember, type MemberTimes } from './postgres-group-member.ts';
import { freeLeases } from './postgres-group-offsets.ts';

const TIMES: MemberTimes = { ...PATIENCE, leaseMs: 30_000, pauses: { firstMs: 100, longestMs: 30_000 } };

/** What the log works with. */
export interface PostgresEventLogOptions {
  readonly logger: Logger;
  /** Is told what becomes of records. */
  readonly metrics?: Metrics;
  /** How patient its consumers are. */
  readonly times?: MemberTimes;
  /**
   * Whether no other process consumes from this log. Whatever is leased when this one begins then belongs to one that has
   * died, and is taken over at once.
   */
  readonly isOnlyProcess?: boolean;
}

/**
 * The {@link EventLog} on append-only tables of the schema `lynk_event_log`, with the semantics of Kafka: topics, a
 * partition for each key, offsets without holes in the order of the commits, groups with leases. Consumers are woken by
 * NOTIFY, and look by themselves whenever they renew their leases.
 */
export class PostgresEventLog implements EventLog {
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #times: MemberTimes;
  /** What is done before the first member claims anything. */
  readonly #prepare: () => Promise<void>;
  /** Member → its group. */
  readonly #members = new Map<GroupMember, string>();
  readonly #figures: EventFigures | undefined;
  #endListening: (() => Promise<void>) | null = null;

  /** @param database signs in as `lynk_event_log` */
  constructor(database: Database, options: PostgresEventLogOptions) {
    this.#database = database;
    this.#logger = options.logger;
    this.#times = options.times ?? TIMES;
    this.#figures = options.metrics && new EventFigures(options.metrics, options.logger);
    this.#prepare = options.isOnlyProcess ? once(() => freeLeases(database)) : async () => undefined;
  }

  async append(records: readonly EventRecord[]): Promise<void> {
    if (records.length === 0) return;
    const input = [appendInput(records)];
    await this.#database.transaction(async (sql) => {
      await sql.query(LOCK_PARTITIONS, input);
      await sql.query(WRITE_RECORDS, input);
    });
  }

  consume(group: string, topics: readonly string[], handle: (record: EventRecord) => Promise<void>): EventConsumer {
    const figures = this.#figures;
    const member = new GroupMember({
      database: this.#database,
      group,
      topics,
      handle: figures ? (record) => figures.handle(group, record, () => handle(record)) : handle,
      onSetAside: (to) => figures?.setAside(group, to),
      logger: this.#logger,
      times: this.#times,
      prepare: this.#prepare,
    });
    this.#members.set(member, group);
    // One connection hears for all consumers of the process.
    this.#endListening ??= this.#database.listen(NOTIFY_CHANNEL, () => {
      for (const each of this.#members.keys()) each.wake();
    });
    return {
      stop: async () => {
        await member.stop();
        this.#members.delete(member);
        if (this.#members.size > 0) return;
        const end = this.#endListening;
        this.#endListening = null;
        await end?.();
      },
    };
  }

  /** @throws Unhealthy when a consumer of this process has not got on for a minute */
  async checkConsumers(): Promise<void> {
    checkConsumers([...this.#members].map(([{ stalledMs }, group]) => ({ group, stalledMs })));
  }
}

/** Does work until it has succeeded, and then never again, however many ask for it. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running;
  };
}
