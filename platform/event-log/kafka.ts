import type { Kafka } from 'kafkajs';
import type { Logger } from '../logger/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { EventConsumer, EventLog, EventRecord } from './event-log.ts';
import { KafkaGroupMember, type KafkaTimes } from './kafka-group-member.ts';
import { KafkaProducer } from './kafka-producer.ts';
import { toMessage } from './kafka-record.ts';

const MINUTE_MS = 60_000;
const TIMES: KafkaTimes = {
  sessionMs: 30_000,
  heartbeatMs: 3_000,
  handleMs: MINUTE_MS / 2,
  pauses: { firstMs: 100, longestMs: 30_000 },
  triesInPlace: 12,
  asideMs: [MINUTE_MS, 10 * MINUTE_MS],
};

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
 * The {@link EventLog} on Kafka. What is appended twice by different processes is delivered twice. The topics have to be
 * there, and for each group its own two, `<group>.retry` and `<group>.dead-letter`: see init/kafka.
 */
export class KafkaEventLog implements EventLog {
  readonly #options: Required<KafkaEventLogOptions>;
  readonly #producer: KafkaProducer;
  readonly #members = new Map<KafkaGroupMember, string>();
  /** `group topic/partition` → how many records wait there */
  readonly #lags = new Map<string, number>();

  constructor(options: KafkaEventLogOptions) {
    this.#options = { prefix: '', times: TIMES, ...options };
    this.#producer = new KafkaProducer(options.kafka);
    options.metrics.labelledGauge(
      'lynk_event_log_lag_records',
      'Records that wait for a consumer of this process, by the newest fetch.',
      'partition',
      () => this.#lags,
    );
  }

  async append(records: readonly EventRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#producer.send(
      records.map((record) => ({ topic: this.#options.prefix + record.topic, message: toMessage(record) })),
    );
  }

  consume(group: string, topics: readonly string[], handle: (record: EventRecord) => Promise<void>): EventConsumer {
    const { kafka, logger, prefix, times } = this.#options;
    const member = new KafkaGroupMember({
      kafka,
      producer: this.#producer,
      group: prefix + group,
      topics: topics.map((topic) => prefix + topic),
      retryTopic: `${prefix}${group}.retry`,
      deadLetterTopic: `${prefix}${group}.dead-letter`,
      handle,
      logger,
      times,
      onLag: (topic, partition, lag) => this.#lags.set(`${group} ${topic}/${partition}`, lag),
    });
    this.#members.set(member, group);
    return {
      stop: async () => {
        await member.stop();
        this.#members.delete(member);
      },
    };
  }

  /** The groups of this process that have not got on for so long. @param ms milliseconds */
  stalledFor(ms: number): readonly string[] {
    return [...this.#members].filter(([member]) => member.stalledMs > ms).map(([, group]) => group);
  }

  /** Ends the producer, after what waits was written. Consumers are stopped by whoever began them. */
  async close(): Promise<void> {
    await this.#producer.close();
  }
}
