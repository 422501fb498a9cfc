import type { Admin, Kafka } from 'kafkajs';

/** Asks brokers how they are, over a connection of its own: those of producers and consumers are busy with other things. */
export class KafkaCheck {
  readonly #admin: Admin;
  #connecting: Promise<void> | null = null;

  constructor(kafka: Kafka) {
    // Whoever checks comes again: the driver's own patience would only make the answer late.
    this.#admin = kafka.admin({ retry: { retries: 1 } });
  }

  /**
   * Asks for the topics that this account may see.
   *
   * @throws Error of the driver when no broker answers within its time-outs
   */
  async run(): Promise<void> {
    this.#connecting ??= this.#admin.connect();
    try {
      await this.#connecting;
      await this.#admin.listTopics();
    } catch (error) {
      this.#connecting = null;
      throw error;
    }
  }

  /** Ends the connection. */
  async close(): Promise<void> {
    if (this.#connecting) await this.#admin.disconnect();
  }
}
