import { randomUUID } from 'node:crypto';
import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { TimelineChange, TimelineEntry } from '#platform/room-timeline/room-timeline.ts';
import type { EventPayload } from '#schema/events/contracts.ts';

/** What the room subgraph announces of a room. */
export type RoomFact = EventPayload<'room.membership'>['change'] | PictureFact;

/** A room has another picture. */
type PictureFact = { readonly type: 'room.changed' } & Pick<
  EventPayload<'room.picture'>,
  'pictureId' | 'replacedPictureId'
>;

/** A fact for the outbox, and the same fact for the room's sequence: both have one key. */
export interface Announcement {
  readonly record: EventRecord;
  readonly entry: TimelineEntry;
}

/**
 * A fact that an actor has made true. The room subgraph emits `room.membership` and `room.picture`, and consumes nothing.
 *
 * @param now milliseconds since 1970
 */
export function announce(roomId: string, actorId: string, fact: RoomFact, now: number): Announcement {
  const id = randomUUID();
  const common = { id, key: roomId, occurredAt: now };
  if (fact.type === 'room.changed') {
    const { type, ...pictures } = fact;
    const payload: EventPayload<'room.picture'> = { roomId, actorId, ...pictures };
    // The room's sequence has that the room was changed; what it looks like is asked of this subgraph.
    return { record: { ...common, topic: 'room.picture', payload }, entry: { eventId: id, change: { type, actorId } } };
  }
  const payload: EventPayload<'room.membership'> = { roomId, actorId, change: fact };
  const change: TimelineChange = { actorId, ...fact };
  return { record: { ...common, topic: 'room.membership', payload }, entry: { eventId: id, change } };
}
