import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import { type MemberRow, memberRows } from './cassandra-state.ts';
import type { ViewerRoomKey } from './store.ts';

const MEMBERS_AT_ONCE = 1_000;
const ROOMS_AT_ONCE = 64;

const MEMBERS = 'SELECT user_id, role FROM members WHERE room_id = ? AND user_id > ? LIMIT ?';
const ROOMS = 'SELECT room_id, version, role, joined_seq FROM member_rooms WHERE user_id = ?';
const ACTIVITY = 'SELECT last_activity_id FROM room_state WHERE room_id = ?';

/** A room that a person is a member of. */
export interface MemberRoom {
  readonly roomId: string;
  readonly role: string;
  readonly joinedSeq: number;
}

/** See `MessageStore.members`. Those who have left keep a row and are passed over. */
export async function members(
  session: CassandraSession,
  roomId: string,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  let last = after ?? '';
  while (found.length < limit) {
    const values = [roomId, last, MEMBERS_AT_ONCE];
    const rows = await session.read<{ user_id: string; role: string }>(MEMBERS, values, MEMBERS_AT_ONCE);
    found.push(...rows.filter(({ role }) => role !== '').map(({ user_id }) => user_id));
    const edge = rows.at(-1);
    if (!edge || rows.length < MEMBERS_AT_ONCE) break;
    last = edge.user_id;
  }
  return found.slice(0, limit);
}

/** See `MessageStore.membersAmong`. */
export async function membersAmong(
  session: CassandraSession,
  roomId: string,
  userIds: readonly string[],
): Promise<readonly string[]> {
  if (userIds.length === 0) return [];
  const rows = await memberRows(session, roomId, userIds);
  return [...rows].filter(([, { role }]) => role !== '').map(([userId]) => userId);
}

/** The rooms that a person is a member of, in no order. */
export async function memberRooms(session: CassandraSession, userId: string): Promise<MemberRoom[]> {
  const rows = await session.read<MemberRow & { room_id: string }>(ROOMS, [userId]);
  return rows
    .filter(({ role }) => role !== '')
    .map(({ room_id, role, joined_seq }) => ({ roomId: room_id, role, joinedSeq: joined_seq ?? 0 }));
}

/** The same with their latest activity, the newest first, ties by room. A person's rooms are few enough to be sorted. */
export async function roomsByActivity(session: CassandraSession, userId: string): Promise<ViewerRoomKey[]> {
  const rooms = await memberRooms(session, userId);
  const keys: ViewerRoomKey[] = [];
  for (let start = 0; start < rooms.length; start += ROOMS_AT_ONCE) {
    const some = rooms.slice(start, start + ROOMS_AT_ONCE).map(async ({ roomId }) => {
      const [row] = await session.read<{ last_activity_id: number | null }>(ACTIVITY, [roomId]);
      return { roomId, lastActivityId: row?.last_activity_id ?? 0 };
    });
    keys.push(...(await Promise.all(some)));
  }
  return keys.sort(inOrder);
}

/** Newest first, then by room. */
export function inOrder(a: ViewerRoomKey, b: ViewerRoomKey): number {
  return b.lastActivityId - a.lastActivityId || (a.roomId < b.roomId ? -1 : a.roomId > b.roomId ? 1 : 0);
}
