import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { growingPause, type PauseRange } from '../background/growing-pause.ts';
import type { Logger } from '../logger/logger.ts';
import { continueTrace, runWithTrace } from '../trace/trace.ts';
import type { Patience } from './dead-letters.ts';
import type { AsidePlace } from './event-figures.ts';
import type { EventConsumer, EventRecord } from './event-log.ts';
import { failureCode } from './failure-code.ts';
import type { KafkaProducer } from './kafka-producer.ts';
import { fromMessage, type SetAside, toMessage } from './kafka-record.ts';
import { RecentIds } from './recent-ids.ts';

/** How patient a member is. */
export interface KafkaTimes extends Patience {
  /** After how long without a word from a member its partitions go to another. */
  readonly sessionMs: number;
  readonly heartbeatMs: number;
  /** After how long a record counts as failed whose handler has not settled. */
  readonly handleMs: number;
  /** The pauses before a record that failed is tried again in its place. */
  readonly pauses: PauseRange;
}

/** What a member works with. */
export interface KafkaMemberOptions {
  readonly kafka: Kafka;
  readonly producer: KafkaProducer;
  readonly group: string;
  /** A topic's name at the brokers → its own */
  readonly topics: ReadonlyMap<string, string>;
  /** Where records of this group wait that were set aside, and where they end. */
  readonly retryTopic: string;
  readonly deadLetterTopic: string;
  readonly handle: (record: EventRecord) => Promise<void>;
  readonly logger: Logger;
  readonly times: KafkaTimes;
  readonly onSetAside: (to: AsidePlace) => void;
}

/** A record that was handled: what its handler failed with, or null. */
type Outcome = { readonly failure: unknown } | null;

const REMEMBERED_IDS = 500;

/**
 * One member of a group of consumers. Partitions are worked on beside each other, the records of one after another, and a
 * record's place is committed after its work. One that fails is tried again in its place for minutes, and what is behind it
 * waits; then it is set aside in the group's retry topic, so that a fault in one record does not stop a partition for ever,
 * and at last it is a dead letter. A record that comes again soon is passed over.
 */
