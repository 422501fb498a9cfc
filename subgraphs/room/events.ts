import { randomUUID } from 'node:crypto';
import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { TimelineChange, TimelineEntry } from '#platform/room-timeline/room-timeline.ts';
import type { EventPayload } from '#schema/events/contracts.ts';

/** What the room subgraph announces of a room. */
export type RoomFact = EventPayload<'room.membership'>['change'];

/** A fact for the outbox, and the same fact for the room's sequence: both have one key. */
export interface Announcement {
  readonly record: EventRecord;
  readonly entry: TimelineEntry;
}

/**
 * A fact that an actor has made true. The room subgraph emits `room.membership` and consumes nothing.
 *
 * @param now milliseconds since 1970
 */
export function announce(roomId: string, actorId: string, fact: RoomFact, now: number): Announcement {
  const id = randomUUID();
  const payload: EventPayload<'room.membership'> = { roomId, actorId, change: fact };
  // The room's sequence has that the room was changed; what it looks like is asked of this subgraph.
  const change: TimelineChange = fact.type === 'room.changed' ? { type: fact.type, actorId } : { actorId, ...fact };
  return {
    record: { id, topic: 'room.membership', key: roomId, payload, occurredAt: now },
    entry: { eventId: id, change },
  };
}
