import { type UserError, userError } from '#platform/errors/user-error.ts';
import { hasMoreGraphemes } from '#platform/text/graphemes.ts';

/** Why this subgraph does not take an input: the values of `UserErrorCode` in its schema. */
export type MessageErrorCode =
  | 'BODY_EMPTY'
  | 'BODY_TOO_LONG'
  | 'BODY_INVALID'
  | 'CLIENT_MESSAGE_ID_INVALID'
  | 'EMOJI_INVALID'
  | 'MENTION_UNKNOWN'
  | 'MESSAGE_DELETED'
  | 'TOO_MANY_MENTIONS'
  | 'TOO_MANY_REACTIONS'
  | 'ATTACHMENT_INVALID'
  | 'TOO_MANY_ATTACHMENTS';

/** The media type of every body that there is so far. */
export const PLAIN_TEXT = 'text/plain';

const MAX_BYTES = 32_768;
const MAX_GRAPHEMES = 8_000;
const MAX_ATTACHMENTS = 10;

/**
 * White space as Unicode has it, and the byte order mark, which shows nothing either. Other characters that are hard to
 * see mean something in some script, so a body of them alone is taken.
 */
const BLANK = /^[\p{White_Space}\ufeff]*$/u;
/** NUL, which PostgreSQL cannot hold, and halves of surrogate pairs, which UTF-8 cannot. */
const NOT_TEXT = /[\0\p{Surrogate}]/u;
const PRINTABLE_ASCII = /^[\x20-\x7e]{1,64}$/;
/** One emoji as recommended for general interchange (Unicode UTS #51, RGI_Emoji). */
// biome-ignore lint/complexity/useRegexLiterals: the compiler takes the flag `v` in a literal only from ES2024 on
const ONE_EMOJI = new RegExp('^\\p{RGI_Emoji}$', 'v');

/** What is wrong with a body, or null. A good one is kept byte for byte: nothing is trimmed or normalised. */
export function checkBody(body: string): UserError<MessageErrorCode> | null {
  if (NOT_TEXT.test(body)) {
    return userError('BODY_INVALID', 'The body holds NUL or half of a surrogate pair. Send valid text.', 'body');
  }
  if (BLANK.test(body)) return userError('BODY_EMPTY', 'The body is empty. Write something.', 'body');
  if (Buffer.byteLength(body) > MAX_BYTES || hasMoreGraphemes(body, MAX_GRAPHEMES)) {
    const message = `The body is longer than ${MAX_GRAPHEMES} characters or ${MAX_BYTES} bytes. Shorten or split it.`;
    return userError('BODY_TOO_LONG', message, 'body');
  }
  return null;
}

/** What is wrong with the attachments of a message, as far as it can be seen without asking for them, or null. */
export function checkAttachments(ids: readonly string[]): UserError<MessageErrorCode> | null {
  if (ids.length > MAX_ATTACHMENTS) {
    const message = `A message may have ${MAX_ATTACHMENTS} attachments at most.`;
    return userError('TOO_MANY_ATTACHMENTS', message, 'attachmentIds');
  }
  if (new Set(ids).size === ids.length) return null;
  return userError('ATTACHMENT_INVALID', 'An attachment is named twice.', 'attachmentIds');
}

/** What is wrong with a client's key of a message, or null. */
export function checkClientMessageId(key: string): UserError<MessageErrorCode> | null {
  if (PRINTABLE_ASCII.test(key)) return null;
  const message = 'The key must have 1 to 64 characters of printable ASCII. A UUID is a good one.';
  return userError('CLIENT_MESSAGE_ID_INVALID', message, 'clientMessageId');
}

/** What is wrong with a reaction, or null. */
export function checkEmoji(emoji: string): UserError<MessageErrorCode> | null {
  return ONE_EMOJI.test(emoji) ? null : userError('EMOJI_INVALID', 'React with exactly one emoji.', 'emoji');
}