export class KafkaGroupMember implements EventConsumer {
  readonly #options: KafkaMemberOptions;
  readonly #consumer: Consumer;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #isSettled = false;
  /** `topic/partition` → how often the record that it stands at has failed */
  readonly #failing = new Map<string, number>();
  readonly #handled = new RecentIds(REMEMBERED_IDS);
  /** `topic/partition` → how many records wait there */
  readonly #lags = new Map<string, number>();
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
      this.#lags.clear();
      this.#stalledSince = null;
    });
    this.#consumer.on(this.#consumer.events.CRASH, () => this.#stalls());
    this.#running = this.#run();
  }

  /** For how long the member has not got on, in milliseconds; 0 while it does, or has nothing to do. */
  get stalledMs(): number {
    return this.#stalledSince === null ? 0 : performance.now() - this.#stalledSince;
  }

  /** `topic/partition` → how many records wait there, by the newest fetch, for the partitions that this member works on */
  get lags(): ReadonlyMap<string, number> {
    return this.#lags;
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
        await this.#consumer.subscribe({ topics: [...topics.keys(), retryTopic], fromBeginning: true });
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
    const { topic, partition, highWatermark } = batch;
    const place = `${topic}/${partition}`;
    for (const message of batch.messages) {
      this.#lags.set(place, Number(BigInt(highWatermark) - BigInt(message.offset)));
      if (this.#stopping.signal.aborted || !isRunning() || isStale()) return;
      const pauseMs = await this.#settle(topic, place, message, heartbeat);
      // Waiting here would keep the driver from fetching the broker's other partitions.
      if (pauseMs > 0) return this.#pause(payload, pauseMs);
      resolveOffset(message.offset);
      const next = String(BigInt(message.offset) + 1n);
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next }] }] });
      await heartbeat();
      this.#failing.delete(place);
      if (this.#failing.size === 0) this.#stalledSince = null;
    }
    this.#lags.set(place, Number(BigInt(highWatermark) - BigInt(batch.lastOffset()) - 1n));
  }

  /** Handles a record, or sets it aside. @returns 0, or after how many milliseconds it is to be tried again */
  async #settle(topic: string, place: string, message: KafkaMessage, heartbeat: () => Promise<void>): Promise<number> {
    const { logger, group, topics, times } = this.#options;
    const read = fromMessage(message, topics.get(topic));
    if (!read) {
      logger.error({ group, topic, offset: message.offset }, 'a message is no record of ours and is passed over');
      return 0;
    }
    const { record, notBefore } = read;
    if (this.#handled.has(place, record.id)) return 0;
    if (notBefore > Date.now()) return notBefore - Date.now();
    const outcome = await this.#handle(record, heartbeat, () => this.#handled.add(place, record.id));
    if (!outcome) return 0;
    this.#stalls();
    const failures = (this.#failing.get(place) ?? 0) + 1;
    this.#failing.set(place, failures);
    const isLast = failures >= times.triesInPlace;
    const pauseMs = isLast ? 0 : growingPause(failures, times.pauses);
    const about = { group, topic: record.topic, recordId: record.id, failures, pauseMs };
    logger.warn({ err: outcome.failure, ...about }, 'an event was not handled');
    if (isLast) await this.#setAside(record, read, failures, failureCode(outcome.failure));
    return pauseMs;
  }

  /** Leaves a partition alone for a while; what was not resolved is fetched again. */
  #pause({ pause }: EachBatchPayload, pauseMs: number): void {
    const resume = pause();
    const { signal } = this.#stopping;
    sleep(pauseMs, undefined, { signal }).then(resume, () => undefined);
  }

  /**
   * Keeps the member alive while the handler works; the place is not committed when it takes too long.
   *
   * @throws what the driver says when the partition goes to another member: not before the handler has settled, so that no
   *   other one begins with the record while this one is still at it
   */
  async #handle(record: EventRecord, heartbeat: () => Promise<void>, onHandled: () => void): Promise<Outcome> {
    const { handle, times } = this.#options;
    const timeout = new AbortController();
    const work = runWithTrace(continueTrace(record.traceparent), () => handle(record)).then(
      () => {
        onHandled();
        return null;
      },
      (failure: unknown) => ({ failure }),
    );
    const end = performance.now() + times.handleMs;
    const taken: { readonly error: unknown }[] = [];
    try {
      for (;;) {
        const pause = sleep(times.heartbeatMs, 'pause' as const, { signal: timeout.signal });
        pause.catch(() => undefined);
        const outcome = await Promise.race([work, pause]);
        const isLate = performance.now() > end;
        if (taken[0] && (outcome !== 'pause' || isLate)) throw taken[0].error;
        if (outcome !== 'pause') return outcome;
        if (isLate) return { failure: new HandlerTimeout(times.handleMs) };
        if (!taken[0]) await heartbeat().catch((error: unknown) => taken.push({ error }));
      }
    } finally {
      timeout.abort();
    }
  }

  async #setAside(record: EventRecord, before: SetAside, failures: number, reason: string): Promise<void> {
    const { producer, retryTopic, deadLetterTopic, onSetAside, logger, group, times } = this.#options;
    const asideMs = times.asideMs[before.rounds];
    const topic = asideMs === undefined ? deadLetterTopic : retryTopic;
    const now = Date.now();
    const next: SetAside = {
      rounds: before.rounds + 1,
      attempts: before.attempts + failures,
      notBefore: now + (asideMs ?? 0),
      reason,
      at: now,
    };
    // When this fails, so does the batch, and the record is handled again.
    await producer.send([{ topic, message: toMessage(record, next) }]);
    onSetAside(asideMs === undefined ? 'dead-letter' : 'retry');
    const about = { group, topic: record.topic, recordId: record.id, attempts: next.attempts, reason };
    if (asideMs === undefined) logger.error(about, 'an event was given up; it is a dead letter now');
    else logger.warn({ ...about, asideMs }, 'an event was set aside');
  }

  #stalls(): void {
    this.#stalledSince ??= performance.now();
  }
}

class HandlerTimeout extends Error {
  readonly code = 'HANDLER_TIMEOUT';

  constructor(ms: number) {
    super(`The handler took longer than ${ms} ms.`);
  }
}
