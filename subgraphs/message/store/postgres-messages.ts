import type { MessageKey } from '#platform/ids/ids.ts';
import type { Sql } from '#platform/postgres/postgres.ts';
import { timeOfEventId } from './snowflake.ts';
import { type Message, type Reaction, reactionKey } from './store.ts';

/** The columns that make a message, for SELECT. */
export const MESSAGE_COLUMNS = `m.room_id AS "roomId", m.seq, m.id, m.sender_id AS "senderId",
  m.client_key AS "clientMessageId", m.content_type AS "contentType", m.body,
  m.attachment_ids AS "attachmentIds", m.mentioned_user_ids AS "mentionedUserIds",
  m.edited_id AS "editedId", m.deleted_id AS "deletedId"`;

/** A row of `messages`. */
export type MessageRow = {
  roomId: string;
  seq: number;
  id: number;
  senderId: string;
  clientMessageId: string;
  contentType: string;
  body: string | null;
  attachmentIds: string[];
  mentionedUserIds: string[];
  editedId: number | null;
  deletedId: number | null;
};

const BY_KEYS = `
  SELECT ${MESSAGE_COLUMNS} FROM messages m
  JOIN unnest($1::uuid[], $2::bigint[]) AS k (room_id, seq) ON m.room_id = k.room_id AND m.seq = k.seq`;

const SENT = `SELECT FROM room_events WHERE room_id = $1 AND actor_id = $2 AND client_key = $3 AND type = 'message.sent'`;

const NEWEST = `
  SELECT ${MESSAGE_COLUMNS} FROM room_heads h
  JOIN messages m ON m.room_id = h.room_id AND m.seq = h.last_message_seq
  WHERE h.room_id = ANY($1::uuid[])`;

const REACTIONS = `
  SELECT r.room_id AS "roomId", r.message_seq AS seq, r.emoji, r.user_id AS "userId" FROM reactions r
  JOIN unnest($1::uuid[], $2::bigint[]) AS k (room_id, seq) ON r.room_id = k.room_id AND r.message_seq = k.seq
  ORDER BY r.added_id`;

/** The message of a row. */
export function messageOf({ id, editedId, deletedId, ...row }: MessageRow): Message {
  return {
    ...row,
    createdAt: timeOfEventId(id),
    editedAt: editedId === null ? null : timeOfEventId(editedId),
    deletedAt: deletedId === null ? null : timeOfEventId(deletedId),
  };
}

/** See `MessageStore.messages`. */
export async function messages(sql: Sql, keys: readonly MessageKey[]): Promise<readonly Message[]> {
  const rows = await sql.query<MessageRow>(BY_KEYS, columns(keys));
  return rows.map(messageOf);
}

/** See `MessageStore.isSent`. */
export async function isSent(sql: Sql, roomId: string, senderId: string, clientMessageId: string): Promise<boolean> {
  return (await sql.query(SENT, [roomId, senderId, clientMessageId])).length > 0;
}

/** See `MessageStore.lastMessages`. */
export async function lastMessages(sql: Sql, roomIds: readonly string[]): Promise<ReadonlyMap<string, Message>> {
  const rows = await sql.query<MessageRow>(NEWEST, [roomIds]);
  return new Map(rows.map((row) => [row.roomId, messageOf(row)]));
}

/** See `MessageStore.reactions`. */
export async function reactions(
  sql: Sql,
  keys: readonly MessageKey[],
): Promise<ReadonlyMap<string, readonly Reaction[]>> {
  const rows = await sql.query<MessageKey & Reaction & Record<string, unknown>>(REACTIONS, columns(keys));
  const found = new Map<string, Reaction[]>();
  for (const { emoji, userId, ...key } of rows) {
    const list = found.get(reactionKey(key)) ?? [];
    list.push({ emoji, userId });
    found.set(reactionKey(key), list);
  }
  return found;
}

/** Doubles would come back twice from the join. */
function columns(keys: readonly MessageKey[]): [string[], number[]] {
  const unique = [...new Map(keys.map((key) => [reactionKey(key), key])).values()];
  return [unique.map((key) => key.roomId), unique.map((key) => key.seq)];
}
