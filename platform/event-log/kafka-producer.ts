import { setTimeout as sleep } from 'node:timers/promises';
import { CompressionTypes, type Kafka, type Message, Partitioners, type Producer } from 'kafkajs';
import { serviceUnavailable } from '../errors/errors.ts';

/** A message and the topic that it goes to. */
export interface Outgoing {
  readonly topic: string;
  readonly message: Message;
}

interface Waiting {
  readonly outgoing: readonly Outgoing[];
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** How long a caller waits; what is under way then may still be written. */
const SEND_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 5_000;
const MAX_WAITING = 20_000;
const MAX_BATCH = 1_000;
const ACKS_OF_ALL = -1;

/**
 * Writes to Kafka, in order: an idempotent producer, acknowledged by all replicas in sync, so that what is tried again
 * because an answer was lost is written once. One batch is under way at a time, since overlapping ones of the driver lose
 * their order; what comes meanwhile goes together in the next.
 */
export class KafkaProducer {
  readonly #kafka: Kafka;
  readonly #onBatch: (records: number) => void;
  readonly #queue: Waiting[] = [];
  #waiting = 0;
  /** Null before the first batch, and after one that has failed. */
  #producer: Producer | null = null;
  #sending: Promise<void> | null = null;

  /** @param onBatch is told how many records each batch has that was written */
  constructor(kafka: Kafka, onBatch: (records: number) => void = () => undefined) {
    this.#kafka = kafka;
    this.#onBatch = onBatch;
  }

  /**
   * Writes messages. When it resolves they are durable.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when too many wait already, or the outcome is not known within 10 s
   */
  async send(outgoing: readonly Outgoing[]): Promise<void> {
    if (outgoing.length === 0) return;
    if (this.#waiting + outgoing.length > MAX_WAITING) throw serviceUnavailable('The event log is behind. Try again.');
    let timer: NodeJS.Timeout | undefined;
    const sent = new Promise<void>((resolve, reject) => {
      const waiting = { outgoing, resolve, reject };
      timer = setTimeout(() => {
        this.#withdraw(waiting);
        reject(serviceUnavailable('The event log does not answer. Try again.'));
      }, SEND_TIMEOUT_MS);
      this.#queue.push(waiting);
      this.#waiting += outgoing.length;
      this.#sending ??= this.#run();
    });
    await sent.finally(() => clearTimeout(timer));
  }

  /** Ends after what is under way was written, or after 5 s: brokers that are away do not hold up a stop. */
  async close(): Promise<void> {
    const end = async () => {
      await this.#sending;
      await this.#producer?.disconnect();
    };
    await Promise.race([end(), sleep(CLOSE_TIMEOUT_MS, undefined, { ref: false })]);
  }

  async #run(): Promise<void> {
    // Whoever asks in the same moment comes along.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#take();
      try {
        await this.#write(batch.flatMap(({ outgoing }) => outgoing));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        this.#startAnew();
        const failure = serviceUnavailable('The event log does not answer. Try again.', 1_000, { cause: error });
        for (const { reject } of batch) reject(failure);
      }
    }
    this.#sending = null;
  }

  /**
   * Gives up the producer and the numbers that it gives its messages. The driver uses the numbers of a batch that has failed
   * for the next one; when the failed one was written after all, brokers would take the next one for its repetition, and
   * acknowledge what they have thrown away.
   */
  #startAnew(): void {
    const old = this.#producer;
    this.#producer = null;
    old?.disconnect().catch(() => undefined);
  }

  /** Takes back what is not under way yet. */
  #withdraw(waiting: Waiting): void {
    const index = this.#queue.indexOf(waiting);
    if (index < 0) return;
    this.#queue.splice(index, 1);
    this.#waiting -= waiting.outgoing.length;
  }

  #take(): Waiting[] {
    const batch: Waiting[] = [];
    let size = 0;
    for (let next = this.#queue[0]; next; next = this.#queue[0]) {
      if (size > 0 && size + next.outgoing.length > MAX_BATCH) break;
      size += next.outgoing.length;
      batch.push(next);
      this.#queue.shift();
    }
    this.#waiting -= size;
    return batch;
  }

  async #write(all: readonly Outgoing[]): Promise<void> {
    const producer = await this.#connected();
    const byTopic = new Map<string, Message[]>();
    for (const { topic, message } of all) {
      const own = byTopic.get(topic);
      if (own) own.push(message);
      else byTopic.set(topic, [message]);
    }
    await producer.sendBatch({
      acks: ACKS_OF_ALL,
      compression: CompressionTypes.GZIP,
      topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })),
    });
    this.#onBatch(all.length);
  }

  async #connected(): Promise<Producer> {
    if (this.#producer) return this.#producer;
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    this.#producer = producer;
    await producer.connect();
    return producer;
  }
}
