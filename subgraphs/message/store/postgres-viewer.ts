import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import type { Sql } from '#platform/postgres/postgres.ts';
import { timeOfEventId } from './snowflake.ts';
import type { ReadPosition, ViewerRoom, ViewerRoomKey } from './store.ts';

const UNREAD_LIMIT = 1_000;
/** So many of a room's newest messages are looked at: own and deleted ones cost as much as those that count. */
const UNREAD_SCAN = 10_000;

/**
 * `rank` turns "newest first, then by room" into one rising order, which a comparison of rows understands. A person's
 * rooms are few enough to be numbered; an empty page stands where its bounds are.
 */
const roomsOfViewer = (order: 'ASC' | 'DESC') => `
  WITH mine AS MATERIALIZED (
    SELECT -h.last_activity_id AS rank, h.room_id,
      row_number() OVER (ORDER BY -h.last_activity_id, h.room_id) AS place
    FROM members m JOIN room_heads h ON h.room_id = m.room_id
    WHERE m.user_id = $1 AND m.role IS NOT NULL
  ), page AS MATERIALIZED (
    SELECT * FROM mine
    WHERE ($2::bigint IS NULL OR (rank, room_id) > (-$2::bigint, $3::uuid))
      AND ($4::bigint IS NULL OR (rank, room_id) < (-$4::bigint, $5::uuid))
    ORDER BY place ${order} LIMIT $6
  ), ends AS (
    SELECT
      coalesce((SELECT min(place) FROM page),
        1 + (SELECT count(*) FROM mine WHERE (rank, room_id) <= (-$2::bigint, $3::uuid))) AS first,
      coalesce((SELECT max(place) FROM page),
        (SELECT count(*) FROM mine) - (SELECT count(*) FROM mine WHERE (rank, room_id) >= (-$4::bigint, $5::uuid)))
        AS last
  )
  SELECT page.room_id AS "roomId", -page.rank AS "lastActivityId", ends.first > 1 AS "hasPreviousPage",
    ends.last < (SELECT count(*) FROM mine) AS "hasNextPage"
  FROM ends LEFT JOIN page ON true ORDER BY page.place`;
const FROM_START = roomsOfViewer('ASC');
const FROM_END = roomsOfViewer('DESC');

/**
 * Stops at both limits in each room, so that a room nobody reads costs no more than a busy one, and one in which a program
 * writes and never reads no more than that.
 */
const UNREAD = `
  SELECT m.room_id AS "roomId", unread.count
  FROM members m
  LEFT JOIN read_positions p ON p.user_id = m.user_id AND p.room_id = m.room_id
  CROSS JOIN LATERAL (
    SELECT count(*) FROM (
      SELECT FROM (
        SELECT t.sender_id, t.deleted_id FROM messages t
        WHERE t.room_id = m.room_id AND t.seq > greatest(p.seq, m.joined_seq)
        ORDER BY t.seq DESC LIMIT ${UNREAD_SCAN}
      ) AS newest
      WHERE newest.sender_id <> m.user_id AND newest.deleted_id IS NULL
      LIMIT ${UNREAD_LIMIT}
    ) AS up_to_limit
  ) AS unread
  WHERE m.user_id = $1 AND m.role IS NOT NULL AND m.room_id = ANY($2::uuid[])`;

const READ_POSITIONS = `
  SELECT room_id AS "roomId", seq, moved_at AS "movedAt" FROM read_positions
  WHERE user_id = $1 AND room_id = ANY($2::uuid[])`;

const READ_UP_TO = `
  SELECT coalesce(p.seq, 0) AS seq
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS k (user_id, room_id, place)
  LEFT JOIN read_positions p ON p.user_id = k.user_id AND p.room_id = k.room_id
  ORDER BY k.place`;

const MARK_READ = `
  INSERT INTO read_positions AS p (user_id, room_id, seq, moved_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (user_id, room_id) DO UPDATE SET seq = excluded.seq, moved_at = excluded.moved_at
  WHERE p.seq < excluded.seq RETURNING p.seq`;

type ViewerRoomRow = { roomId: string | null; lastActivityId: number; hasPreviousPage: boolean; hasNextPage: boolean };

/** See `MessageStore.viewerRooms`. */
export async function viewerRooms(
  sql: Sql,
  userId: string,
  { after, before, limit, fromEnd }: PageRequest<ViewerRoomKey>,
): Promise<Page<ViewerRoom>> {
  const rows = await sql.query<ViewerRoomRow>(fromEnd ? FROM_END : FROM_START, [
    userId,
    after?.lastActivityId ?? null,
    after?.roomId ?? null,
    before?.lastActivityId ?? null,
    before?.roomId ?? null,
    limit,
  ]);
  const rooms = rows.flatMap(({ roomId, lastActivityId }) =>
    roomId === null ? [] : [{ roomId, lastActivityId, lastActivityAt: timeOfEventId(lastActivityId) }],
  );
  const { hasPreviousPage = false, hasNextPage = false } = rows[0] ?? {};
  return { rows: rooms, hasPreviousPage, hasNextPage };
}

/** See `MessageStore.unreadCounts`. */
export async function unreadCounts(
  sql: Sql,
  userId: string,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.query<{ roomId: string; count: number }>(UNREAD, [userId, roomIds]);
  return new Map(rows.map((row) => [row.roomId, row.count]));
}

/** See `MessageStore.readPositions`. */
export async function readPositions(
  sql: Sql,
  userId: string,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, ReadPosition>> {
  const rows = await sql.query<{ roomId: string; seq: number; movedAt: number }>(READ_POSITIONS, [userId, roomIds]);
  return new Map(rows.map(({ roomId, ...position }) => [roomId, position]));
}

/** See `MessageStore.readUpTo`. */
export async function readUpTo(
  sql: Sql,
  requests: readonly { roomId: string; userId: string }[],
): Promise<readonly number[]> {
  const columns = [requests.map(({ userId }) => userId), requests.map(({ roomId }) => roomId)];
  const rows = await sql.query<{ seq: number }>(READ_UP_TO, columns);
  return rows.map((row) => row.seq);
}

/** See `MessageStore.markRead`. */
export async function markRead(sql: Sql, userId: string, roomId: string, seq: number, now: number): Promise<boolean> {
  const moved = await sql.query(MARK_READ, [userId, roomId, seq, now]);
  return moved.length > 0;
}
