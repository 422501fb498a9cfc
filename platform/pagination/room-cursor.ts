import { badUserInput } from '../errors/errors.ts';
import { decodeBase64Url, type MessageKey, readRoomPosition, roomPosition } from '../ids/ids.ts';

/**
 * The cursor of a room: a version, the room and a place in its sequence. The same for history and live events, so that
 * any of them is good as `after`. Place 0 stands before the first event.
 */
const VERSION = 1;
const LENGTH = 1 + 16 + 6;

/** Writes a cursor. `seq` is the place of the item; what comes after the cursor has a greater one. */
export function encodeRoomCursor(position: MessageKey): string {
  return Buffer.concat([Buffer.of(VERSION), roomPosition(position)]).toString('base64url');
}

/**
 * Reads a cursor that must belong to a room.
 *
 * @param roomId UUID of the room that was asked for
 * @param argument the argument's name, for the message
 * @returns the place in the room's sequence
 * @throws LynkError BAD_USER_INPUT when it is malformed, of an unknown version, or of another room
 */
export function decodeRoomCursor(cursor: string, roomId: string, argument = 'after'): number {
  const bytes = decodeBase64Url(cursor, LENGTH);
  if (bytes?.[0] !== VERSION) {
    throw badUserInput(`\`${argument}\` is not a cursor of a room. Use a cursor that the API returned.`, { argument });
  }
  const position = readRoomPosition(bytes.subarray(1));
  if (position.roomId !== roomId) throw badUserInput(`\`${argument}\` is a cursor of another room.`, { argument });
  return position.seq;
}
