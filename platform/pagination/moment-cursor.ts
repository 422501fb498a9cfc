import { badUserInput } from '../errors/errors.ts';
import { decodeBase64Url, formatUuid, uuidBytes } from '../ids/ids.ts';

/** A place in a list that is sorted by a moment (milliseconds since 1970) and, where moments are equal, by a UUID. */
export interface MomentKey {
  readonly at: number;
  readonly id: string;
}

const VERSION = 1;
const LENGTH = 1 + 1 + 6 + 16;
/** A byte for each list, so that a cursor of one is not taken by another. */
const LISTS = { 'public rooms': 1, members: 2, inbox: 3 } as const;

/** A list whose cursors are made here. */
export type MomentList = keyof typeof LISTS;

/** Writes the cursor of a row: version, list, moment as an unsigned 48-bit number, UUID. */
export function encodeMomentCursor(list: MomentList, { at, id }: MomentKey): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeUInt8(LISTS[list], 1);
  bytes.writeUIntBE(at, 2, 6);
  uuidBytes(id).copy(bytes, 8);
  return bytes.toString('base64url');
}

/**
 * Reads a cursor that {@link encodeMomentCursor} wrote.
 *
 * @param argument the argument's name, for the message
 * @throws LynkError BAD_USER_INPUT when it is malformed, of an unknown version, or of another list
 */
export function decodeMomentCursor(list: MomentList, cursor: string, argument: string): MomentKey {
  const bytes = decodeBase64Url(cursor, LENGTH);
  if (bytes?.[0] !== VERSION || bytes[1] !== LISTS[list]) {
    throw badUserInput(`\`${argument}\` is not a cursor of this list. Use a cursor that the API returned.`, {
      argument,
    });
  }
  return { at: bytes.readUIntBE(2, 6), id: formatUuid(bytes.subarray(8)) };
}
