import { firstGraphemes } from '#platform/text/graphemes.ts';

const MAX_TITLE = 80;
/** Push services take 4 KiB for everything (RFC 8030 §7.2): 200 characters of four bytes and a title fit. */
const MAX_BODY = 200;
const MAX_BYTES = 2_000;

/** What a device shows of a message. */
export interface PushText {
  readonly title: string;
  readonly body: string;
}

/**
 * Writes what a device shows.
 *
 * @param message.sender the display name; null when nobody knows it any more
 * @param message.room the room's name; null in a DIRECT room
 * @param message.body null when it says nothing in words
 */
export function pushText(message: { sender: string | null; room: string | null; body: string | null }): PushText {
  const sender = message.sender ?? 'Somebody';
  const says = message.body ?? 'Sent an attachment';
  const title = message.room ?? sender;
  const body = message.room === null ? says : `${sender}: ${says}`;
  return { title: firstGraphemes(title, MAX_TITLE, MAX_BYTES), body: firstGraphemes(body, MAX_BODY, MAX_BYTES) };
}
