import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { growingPause, type PauseRange } from '../background/growing-pause.ts';
import type { Logger } from '../logger/logger.ts';
import type { EventConsumer, EventRecord } from './event-log.ts';
import type { KafkaProducer } from './kafka-producer.ts';
import { fromMessage, type SetAside, toMessage } from './kafka-record.ts';

/** How patient a member is. */
export interface KafkaTimes {
  /** After how long without a word from a member its partitions go to another. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** After how long a record counts as failed whose handler has not settled. */
  readonly handleMs: number;
  /** The pauses before a record that failed is tried again in its place. */
  readonly pauses: PauseRange;
  /** How often it is tried in its place before it is set aside. */
  readonly triesInPlace: number;
  /** How long it is set aside after each further round; after the last one it is a dead letter. */
  readonly asideMs: readonly number[];
}

/** What a member works with. */
export interface KafkaMemberOptions {
  readonly kafka: Kafka;
  readonly producer: KafkaProducer;
  readonly group: string;
  /** The topics' names at the brokers. */
  readonly topics: readonly string[];
  /** Where records of this group wait that were set aside, and where they end. */
  readonly retryTopic: string;
  readonly deadLetterTopic: string;
  readonly handle: (record: EventRecord) => Promise<void>;
  readonly logger: Logger;
  readonly times: KafkaTimes;
  /** Tells how many records of a partition wait. */
  readonly onLag: (topic: string, partition: number, lag: number) => void;
}

/** A record that is being handled: what its handler failed with, or null. */
type Outcome = { readonly failure: unknown } | null;

/**
 * One member of a group of consumers. Partitions are worked on beside each other, the records of one after another, and a
 * record's place is committed after its work. One that fails is tried again in its place for minutes, and what is behind it
 * waits; then it is set aside in the group's retry topic, so that a fault in one record does not stop a partition for ever,
 * and at last it is a dead letter, which `npm run dead-letters` shows and replays.
 */
export class KafkaGroupMember implements EventConsumer {
  readonly #options: KafkaMemberOptions;
  readonly #consumer: Consumer;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #isSettled = false;
  /** `topic/partition` → how often the record that it stands at has failed */
  readonly #failing = new Map<string, number>();
  /** Since when nothing has been done although there is something; null while all goes well. */
  #stalledSince: number | null = performance.now();

