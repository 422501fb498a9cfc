import { randomUUID } from 'node:crypto';
import type { Clock } from '#platform/clock/clock.ts';
import type { NewRoomEvent, RoomEvent, RoomEventBody, RoomLog } from '../room-log.ts';
import type { MessageStore } from '../store.ts';

/** Opens a store over the data that all stores of the suite share: each is what another process would have. */
export type OpenStore = (options: { clock: Clock }) => MessageStore;

/** A clock that stands until it is turned. */
export class TestClock implements Clock {
  constructor(public time = Date.UTC(2026, 0, 31, 9, 30)) {}

  now(): number {
    return this.time;
  }
}

/** An event that is allowed at any epoch, with a key of its own, and announced to nobody. */
export function event(actorId: string, body: RoomEventBody, options: Partial<NewRoomEvent> = {}): NewRoomEvent {
  return { actorId, body, clientKey: randomUUID(), allowedAtEpoch: null, topic: null, ...options };
}

/** A message. */
export function message(actorId: string, body = 'hello', options: Partial<NewRoomEvent> = {}): NewRoomEvent {
  return event(actorId, { type: 'message.sent', body, contentType: 'text/plain' }, options);
}

/** Somebody comes in by itself. */
export function joined(userId: string, version = 1): NewRoomEvent {
  return event(userId, { type: 'member.joined', userId, role: 'MEMBER', version });
}

/** Somebody goes by itself. */
export function left(userId: string, version = 2): NewRoomEvent {
  return event(userId, { type: 'member.left', userId, version });
}

/** Appends one after the other and returns the places. */
export async function appendAll(log: RoomLog, roomId: string, events: readonly NewRoomEvent[]): Promise<number[]> {
  const seqs: number[] = [];
  for (const next of events) {
    const result = await log.append(roomId, next);
    if (result.outcome !== 'appended') throw new Error(`Expected to append, got ${result.outcome}.`);
    seqs.push(result.seq);
  }
  return seqs;
}

/** The whole log of a room. */
export async function readAll(log: RoomLog, roomId: string): Promise<readonly RoomEvent[]> {
  const { events, head } = await log.read(roomId, { after: 0, limit: 100_000 });
  if (events.length !== head.seq) throw new Error(`The log has ${events.length} events, its head says ${head.seq}.`);
  return events;
}

/** The places of events. */
export const seqsOf = (events: readonly { seq: number }[]) => events.map((each) => each.seq);

/** The whole numbers from `first` to `last`. */
export const range = (first: number, last: number) =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
