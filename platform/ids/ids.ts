import { createHash, randomBytes } from 'node:crypto';
import { badUserInput } from '../errors/errors.ts';

/**
 * Inside, things are named by UUIDs and a message by its room and its place in it. Outside, every ID is opaque: a prefix
 * that tells what it names, and the bytes in base64url. A malformed one is BAD_USER_INPUT, never a database error.
 */
const PREFIX = {
  user: 'u_',
  room: 'r_',
  session: 's_',
  membership: 'mb_',
  upload: 'up_',
  attachment: 'a_',
  pushTarget: 'pt_',
  inboxItem: 'ib_',
} as const;

/** What messages call them. */
const WORDS: Readonly<Record<EntityKind, string>> = {
  user: 'a user',
  room: 'a room',
  session: 'a session',
  membership: 'a membership',
  upload: 'an upload',
  attachment: 'an attachment',
  pushTarget: 'a push target',
  inboxItem: 'an item of an inbox',
};

/** What a UUID can name. */
export type EntityKind = keyof typeof PREFIX;

/** Where a message stands: its room (UUID) and its place in the room's sequence, from 1. */
export interface MessageKey {
  readonly roomId: string;
  readonly seq: number;
}

const MESSAGE_PREFIX = 'm_';
const SEQ_BYTES = 6;
const UUID_BYTES = 16;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** A membership is named by its room and its person. */
const MEMBERSHIP_BYTES = 2 * UUID_BYTES;

/**
 * A new UUID of version 7 (RFC 9562 §5.7): rises with time, so that indexes stay compact.
 *
 * @param nowMs milliseconds since 1970
 */
export function newUuid(nowMs: number): string {
  const bytes = randomBytes(UUID_BYTES);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(bytes);
}

/**
 * The ID of the DIRECT room of two people: a UUID of version 8 (RFC 9562 §5.8) made from the pair, the same in either
 * order. So there can be only one room a pair, whatever the race, and everybody who knows the pair knows its room.
 */
export function directRoomId(userId: string, otherUserId: string): string {
  return derivedUuid('lynk.direct-room', ...[userId, otherUserId].sort().map(uuidBytes));
}

/**
 * A UUID of version 8 (RFC 9562 §5.8) made from what it names: the same whenever the same is named again.
 *
 * @param label keeps UUIDs of different kinds of things apart; without NUL
 */
export function derivedUuid(label: string, ...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256').update(`${label}\0`);
  for (const part of parts) hash.update(part);
  const id = hash.digest().subarray(0, UUID_BYTES);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x80;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return formatUuid(id);
}

/** The public ID of something that a UUID names. */
export function encodeId(kind: Exclude<EntityKind, 'membership'>, uuid: string): string {
  return PREFIX[kind] + uuidBytes(uuid).toString('base64url');
}

/**
 * The UUID in a public ID.
 *
 * @param argument the argument's name, for the message
 * @throws LynkError BAD_USER_INPUT when it is not an ID of this kind
 */
export function decodeId(kind: Exclude<EntityKind, 'membership'>, id: string, argument = 'id'): string {
  const bytes = decodeBytes(PREFIX[kind], id, UUID_BYTES);
  if (!bytes) {
    throw badUserInput(`\`${argument}\` is not the ID of ${WORDS[kind]}. Use an ID that the API returned.`, {
      argument,
    });
  }
  return formatUuid(bytes);
}

/** The public ID of a membership. */
export function encodeMembershipId(roomId: string, userId: string): string {
  return PREFIX.membership + Buffer.concat([uuidBytes(roomId), uuidBytes(userId)]).toString('base64url');
}

/** The room and the person in a membership's ID; BAD_USER_INPUT when it is malformed. */
export function decodeMembershipId(id: string, argument = 'id'): { roomId: string; userId: string } {
  const bytes = decodeBytes(PREFIX.membership, id, MEMBERSHIP_BYTES);
  if (!bytes)
    throw badUserInput(`\`${argument}\` is not the ID of a membership. Use an ID that the API returned.`, { argument });
  return { roomId: formatUuid(bytes.subarray(0, UUID_BYTES)), userId: formatUuid(bytes.subarray(UUID_BYTES)) };
}

/** The public ID of a message: its room and its place, since that is how it is found. */
export function encodeMessageId(key: MessageKey): string {
  return MESSAGE_PREFIX + roomPosition(key).toString('base64url');
}

/** The room and the place in a message's ID; BAD_USER_INPUT when it is malformed. */
export function decodeMessageId(id: string, argument = 'id'): MessageKey {
  const bytes = decodeBytes(MESSAGE_PREFIX, id, UUID_BYTES + SEQ_BYTES);
  const key = bytes && readRoomPosition(bytes);
  if (!key || key.seq < 1) {
    throw badUserInput(`\`${argument}\` is not the ID of a message. Use an ID that the API returned.`, { argument });
  }
  return key;
}

/** A room and a place in it as 22 bytes: the UUID, then the place as an unsigned 48-bit number, big-endian. */
export function roomPosition(key: MessageKey): Buffer {
  const bytes = Buffer.alloc(UUID_BYTES + SEQ_BYTES);
  uuidBytes(key.roomId).copy(bytes);
  bytes.writeUIntBE(key.seq, UUID_BYTES, SEQ_BYTES);
  return bytes;
}

/** What {@link roomPosition} wrote. */
export function readRoomPosition(bytes: Buffer): MessageKey {
  return { roomId: formatUuid(bytes.subarray(0, UUID_BYTES)), seq: bytes.readUIntBE(UUID_BYTES, SEQ_BYTES) };
}

/** Bytes of base64url text, or null unless it is the canonical text of exactly `length` bytes (RFC 4648 §3.5). */
export function decodeBase64Url(text: string, length: number): Buffer | null {
  if (!BASE64URL.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === length && bytes.toString('base64url') === text ? bytes : null;
}

function decodeBytes(prefix: string, id: string, length: number): Buffer | null {
  return id.startsWith(prefix) ? decodeBase64Url(id.slice(prefix.length), length) : null;
}

/** The 16 bytes of a UUID. */
export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** The canonical text of a UUID (RFC 9562 §4) of 16 bytes. */
export function formatUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
