import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import type { Logger } from '../logger/logger.ts';
import type { Count, Metrics } from '../metrics/metrics.ts';
import { checkConsumers } from './consumer-check.ts';
import { PATIENCE } from './dead-letters.ts';
import { EventFigures } from './event-figures.ts';
import type { EventConsumer, EventLog, EventRecord } from './event-log.ts';
import { KafkaCheck } from './kafka-check.ts';
import { KafkaGroupMember, type KafkaTimes } from './kafka-group-member.ts';
import { KafkaProducer } from './kafka-producer.ts';
import { toMessage } from './kafka-record.ts';

const TIMES: KafkaTimes = {
  ...PATIENCE,
  sessionMs: 30_000,
  heartbeatMs: 3_000,
  handleMs: 30_000,
  pauses: { firstMs: 100, longestMs: 30_000 },
};
/** How long brokers may take to say that it is not they who hold up a consumer. */
const BROKERS_MS = 1_000;

/** What the log works with. */
export interface KafkaEventLogOptions {
  readonly kafka: Kafka;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Stands before the names of topics and groups, where several Lynks share brokers. */
  readonly prefix?: string;
  readonly times?: KafkaTimes;
}

/**
 * The {@link EventLog} on Kafka. What is appended again soon is delivered once, unless its partition has gone to another
 * member in between. The topics have to be there, and for each group its own two, `<group>.retry` and `<group>.dead-letter`:
 * see init/kafka.
 */
export class KafkaEventLog implements EventLog {
  readonly #options: Required<KafkaEventLogOptions>;
  readonly #producer: KafkaProducer;
  readonly #check: KafkaCheck;
  readonly #figures: EventFigures;
  readonly #failures: Count;
  readonly #members = new Map<KafkaGroupMember, string>();

  constructor(options: KafkaEventLogOptions) {
    this.#options = { prefix: '', times: TIMES, ...options };
    const { kafka, metrics } = options;
    const requests = metrics.count('lynk_event_log_append_batches_total', 'Requests that wrote records.');
    const records = metrics.count('lynk_event_log_appended_records_total', 'Records that were written.');
    this.#producer = new KafkaProducer(kafka, (written) => {
      requests.value += 1;
      records.value += written;
    });
    const failures = 'Appends of which nobody knows whether they were written; whoever asked tries again.';
    this.#failures = metrics.count('lynk_event_log_append_failures_total', failures);
    this.#figures = new EventFigures(metrics, options.logger);
    this.#check = new KafkaCheck(kafka);
    metrics.labelledGauge(
      'lynk_event_log_lag_records',
      'Records that wait for a consumer of this process, by the newest fetch.',
      'partition',
      () => this.#lags(),
    );
  }

  async append(records: readonly EventRecord[]): Promise<void> {
    const { prefix } = this.#options;
    const outgoing = records.map((record) => ({ topic: prefix + record.topic, message: toMessage(record) }));
    await this.#producer.send(outgoing).catch((error: unknown) => {
      this.#failures.value += 1;
      throw error;
    });
  }

  consume(group: string, topics: readonly string[], handle: (record: EventRecord) => Promise<void>): EventConsumer {
    const { kafka, logger, prefix, times } = this.#options;
    const member = new KafkaGroupMember({
      kafka,
      producer: this.#producer,
      group: prefix + group,
      topics: new Map(topics.map((topic) => [prefix + topic, topic])),
      retryTopic: `${prefix}${group}.retry`,
      deadLetterTopic: `${prefix}${group}.dead-letter`,
      handle: (record) => this.#figures.handle(group, record, () => handle(record)),
      onSetAside: (to) => this.#figures.setAside(group, to),
      logger,
      times,
    });
    this.#members.set(member, group);
    return {
      stop: async () => {
        await member.stop();
        this.#members.delete(member);
      },
    };
  }

  /** Asks the brokers what topics there are. @throws Error of the driver when none answers within its time-outs */
  async check(): Promise<void> {
    await this.#check.run();
  }

  /**
   * Nothing is held against consumers while no broker answers: that is no reason to take requests from a process, and
   * {@link check} tells of it.
   *
   * @throws Unhealthy when a consumer of this process has not got on for a minute, or is far behind
   */
  async checkConsumers(): Promise<void> {
    try {
      checkConsumers([...this.#members].map(([member, group]) => ({ group, ...stateOf(member) })));
    } catch (error) {
      const late = sleep(BROKERS_MS, false, { ref: false });
      const isAnswered = await Promise.race([late, this.check().then(() => true)]).catch(() => false);
      if (isAnswered) throw error;
    }
  }

  /** The groups of this process that have not got on for so long. @param ms milliseconds */
  stalledFor(ms: number): readonly string[] {
    return [...this.#members].filter(([member]) => member.stalledMs > ms).map(([, group]) => group);
  }

  /** Ends the producer, after what waits was written. Consumers are stopped by whoever began them. */
  async close(): Promise<void> {
    await Promise.all([this.#producer.close(), this.#check.close()]);
  }

  *#lags(): Iterable<readonly [string, number]> {
    for (const [{ lags }, group] of this.#members) {
      for (const [partition, lag] of lags) yield [`${group} ${partition}`, lag];
    }
  }
}

function stateOf({ stalledMs, lags }: KafkaGroupMember): { stalledMs: number; lag: number } {
  return { stalledMs, lag: [...lags.values()].reduce((sum, lag) => sum + lag, 0) };
}
