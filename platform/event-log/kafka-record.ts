import type { KafkaMessage, Message } from 'kafkajs';
import { headerText } from '../kafka/kafka.ts';
import type { EventRecord } from './event-log.ts';

/** A record on its way through a group's own topics: how often it was set aside, and when it may be tried again. */
export interface SetAside {
  /** Rounds of tries that have failed. */
  readonly rounds: number;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
}

/** A record as a message of Kafka: the key decides its partition, the headers say what is not the payload. */
export function toMessage(record: EventRecord, setAside?: SetAside & { readonly reason: string }): Message {
  return {
    key: record.key,
    value: JSON.stringify(record.payload),
    headers: {
      id: record.id,
      occurredAt: String(record.occurredAt),
      // Within a group's own topics it says where the record comes from.
      topic: record.topic,
      ...(setAside && {
        rounds: String(setAside.rounds),
        notBefore: String(setAside.notBefore),
        reason: setAside.reason,
      }),
    },
  };
}

/** @returns null for what no producer of ours has written */
export function fromMessage(
  topic: string,
  message: KafkaMessage,
): (SetAside & { readonly record: EventRecord }) | null {
  const id = headerText(message, 'id');
  if (id === undefined || !message.key || !message.value) return null;
  return {
    rounds: Number(headerText(message, 'rounds') ?? 0),
    notBefore: Number(headerText(message, 'notBefore') ?? 0),
    record: {
      id,
      topic: headerText(message, 'topic') ?? topic,
      key: message.key.toString(),
      payload: JSON.parse(message.value.toString()) as EventRecord['payload'],
      occurredAt: Number(headerText(message, 'occurredAt')),
    },
  };
}
