import type { KafkaMessage, Message } from 'kafkajs';
import { headerText } from '../kafka/kafka.ts';
import type { EventRecord } from './event-log.ts';

/** A record on its way through a group's own topics. */
export interface SetAside {
  /** Rounds of tries that have failed. */
  readonly rounds: number;
  /** Tries that have failed, in all rounds. */
  readonly attempts: number;
  /** When it may be tried again, in milliseconds since 1970. */
  readonly notBefore: number;
  /** What the last try failed with, in one word. */
  readonly reason: string;
  /** When it was set aside, in milliseconds since 1970. */
  readonly at: number;
}

/** A record as a message of Kafka: the key decides its partition, the headers say what is not the payload. */
export function toMessage(record: EventRecord, setAside?: SetAside): Message {
  return {
    key: record.key,
    value: JSON.stringify(record.payload),
    headers: {
      id: record.id,
      occurredAt: String(record.occurredAt),
      // Within a group's own topics it says where the record comes from.
      topic: record.topic,
      ...(record.traceparent !== undefined && { traceparent: record.traceparent }),
      ...(setAside && {
        rounds: String(setAside.rounds),
        attempts: String(setAside.attempts),
        notBefore: String(setAside.notBefore),
        reason: setAside.reason,
        setAsideAt: String(setAside.at),
      }),
    },
  };
}

/**
 * Reads a message.
 *
 * @param topic where it was written; left out for a group's own topics, whose messages say where they come from. Elsewhere
 *   they are not asked: whoever may write to one topic must not speak for another.
 * @returns null for what no producer of ours has written
 */
export function fromMessage(
  message: KafkaMessage,
  topic = headerText(message, 'topic'),
): (SetAside & { readonly record: EventRecord }) | null {
  const [id, payload] = [headerText(message, 'id'), readPayload(message)];
  if (id === undefined || topic === undefined || !message.key || !payload) return null;
  const traceparent = headerText(message, 'traceparent');
  const number = (name: string) => Number(headerText(message, name) ?? 0);
  return {
    rounds: number('rounds'),
    attempts: number('attempts'),
    notBefore: number('notBefore'),
    reason: headerText(message, 'reason') ?? '',
    at: number('setAsideAt'),
    record: {
      id,
      topic,
      key: message.key.toString(),
      payload,
      occurredAt: number('occurredAt'),
      ...(traceparent !== undefined && { traceparent }),
    },
  };
}

function readPayload({ value }: KafkaMessage): EventRecord['payload'] | null {
  try {
    return value ? (JSON.parse(value.toString()) as EventRecord['payload']) : null;
  } catch {
    return null;
  }
}
