import { type UserError, userError } from '#platform/errors/user-error.ts';
import { linesFault, nameFault } from '#platform/text/personal-text.ts';
import type { RoomErrorCode } from './user-errors.ts';

/** In characters as people count them, and in bytes of UTF-8, which bound what a few characters can hold. */
const NAME_LIMITS = { graphemes: 80, bytes: 1_280 };
const TOPIC_LIMITS = { graphemes: 250, bytes: 4_000 };

/** What is wrong with the name and the topic of a room; empty when nothing is. */
export function roomTextFaults(room: { name: string; topic: string | null }): UserError<RoomErrorCode>[] {
  const name = nameFault(room.name, NAME_LIMITS);
  const topic = room.topic === null ? null : linesFault(room.topic, TOPIC_LIMITS);
  return [
    ...(name === null ? [] : [userError<RoomErrorCode>('ROOM_NAME_INVALID', name, 'name')]),
    ...(topic === null ? [] : [userError<RoomErrorCode>('ROOM_TOPIC_INVALID', topic, 'topic')]),
  ];
}