  constructor(options: KafkaMemberOptions) {
    this.#options = options;
    const { kafka, group, times } = options;
    this.#consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: times.sessionMs,
      heartbeatInterval: times.heartbeatMs,
      rebalanceTimeout: times.sessionMs * 2,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      // The driver gives up after some failures; a consumer has nothing better to do than to try again.
      retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8, restartOnFailure: async () => true },
    });
    this.#consumer.on(this.#consumer.events.GROUP_JOIN, () => {
      // Partitions may have gone to others.
      this.#failing.clear();
      this.#goesWell();
    });
    this.#consumer.on(this.#consumer.events.CRASH, () => this.#stalls());
    this.#running = this.#run();
  }

  /** For how long the member has not got on, in milliseconds; 0 while it does, or has nothing to do. */
  get stalledMs(): number {
    return this.#stalledSince === null ? 0 : performance.now() - this.#stalledSince;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    // Waits for the records at hand.
    if (this.#isSettled) await this.#consumer.disconnect();
  }

  /** Connects, however long that takes; the driver goes on by itself from there. */
  async #run(): Promise<void> {
    const { group, topics, retryTopic, logger, times } = this.#options;
    const { signal } = this.#stopping;
    for (let failures = 0; !signal.aborted; ) {
      try {
        await this.#consumer.connect();
        this.#isSettled = true;
        await this.#consumer.subscribe({ topics: [...topics, retryTopic], fromBeginning: true });
        await this.#consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: 8,
          eachBatch: (payload) => this.#work(payload),
        });
        return;
      } catch (error) {
        failures += 1;
        const pauseMs = growingPause(failures, { firstMs: 200, longestMs: times.sessionMs });
        logger.warn({ err: error, group, failures, pauseMs }, 'Kafka does not answer its consumer');
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #work(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, commitOffsetsIfNecessary, heartbeat, isRunning, isStale } = payload;
    const { topic, partition } = batch;
    this.#options.onLag(topic, partition, Number(batch.offsetLag()));
    for (const message of batch.messages) {
      if (this.#stopping.signal.aborted || !isRunning() || isStale()) return;
      const pauseMs = await this.#settle(topic, partition, message, heartbeat);
      // Waiting here would keep the driver from fetching the broker's other partitions.
      if (pauseMs > 0) return this.#pause(payload, pauseMs);
      resolveOffset(message.offset);
      const next = String(BigInt(message.offset) + 1n);
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next }] }] });
      await heartbeat();
      this.#failing.delete(`${topic}/${partition}`);
      if (this.#failing.size === 0) this.#goesWell();
    }
    this.#options.onLag(topic, partition, 0);
  }

  /** Handles a record, or sets it aside. @returns 0, or after how many milliseconds it is to be tried again */
  async #settle(
    topic: string,
    partition: number,
    message: KafkaMessage,
    heartbeat: () => Promise<void>,
  ): Promise<number> {
    const { logger, group, times } = this.#options;
    const read = fromMessage(topic, message);
    if (!read) {
      logger.error({ group, topic, offset: message.offset }, 'a message is no record of ours and is passed over');
      return 0;
    }
    const { record, notBefore } = read;
    if (notBefore > Date.now()) return notBefore - Date.now();
    const outcome = await this.#handle(record, heartbeat);
    if (!outcome) return 0;
    this.#stalls();
    const place = `${topic}/${partition}`;
    const failures = (this.#failing.get(place) ?? 0) + 1;
    this.#failing.set(place, failures);
    const isLast = failures >= times.triesInPlace;
    const pauseMs = isLast ? 0 : growingPause(failures, times.pauses);
    const about = { group, topic: record.topic, recordId: record.id, failures, pauseMs };
    logger.warn({ err: outcome.failure, ...about }, 'an event was not handled');
    if (isLast) await this.#setAside(record, read);
    return pauseMs;
  }

  /** Leaves a partition alone for a while; what was not resolved is fetched again. */
  #pause({ batch, pause }: EachBatchPayload, pauseMs: number): void {
    const resume = pause();
    const { signal } = this.#stopping;
    sleep(pauseMs, undefined, { signal }).then(resume, () => undefined);
    this.#options.onLag(batch.topic, batch.partition, Number(batch.offsetLag()));
  }

  /** Keeps the member alive while the handler works; the place is not committed when it takes too long. */
  async #handle(record: EventRecord, heartbeat: () => Promise<void>): Promise<Outcome> {
    const { handle, times } = this.#options;
    const timeout = new AbortController();
    const work = handle(record).then(
      () => null,
      (failure: unknown) => ({ failure }),
    );
    const end = performance.now() + times.handleMs;
    try {
      for (;;) {
        const pause = sleep(times.heartbeatMs, 'pause' as const, { signal: timeout.signal });
        pause.catch(() => undefined);
        const outcome = await Promise.race([work, pause]);
        if (outcome !== 'pause') return outcome;
        if (performance.now() > end)
          return { failure: new Error(`The handler took longer than ${times.handleMs} ms.`) };
        await heartbeat();
      }
    } finally {
      timeout.abort();
    }
  }

  async #setAside(record: EventRecord, { rounds }: SetAside): Promise<void> {
    const { producer, retryTopic, deadLetterTopic, logger, group, times } = this.#options;
    const asideMs = times.asideMs[rounds];
    const topic = asideMs === undefined ? deadLetterTopic : retryTopic;
    const next = { rounds: rounds + 1, notBefore: Date.now() + (asideMs ?? 0), reason: 'its handler failed' };
    // When this fails, so does the batch, and the record is handled again.
    await producer.send([{ topic, message: toMessage(record, next) }]);
    const about = { group, topic: record.topic, recordId: record.id, rounds: next.rounds };
    if (asideMs === undefined) logger.error(about, 'an event was given up; it is a dead letter now');
    else logger.warn(about, 'an event was set aside');
  }

  #goesWell(): void {
    this.#stalledSince = null;
  }

  #stalls(): void {
    this.#stalledSince ??= performance.now();
  }
}
