/** A fact that one subgraph tells the others. It holds ids, never bodies or addresses. */
export interface EventRecord {
  /** UUID: the same when the same fact is told twice. */
  readonly id: string;
  /** The topic, which names the kind of fact, such as `user.created`. Its contract is `schema/events/<topic>.json`. */
  readonly topic: string;
  /** Facts with the same key are delivered in the order in which they were appended. */
  readonly key: string;
  /** What the contract says. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** When it happened, in milliseconds since 1970. */
  readonly occurredAt: number;
  /** The trace in which it happened, as W3C `traceparent`: what consumers do is a part of it. Left out when there is none. */
  readonly traceparent?: string;
}

/** A running consumer. */
export interface EventConsumer {
  /** Ends it after the record at hand. */
  stop(): Promise<void>;
}

/**
 * The durable log of facts between subgraphs: at least once, in order within a key, kept for seven days.
 */
export interface EventLog {
  /**
   * Appends records. When it resolves they are durable. A record with an id that is already there may be delivered again.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when the outcome is unknown: append the same records again
   */
  append(records: readonly EventRecord[]): Promise<void>;

  /**
   * Delivers every record of some topics to a group, once for the whole group however many members it has, from the
   * first record on. A record counts as done when `handle` resolves; when it rejects, the record is tried again with a
   * growing pause and the ones behind it (of its partition) wait, so `handle` must be idempotent and must settle
   * what can never succeed by itself. A record that has failed for minutes is set aside and tried again later, when what came
   * behind it may be done; at last it is a dead letter (see `DeadLetters`).
   *
   * @param group the consumer's name, such as `user`
   */
  consume(group: string, topics: readonly string[], handle: (record: EventRecord) => Promise<void>): EventConsumer;
}
