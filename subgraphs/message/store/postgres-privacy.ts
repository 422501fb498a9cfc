import { randomUUID } from 'node:crypto';
import type { Sql } from '#platform/postgres/postgres.ts';
import { MESSAGE_COLUMNS, type MessageRow, messageOf } from './postgres-messages.ts';
import type { NewRoomEvent, RoomEventBody, RoomLog } from './room-log.ts';

const PAGE = 200;
const BEFORE_EVERY_ROOM = '00000000-0000-0000-0000-000000000000';

const MESSAGES = `
  SELECT ${MESSAGE_COLUMNS} FROM messages m
  WHERE m.sender_id = $1 AND (m.room_id, m.seq) > ($2::uuid, $3::bigint) ORDER BY m.room_id, m.seq LIMIT $4`;

const REACTIONS = `
  SELECT room_id AS "roomId", message_seq AS seq, emoji FROM reactions
  WHERE user_id = $1 AND (room_id, message_seq, emoji) > ($2::uuid, $3::bigint, $4::text)
  ORDER BY room_id, message_seq, emoji LIMIT $5`;

const READ_POSITIONS = `
  SELECT room_id AS "roomId", seq, moved_at AS "movedAt" FROM read_positions
  WHERE user_id = $1 AND room_id > $2 ORDER BY room_id LIMIT $3`;

const MEMBERSHIPS = `
  SELECT room_id AS "roomId", role, joined_seq AS "joinedSeq" FROM members
  WHERE user_id = $1 AND role IS NOT NULL AND room_id > $2 ORDER BY room_id LIMIT $3`;

const FORGET_READ_POSITIONS = `DELETE FROM read_positions WHERE user_id = $1`;
const FORGET_MEMBERSHIPS = `DELETE FROM members WHERE user_id = $1`;

type InRoom = { roomId: string };
type ReactionRow = InRoom & { seq: number; emoji: string };

/** See `MessageStore.exportPerson`. */
export async function* exportPerson(sql: Sql, userId: string): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for await (const row of messagesOf(sql, userId)) yield { type: 'message', ...messageOf(row) };
  for await (const row of reactionsOf(sql, userId)) yield { type: 'reaction', ...row };
  for await (const row of byRoom(sql, READ_POSITIONS, userId)) yield { type: 'readPosition', ...row };
  for await (const row of byRoom(sql, MEMBERSHIPS, userId)) yield { type: 'membership', ...row };
}

/**
 * See `MessageStore.erasePerson`. Bodies and reactions go through the log, as deletions by the person itself: so whoever
 * watches a room or holds a copy learns of it, and the state stays what the log says.
 */
export async function erasePerson(sql: Sql, log: RoomLog, userId: string): Promise<void> {
  const append = (roomId: string, body: RoomEventBody) => log.append(roomId, eventOfErasure(userId, body));
  await inPages(messagesOf(sql, userId), async ({ roomId, seq, deletedId }) => {
    if (deletedId === null) await append(roomId, { type: 'message.deleted', messageSeq: seq });
  });
  await inPages(reactionsOf(sql, userId), async ({ roomId, seq, emoji }) => {
    await append(roomId, { type: 'reaction.removed', messageSeq: seq, emoji });
  });
  await sql.query(FORGET_READ_POSITIONS, [userId]);
  await sql.query(FORGET_MEMBERSHIPS, [userId]);
}

/** Other subgraphs learn of the erasure itself. A new key each time: what is gone already is not asked for again. */
function eventOfErasure(actorId: string, body: RoomEventBody): NewRoomEvent {
  return { body, actorId, clientKey: randomUUID(), allowedAtEpoch: null, topic: null };
}

/** Works on what comes in groups, so that the log commits many at once and never has too many waiting. */
async function inPages<T>(rows: AsyncIterable<T>, work: (row: T) => Promise<void>): Promise<void> {
  let group: Promise<void>[] = [];
  for await (const row of rows) {
    group.push(work(row));
    if (group.length < PAGE) continue;
    await Promise.all(group);
    group = [];
  }
  await Promise.all(group);
}

function messagesOf(sql: Sql, userId: string): AsyncGenerator<MessageRow> {
  return pages((last) => sql.query(MESSAGES, [userId, last?.roomId ?? BEFORE_EVERY_ROOM, last?.seq ?? 0, PAGE]));
}

function reactionsOf(sql: Sql, userId: string): AsyncGenerator<ReactionRow> {
  return pages((last) =>
    sql.query(REACTIONS, [userId, last?.roomId ?? BEFORE_EVERY_ROOM, last?.seq ?? 0, last?.emoji ?? '', PAGE]),
  );
}

function byRoom(sql: Sql, text: string, userId: string): AsyncGenerator<InRoom> {
  return pages((last) => sql.query(text, [userId, last?.roomId ?? BEFORE_EVERY_ROOM, PAGE]));
}

/** All rows of a list, page by page, each page read after the last row of the one before. */
async function* pages<Row>(read: (last: Row | undefined) => Promise<Row[]>): AsyncGenerator<Row> {
  let last: Row | undefined;
  do {
    const rows = await read(last);
    yield* rows;
    last = rows.length < PAGE ? undefined : rows.at(-1);
  } while (last !== undefined);
}
