import type { EventConsumer, EventLog, EventRecord } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { RoomTimeline, TimelineEntry } from '#platform/room-timeline/room-timeline.ts';
import { EVENT_CONTRACTS } from '#schema/events/contracts.ts';

const GROUP = 'message';

/**
 * Completes rooms' sequences from the event log: whoever commits a change calls `RoomTimeline` at once, and what that call
 * did not reach arrives here under the same key. Emitted are `room.message` and `conversation.message`, by the store,
 * together with the append.
 *
 * @returns the running consumer
 */
export function consumeEvents(dependencies: {
  eventLog: EventLog;
  roomTimeline: RoomTimeline;
  logger: Logger;
}): EventConsumer {
  const { eventLog, roomTimeline, logger } = dependencies;
  return eventLog.consume(GROUP, ['room.membership', 'room.picture', 'user.block'], async (record) => {
    const target = readEntry(record);
    // What does not keep its contract never will: it is told and left behind.
    if (target === 'malformed') logger.error({ topic: record.topic, id: record.id }, 'an event breaks its contract');
    else if (target) await roomTimeline.append(target.roomId, [target.entry]);
  });
}

/** The entry that a record asks for; null when it asks for none. */
function readEntry(record: EventRecord): { roomId: string; entry: TimelineEntry } | 'malformed' | null {
  if (record.topic === 'room.membership') {
    const { success, data } = EVENT_CONTRACTS['room.membership'].safeParse(record.payload);
    if (!success) return 'malformed';
    const { roomId, actorId, change } = data;
    return { roomId, entry: { eventId: record.id, change: { ...change, actorId } } };
  }
  if (record.topic === 'room.picture') {
    const { success, data } = EVENT_CONTRACTS['room.picture'].safeParse(record.payload);
    if (!success) return 'malformed';
    // What the room looks like now is its owner's to say: the sequence has only that it was changed.
    const { roomId, actorId } = data;
    return { roomId, entry: { eventId: record.id, change: { type: 'room.changed', actorId } } };
  }
  const { success, data } = EVENT_CONTRACTS['user.block'].safeParse(record.payload);
  if (!success) return 'malformed';
  // Who may write again is found out by asking; only who no longer may makes earlier answers wrong.
  if (!data.blocked) return null;
  const { directRoomId, userId } = data;
  return { roomId: directRoomId, entry: { eventId: record.id, change: { type: 'access.changed', actorId: userId } } };
}
