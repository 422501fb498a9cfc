import { PostgresOutbox } from '#platform/outbox/postgres.ts';
import type { PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { Database } from '#platform/postgres/postgres.ts';
import { createRoom, lockRoom, writeChange } from './postgres-change.ts';
import { isNameTaken, members, publicNames, publicRooms } from './postgres-pages.ts';
import {
  MEMBER_COLUMNS,
  type MemberRow,
  ROOM_COLUMNS,
  type RoomRow,
  readMember,
  readRoom,
  type StateRow,
} from './postgres-rows.ts';
import type { LockedRoom, MemberPage, Room, RoomChange, RoomStore, Standing } from './store.ts';

const STANDINGS = `
  SELECT ${ROOM_COLUMNS}, ${MEMBER_COLUMNS}
  FROM jsonb_to_recordset($1::jsonb) AS request(place int, "roomId" uuid, "userId" uuid)
  LEFT JOIN rooms room ON room.id = request."roomId"
  LEFT JOIN memberships member
    ON member.room_id = request."roomId" AND member.user_id = request."userId" AND member.active
  ORDER BY request.place`;
const MEMBERSHIPS_OF = `SELECT ${MEMBER_COLUMNS}, member.active FROM memberships member WHERE user_id = $1`;
const SUCCESSOR = `
  SELECT ${MEMBER_COLUMNS} FROM memberships member
  WHERE room_id = $1 AND active AND user_id <> $2
  ORDER BY array_position(ARRAY['OWNER', 'MODERATOR', 'MEMBER'], role), joined_at, user_id LIMIT 1`;
const FORGET = 'DELETE FROM memberships WHERE user_id = $1 AND NOT active';

type StandingRow = Partial<RoomRow> & Partial<MemberRow>;

/** The {@link RoomStore} in the schema `lynk_room`. */
export class PostgresRoomStore implements RoomStore {
  readonly outbox: PostgresOutbox;
  readonly #database: Database;

  /** @param database signs in as `lynk_room` */
  constructor(database: Database) {
    this.#database = database;
    this.outbox = new PostgresOutbox(database);
  }

  async standings(requests: readonly { roomId: string; userId: string | null }[]): Promise<readonly Standing[]> {
    if (requests.length === 0) return [];
    const input = JSON.stringify(requests.map((request, place) => ({ ...request, place })));
    const rows = await this.#database.query<StandingRow>(STANDINGS, [input]);
    return rows.map((row) => ({
      room: row.id == null ? null : readRoom(row as RoomRow),
      membership: row.userId == null ? null : readMember(row as MemberRow),
    }));
  }

  publicRooms(request: PageRequest<MomentKey>) {
    return publicRooms(this.#database, request);
  }

  isNameTaken(name: string) {
    return isNameTaken(this.#database, name);
  }

  publicNames(after: MomentKey | null, limit: number) {
    return publicNames(this.#database, after, limit);
  }

  members(roomIds: readonly string[], request: MemberPage) {
    return members(this.#database, roomIds, request);
  }

  create(room: Room, change: RoomChange): Promise<boolean> {
    return this.#database.transaction((sql) => createRoom(sql, this.outbox, room, change));
  }

  change(
    roomId: string,
    userIds: readonly string[],
    decide: (locked: LockedRoom) => RoomChange,
  ): Promise<LockedRoom | null> {
    return this.#database.transaction(async (sql) => {
      const locked = await lockRoom(sql, roomId, userIds);
      return locked && writeChange(sql, this.outbox, locked, decide(locked));
    });
  }

  membershipsOf(userId: string) {
    return this.#database.query<StateRow>(MEMBERSHIPS_OF, [userId]);
  }

  async successor(roomId: string, userId: string) {
    const [row] = await this.#database.query<MemberRow>(SUCCESSOR, [roomId, userId]);
    return row ?? null;
  }

  async forget(userId: string): Promise<void> {
    await this.#database.query(FORGET, [userId]);
  }
}
