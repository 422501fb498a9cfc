import type { RoomEvent, RoomEventBody } from './room-log.ts';
import { timeOfEventId } from './snowflake.ts';

/** An event as it is stored: what all have, and the rest. */
export type EventRow = {
  seq: number;
  id: number;
  type: RoomEventBody['type'];
  actorId: string;
  clientKey: string;
  messageSeq: number | null;
  body: string | null;
  details: Record<string, unknown>;
};

const WITH_BODY: ReadonlySet<string> = new Set(['message.sent', 'message.edited']);

/** Takes an event apart into columns of its own and the rest; the opposite of {@link eventOf}. */
export function columnsOf(event: RoomEvent): Pick<EventRow, 'messageSeq' | 'body' | 'details'> {
  const { type, messageSeq, body, ...details } = { messageSeq: null, body: null, ...event.body };
  return { messageSeq: type === 'message.sent' ? event.seq : messageSeq, body, details };
}

/** The event of a row. Rows are only ever written from events, so what is read is one. */
export function eventOf(roomId: string, row: EventRow): RoomEvent {
  const { seq, id, type, actorId, clientKey, messageSeq, body, details } = row;
  const eventBody = {
    type,
    ...details,
    ...(WITH_BODY.has(type) ? { body } : {}),
    ...(messageSeq !== null && type !== 'message.sent' ? { messageSeq } : {}),
  } as RoomEventBody;
  return { roomId, seq, id, actorId, clientKey, body: eventBody, createdAt: timeOfEventId(id) };
}
