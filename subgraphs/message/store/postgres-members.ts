import type { Sql } from '#platform/postgres/postgres.ts';

/** No person has the nil UUID, so it stands for "from the first one". */
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

const MEMBERS = `
  SELECT user_id AS id FROM members
  WHERE room_id = $1 AND user_id > $2 AND role IS NOT NULL ORDER BY user_id LIMIT $3`;

const ROOMS = `
  SELECT m.room_id AS id FROM members m JOIN room_heads h ON h.room_id = m.room_id
  WHERE m.user_id = $1 AND m.role IS NOT NULL ORDER BY h.last_activity_id DESC, m.room_id LIMIT $2`;

const AMONG = `
  SELECT user_id AS id FROM members WHERE room_id = $1 AND user_id = ANY($2::uuid[]) AND role IS NOT NULL`;

/** See `MessageStore.members`. */
export function members(sql: Sql, roomId: string, after: string | null, limit: number): Promise<readonly string[]> {
  return ids(sql, MEMBERS, [roomId, after ?? NIL_UUID, limit]);
}

/** See `MessageStore.roomsOf`. */
export function roomsOf(sql: Sql, userId: string, limit: number): Promise<readonly string[]> {
  return ids(sql, ROOMS, [userId, limit]);
}

/** See `MessageStore.membersAmong`. */
export function membersAmong(sql: Sql, roomId: string, userIds: readonly string[]): Promise<readonly string[]> {
  return ids(sql, AMONG, [roomId, userIds]);
}

async function ids(sql: Sql, text: string, values: readonly unknown[]): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(text, values);
  return rows.map((row) => row.id);
}
