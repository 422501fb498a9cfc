import { randomUUID } from 'node:crypto';
import type { Admin, Batch, Kafka, KafkaMessage } from 'kafkajs';
import { headerText } from '../kafka/kafka.ts';
import { type DeadLetter, type DeadLetters, MAX_LISTED } from './dead-letters.ts';
import { KafkaProducer, type Outgoing } from './kafka-producer.ts';
import { fromMessage, toMessage } from './kafka-record.ts';

/** What groups that have only come to look are called: the operator's account may be in no other. */
const READERS = 'dead-letters.';
const SUFFIX = '.dead-letter';
const READ_TIMEOUT_MS = 30_000;

/** A dead letter and its place in the topic. */
interface PlacedLetter extends DeadLetter {
  readonly partition: number;
  readonly offset: string;
}

/**
 * The {@link DeadLetters} of Kafka, in the topics `<group>.dead-letter`. Nothing can be taken out of a topic, so what is done
 * with a letter is written behind it: a message without a value whose header `settles` names the letter's offset.
 */
export class KafkaDeadLetters implements DeadLetters {
  readonly #kafka: Kafka;
  readonly #prefix: string;
  readonly #admin: Admin;
  readonly #producer: KafkaProducer;
  #connecting: Promise<void> | null = null;

  /** @param options.kafka signs in as `operator`; `prefix` as in `KafkaEventLog` */
  constructor(options: { kafka: Kafka; prefix?: string }) {
    this.#kafka = options.kafka;
    this.#prefix = options.prefix ?? '';
    this.#admin = options.kafka.admin();
    this.#producer = new KafkaProducer(options.kafka);
  }

  async groups(): Promise<readonly string[]> {
    const topics = await (await this.#connected()).listTopics();
    return topics
      .filter((topic) => topic.startsWith(this.#prefix) && topic.endsWith(SUFFIX))
      .map((topic) => topic.slice(this.#prefix.length, -SUFFIX.length))
      .sort();
  }

  async list(group: string): Promise<readonly DeadLetter[]> {
    const letters = await this.#read(group);
    return letters.map(({ partition: _, offset: __, ...letter }) => letter);
  }

  async replay(group: string, recordIds: readonly string[]): Promise<number> {
    return this.#settle(group, recordIds, (letters) => {
      const once = new Map(letters.map(({ record }) => [record.id, record]));
      const anew = { rounds: 0, attempts: 0, notBefore: 0, reason: '', at: Date.now() };
      const topic = `${this.#prefix}${group}.retry`;
      return [...once.values()].map((record) => ({ topic, message: toMessage(record, anew) }));
    });
  }

  async discard(group: string, recordIds: readonly string[]): Promise<number> {
    return this.#settle(group, recordIds, () => []);
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    await Promise.all([this.#producer.close(), this.#connecting?.then(() => this.#admin.disconnect())]);
  }

  /** Does something about letters, and then writes that it is done: a crash in between leaves them dead letters. */
  async #settle(
    group: string,
    recordIds: readonly string[],
    work: (letters: readonly PlacedLetter[]) => Outgoing[],
  ): Promise<number> {
    const wanted = new Set(recordIds);
    const letters = (await this.#read(group)).filter(({ record }) => wanted.has(record.id));
    if (letters.length === 0) return 0;
    await this.#producer.send(work(letters));
    await this.#producer.send(
      letters.map(({ record, partition, offset }) => ({
        topic: this.#topic(group),
        message: { key: record.key, value: null, partition, headers: { settles: offset } },
      })),
    );
    return new Set(letters.map(({ record }) => record.id)).size;
  }

  /** Reads a group's topic as far as it goes now. */
  async #read(group: string): Promise<PlacedLetter[]> {
    const topic = this.#topic(group);
    const offsets = await (await this.#connected()).fetchTopicOffsets(topic);
    /** partition → the offset behind its last message */
    const ends = new Map(
      offsets
        .filter(({ low, high }) => BigInt(low) < BigInt(high))
        .map(({ partition, high }) => [partition, BigInt(high)]),
    );
    if (ends.size === 0) return [];
    /** `partition/offset` → the letter */
    const letters = new Map<string, PlacedLetter>();
    const consumer = this.#kafka.consumer({
      groupId: `${this.#prefix}${READERS}${randomUUID()}`,
      allowAutoTopicCreation: false,
    });
    let timer: NodeJS.Timeout | undefined;
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${topic} could not be read in time.`)), READ_TIMEOUT_MS);
        const eachBatch = async ({ batch }: { batch: Batch }) => {
          for (const message of batch.messages) note(letters, group, batch.partition, message);
          if (BigInt(batch.lastOffset()) + 1n >= (ends.get(batch.partition) ?? 0n)) ends.delete(batch.partition);
          if (ends.size === 0) resolve();
        };
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        consumer.run({ autoCommit: false, eachBatch }).catch(reject);
      });
    } finally {
      clearTimeout(timer);
      await consumer.disconnect();
    }
    return [...letters.values()].sort((a, b) => a.diedAt - b.diedAt);
  }

  #topic(group: string): string {
    return `${this.#prefix}${group}${SUFFIX}`;
  }

  async #connected(): Promise<Admin> {
    this.#connecting ??= this.#admin.connect();
    await this.#connecting;
    return this.#admin;
  }
}

/** Takes a message of a dead-letter topic into account. */
function note(letters: Map<string, PlacedLetter>, group: string, partition: number, message: KafkaMessage): void {
  const settled = headerText(message, 'settles');
  if (settled !== undefined) {
    letters.delete(`${partition}/${settled}`);
    return;
  }
  const read = fromMessage(message);
  if (!read || letters.size >= MAX_LISTED) return;
  const { record, attempts, reason, at: diedAt } = read;
  const { offset } = message;
  letters.set(`${partition}/${offset}`, { group, record, attempts, reason, diedAt, partition, offset });
}
