import { z } from 'zod';
import { badUserInput } from '#platform/errors/errors.ts';
import type { ListKey, ProfileOrder } from '../store/store.ts';

/** A list whose cursors are told apart: all people in one of their orders, or the blocks of a person. */
export type List = `${ProfileOrder['field']} ${ProfileOrder['direction']}` | 'BLOCKS';

const VERSION = 1;
const MAX_LENGTH = 300;
/** A moment, or a username in small letters. */
const cursorContent = z.tuple([
  z.literal(VERSION),
  z.string(),
  z.union([z.int().nonnegative(), z.string().regex(/^[a-z0-9_.-]{1,64}$/)]),
  z.uuid(),
]);

/** Writes the cursor of a place in a list: version, list, sort key and UUID as JSON in base64url. */
export function encodeCursor(list: List, { value, id }: ListKey): string {
  return Buffer.from(JSON.stringify([VERSION, list, value, id])).toString('base64url');
}

/**
 * Reads what {@link encodeCursor} wrote.
 *
 * @param argument the argument's name, for the message
 * @throws LynkError BAD_USER_INPUT when it is malformed or belongs to another list or order
 */
export function decodeCursor(list: List, cursor: string, argument: string): ListKey {
  const content = cursorContent.safeParse(readJson(cursor)).data;
  const isOurs =
    content !== undefined &&
    typeof content[2] === (list.startsWith('USERNAME') ? 'string' : 'number') &&
    // The list is compared by this, too. A text that only means the same is not one that we wrote.
    encodeCursor(list, { value: content[2], id: content[3] }) === cursor;
  if (!isOurs) {
    const message = `\`${argument}\` is not a cursor of this list in this order. Use a cursor that the API returned.`;
    throw badUserInput(message, { argument });
  }
  return { value: content[2], id: content[3] };
}

function readJson(cursor: string): unknown {
  if (cursor.length > MAX_LENGTH) return undefined;
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
