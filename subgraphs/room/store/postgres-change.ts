import type { PostgresOutbox } from '#platform/outbox/postgres.ts';
import type { Sql } from '#platform/postgres/postgres.ts';
import { MEMBER_COLUMNS, ROOM_COLUMNS, type RoomRow, readRoom, type StateRow } from './postgres-rows.ts';
import type { LockedRoom, MembershipState, Room, RoomChange } from './store.ts';

/** Foreign keys of new memberships may still be checked meanwhile. */
const LOCK = `SELECT ${ROOM_COLUMNS} FROM rooms room WHERE id = $1 FOR NO KEY UPDATE`;
/** A statement of its own after the lock: it sees what was committed while the lock was waited for. */
const STATES = `
  SELECT ${MEMBER_COLUMNS}, member.active FROM memberships member WHERE room_id = $1 AND user_id = ANY($2::uuid[])`;
const OWNERS = `SELECT count(*) AS owners FROM memberships WHERE room_id = $1 AND active AND role = 'OWNER'`;
const INSERT_ROOM = `
  INSERT INTO rooms (id, kind, visibility, name, topic, created_at, pair_low, pair_high, member_count)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (id) DO NOTHING RETURNING id`;
const WRITE_MEMBERS = `
  INSERT INTO memberships (room_id, user_id, role, joined_at, version, active)
  SELECT "roomId", "userId", role, "joinedAt", version, active
  FROM jsonb_to_recordset($1::jsonb)
    AS input("roomId" uuid, "userId" uuid, role text, "joinedAt" bigint, version bigint, active boolean)
  ON CONFLICT (room_id, user_id) DO UPDATE
  SET role = excluded.role, joined_at = excluded.joined_at, version = excluded.version, active = excluded.active`;
const SET_PICTURE = `UPDATE rooms SET picture_id = $2 WHERE id = $1`;
const COUNT = `UPDATE rooms SET member_count = member_count + $2 WHERE id = $1`;

/** See `RoomStore.create`; whoever makes the same room at once waits here, and finds it made. */
export async function createRoom(sql: Sql, outbox: PostgresOutbox, room: Room, change: RoomChange): Promise<boolean> {
  const { id, kind, visibility, name, topic, createdAt, pair, memberCount } = room;
  const [low, high] = pair ?? [null, null];
  const values = [id, kind, visibility, name, topic, createdAt, low, high, memberCount];
  const inserted = await sql.query(INSERT_ROOM, values);
  if (inserted.length === 0) return false;
  await sql.query(WRITE_MEMBERS, [JSON.stringify(change.memberships)]);
  await outbox.add(sql, change.events);
  return true;
}

/** The room with what a decision about some people needs, locked until the transaction ends; null when there is none. */
export async function lockRoom(sql: Sql, roomId: string, userIds: readonly string[]): Promise<LockedRoom | null> {
  const [room] = await sql.query<RoomRow>(LOCK, [roomId]);
  if (!room) return null;
  const states = await sql.query<StateRow>(STATES, [roomId, userIds]);
  const [count] = await sql.query<{ owners: number }>(OWNERS, [roomId]);
  return { room: readRoom(room), memberships: byUser(states), owners: count?.owners ?? 0 };
}

/** Writes a change of a locked room, and returns the room as it is then. */
export async function writeChange(
  sql: Sql,
  outbox: PostgresOutbox,
  locked: LockedRoom,
  { memberships, pictureId = locked.room.pictureId, events }: RoomChange,
): Promise<LockedRoom> {
  if (memberships.length > 0) await sql.query(WRITE_MEMBERS, [JSON.stringify(memberships)]);
  if (pictureId !== locked.room.pictureId) await sql.query(SET_PICTURE, [locked.room.id, pictureId]);
  const after = new Map([...locked.memberships, ...byUser(memberships)]);
  const added = count(after, isActive) - count(locked.memberships, isActive);
  if (added !== 0) await sql.query(COUNT, [locked.room.id, added]);
  await outbox.add(sql, events);
  return {
    room: { ...locked.room, pictureId, memberCount: locked.room.memberCount + added },
    memberships: after,
    owners: locked.owners + count(after, isOwner) - count(locked.memberships, isOwner),
  };
}

const isActive = (state: MembershipState) => state.active;
const isOwner = (state: MembershipState) => state.active && state.role === 'OWNER';

function count(states: LockedRoom['memberships'], holds: (state: MembershipState) => boolean): number {
  return [...states.values()].filter(holds).length;
}

function byUser(states: readonly MembershipState[]): Map<string, MembershipState> {
  return new Map(states.map((state) => [state.userId, state]));
}
