import { randomUUID } from 'node:crypto';
import type { EventConsumer, EventLog, EventRecord } from '#platform/event-log/event-log.ts';
import { directRoomId } from '#platform/ids/ids.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { EVENT_CONTRACTS, type EventPayload } from '#schema/events/contracts.ts';
import type { Profiles } from './service/profiles.ts';
import type { Pair } from './store/store.ts';

/** The record that tells of a block, or of its end. @param now milliseconds since 1970 */
export function userBlock(pair: Pair, blocked: boolean, now: number): EventRecord {
  const roomId = directRoomId(pair.userId, pair.otherId);
  const payload: EventPayload<'user.block'> = { ...pair, blocked, directRoomId: roomId };
  return { id: randomUUID(), topic: 'user.block', key: pair.userId, payload, occurredAt: now };
}

/** The record that tells of another picture, or of none. @param now milliseconds since 1970 */
export function userPicture(
  userId: string,
  picture: { pictureId: string | null; replacedPictureId: string | null },
  now: number,
): EventRecord {
  const payload: EventPayload<'user.picture'> = { userId, ...picture };
  return { id: randomUUID(), topic: 'user.picture', key: userId, payload, occurredAt: now };
}

/** Makes a profile for everybody who has registered. */
export function consumeEvents(options: { eventLog: EventLog; profiles: Profiles; logger: Logger }): EventConsumer {
  const { eventLog, profiles, logger } = options;
  return eventLog.consume('user', ['user.created'], async (record) => {
    const payload = EVENT_CONTRACTS['user.created'].safeParse(record.payload);
    if (payload.success) await profiles.make([payload.data.userId]);
    // It would fail for ever, and those behind it would wait.
    else logger.error({ recordId: record.id, err: payload.error }, 'a record does not keep its contract');
  });
}
