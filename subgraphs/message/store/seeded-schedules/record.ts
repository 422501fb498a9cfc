import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { AppendResult, NewRoomEvent, RoomEvent, RoomHead } from '../room-log.ts';

/** One try to append an event. Times are steps of the schedule. */
export interface Attempt {
  readonly event: NewRoomEvent;
  readonly begun: number;
  /** Null while there is no answer. */
  answered: number | null;
  /** Null when the answer was that the outcome is unknown. */
  result: AppendResult | null;
}

/** One answer to a reader who had read up to `after`. */
export interface Reading {
  readonly reader: string;
  readonly after: number;
  readonly events: readonly RoomEvent[];
  readonly head: RoomHead;
}

/** Everything that was seen from outside in one schedule. */
export interface Observed {
  readonly roomId: string;
  readonly attempts: Attempt[];
  readonly readings: Reading[];
  /** person -> the step at which the owner of the room took it in again */
  readonly returned: Map<string, number>;
  /** What the reader of the outbox has announced, doubles included. */
  readonly announced: EventRecord[];
  /** What must never happen and was noticed on the spot. */
  readonly faults: string[];
}
