import type { Membership, MembershipState, Room } from './store.ts';

/** Columns of a room under the name `room`. */
export const ROOM_COLUMNS = `
  room.id, room.kind, room.visibility, room.name, room.topic, room.picture_id AS "pictureId", room.created_at AS "createdAt",
  room.pair_low AS "pairLow", room.pair_high AS "pairHigh", room.member_count AS "memberCount"`;

/** Columns of a membership under the name `member`. */
export const MEMBER_COLUMNS = `
  member.room_id AS "roomId", member.user_id AS "userId", member.role, member.joined_at AS "joinedAt", member.version`;

/** A row with {@link ROOM_COLUMNS}. */
export type RoomRow = Omit<Room, 'pair'> & { pairLow: string | null; pairHigh: string | null };

/** A row with {@link MEMBER_COLUMNS}. */
export type MemberRow = Membership & Record<string, unknown>;

/** A row with {@link MEMBER_COLUMNS} and `active`. */
export type StateRow = MembershipState & Record<string, unknown>;

/** The room in a row that may hold more. */
export function readRoom(row: RoomRow): Room {
  const { id, kind, visibility, name, topic, pictureId, createdAt, pairLow, pairHigh, memberCount } = row;
  const pair = pairLow !== null && pairHigh !== null ? ([pairLow, pairHigh] as const) : null;
  return { id, kind, visibility, name, topic, pictureId, createdAt, pair, memberCount };
}

/** The membership in a row that may hold more. */
export function readMember({ roomId, userId, role, joinedAt, version }: Membership): Membership {
  return { roomId, userId, role, joinedAt, version };
}
