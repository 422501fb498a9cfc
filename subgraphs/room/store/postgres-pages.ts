import { cutPage, type Page, type PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { Sql } from '#platform/postgres/postgres.ts';
import { MEMBER_COLUMNS, type MemberRow, ROOM_COLUMNS, type RoomRow, readMember, readRoom } from './postgres-rows.ts';
import type { MemberPage, Membership, Room } from './store.ts';

/** Whether there is anything on the far side of the cursors: what they were made of may be gone. */
type BeyondRow = { readonly precedes: boolean; readonly follows: boolean };

/** The list runs from new to old. One row comes even when the page is empty, and tells what is beyond it. */
const publicRoomsFrom = (end: 'start' | 'end') => `
  SELECT beyond.*, room.*
  FROM (SELECT
    EXISTS (SELECT FROM rooms WHERE visibility = 'PUBLIC' AND (created_at, id) >= ($1::bigint, $2::uuid)) AS precedes,
    EXISTS (SELECT FROM rooms WHERE visibility = 'PUBLIC' AND (created_at, id) <= ($3::bigint, $4::uuid)) AS follows
  ) AS beyond
  LEFT JOIN LATERAL (
    SELECT ${ROOM_COLUMNS} FROM rooms room
    WHERE visibility = 'PUBLIC'
      AND (created_at, id) < ($1::bigint, $2::uuid)
      AND (created_at, id) > ($3::bigint, $4::uuid)
    ORDER BY ${end === 'start' ? 'created_at DESC, id DESC' : 'created_at, id'} LIMIT $5
  ) AS room ON true
  ORDER BY room."createdAt" DESC, room.id DESC`;
const ROOMS_FROM_START = publicRoomsFrom('start');
const ROOMS_FROM_END = publicRoomsFrom('end');

/** The same for the members of several rooms, who stand in the order in which they came. */
const membersFrom = (end: 'start' | 'end') => `
  SELECT wanted.id AS "wantedId", beyond.*, member.*
  FROM unnest($1::uuid[]) AS wanted (id)
  CROSS JOIN LATERAL (SELECT
    EXISTS (SELECT FROM memberships WHERE room_id = wanted.id AND active
      AND (joined_at, user_id) <= ($2::bigint, $3::uuid)) AS precedes,
    EXISTS (SELECT FROM memberships WHERE room_id = wanted.id AND active
      AND (joined_at, user_id) >= ($4::bigint, $5::uuid)) AS follows
  ) AS beyond
  LEFT JOIN LATERAL (
    SELECT ${MEMBER_COLUMNS} FROM memberships member
    WHERE room_id = wanted.id AND active
      AND (joined_at, user_id) > ($2::bigint, $3::uuid)
      AND (joined_at, user_id) < ($4::bigint, $5::uuid)
    ORDER BY ${end === 'start' ? 'joined_at, user_id' : 'joined_at DESC, user_id DESC'} LIMIT $6
  ) AS member ON true
  ORDER BY member."joinedAt", member."userId"`;
const MEMBERS_FROM_START = membersFrom('start');
const MEMBERS_FROM_END = membersFrom('end');

/** `rooms_public_name` is the index of this expression. */
const NAME_TAKEN = `
  SELECT FROM rooms
  WHERE visibility = 'PUBLIC' AND member_count > 0 AND lower(normalize(name, NFKC)) = lower(normalize($1, NFKC)) LIMIT 1`;
const PUBLIC_NAMES = `
  SELECT name, created_at AS at, id FROM rooms
  WHERE visibility = 'PUBLIC' AND (created_at, id) > ($1::bigint, $2::uuid) ORDER BY created_at, id LIMIT $3`;

/** Before every moment, and after every one. */
const FIRST: MomentKey = { at: -1, id: '00000000-0000-0000-0000-000000000000' };
const LAST: MomentKey = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

/** See `RoomStore.publicRooms`. */
export async function publicRooms(sql: Sql, request: PageRequest<MomentKey>): Promise<Page<Room>> {
  const text = request.fromEnd ? ROOMS_FROM_END : ROOMS_FROM_START;
  const rows = await sql.query<BeyondRow & Nullable<RoomRow>>(text, rangeOf(request, LAST, FIRST));
  const rooms = rows.flatMap((row) => (row.id === null ? [] : [readRoom(row as RoomRow)]));
  return cutPage(rooms, request, rows[0]);
}

/** See `RoomStore.isNameTaken`. */
export async function isNameTaken(sql: Sql, name: string): Promise<boolean> {
  return (await sql.query(NAME_TAKEN, [name])).length > 0;
}

/** See `RoomStore.publicNames`. */
export async function publicNames(sql: Sql, after: MomentKey | null, limit: number) {
  const from = after ?? FIRST;
  const rows = await sql.query<{ name: string; at: number; id: string }>(PUBLIC_NAMES, [from.at, from.id, limit]);
  return rows.map(({ name, at, id }) => ({ name, key: { at, id } }));
}

/** See `RoomStore.members`. */
export async function members(
  sql: Sql,
  roomIds: readonly string[],
  request: MemberPage,
): Promise<ReadonlyMap<string, Page<Membership>>> {
  const text = request.fromEnd ? MEMBERS_FROM_END : MEMBERS_FROM_START;
  const values = [roomIds, ...rangeOf(request, FIRST, LAST)];
  const rows = await sql.query<BeyondRow & { wantedId: string } & Nullable<MemberRow>>(text, values);
  return new Map(
    roomIds.map((roomId) => {
      const own = rows.filter((row) => row.wantedId === roomId);
      const found = own.flatMap((row) => (row.userId === null ? [] : [readMember(row as MemberRow)]));
      return [roomId, cutPage(found, request, own[0])];
    }),
  );
}

/**
 * The bounds of a page, and one row more than it has: that row tells whether there are further ones. Without a cursor the
 * bound is an end of the list, so that an index finds the page in any case.
 */
function rangeOf({ after, before, limit }: PageRequest<MomentKey>, start: MomentKey, end: MomentKey): unknown[] {
  const [from, to] = [after ?? start, before ?? end];
  return [from.at, from.id, to.at, to.id, limit + 1];
}
