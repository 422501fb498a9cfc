import type { Sql } from '#platform/postgres/postgres.ts';
import type { MuteStore, RoomMute } from './store.ts';

const SET = `
  INSERT INTO room_mutes AS m (user_id, room_id, since, until, including_mentions) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (user_id, room_id) DO UPDATE SET until = excluded.until, including_mentions = excluded.including_mentions,
    since = CASE WHEN m.until IS NULL OR m.until > excluded.since THEN m.since ELSE excluded.since END`;
const CLEAR = 'DELETE FROM room_mutes WHERE user_id = $1 AND room_id = $2';
const AT = `
  SELECT m.user_id AS "userId", m.room_id AS "roomId", m.since, m.until, m.including_mentions AS "includingMentions"
  FROM room_mutes m JOIN unnest($2::uuid[], $3::uuid[]) AS k (user_id, room_id)
    ON m.user_id = k.user_id AND m.room_id = k.room_id
  WHERE m.until IS NULL OR m.until > $1`;

/** The {@link MuteStore} in the table `room_mutes`. */
export class PostgresMutes implements MuteStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async set({ userId, roomId, since, until, includingMentions }: RoomMute): Promise<void> {
    await this.#sql.query(SET, [userId, roomId, since, until, includingMentions]);
  }

  async clear(userId: string, roomId: string): Promise<void> {
    await this.#sql.query(CLEAR, [userId, roomId]);
  }

  at(now: number, keys: readonly { userId: string; roomId: string }[]): Promise<readonly RoomMute[]> {
    // Doubles would come back twice from the join.
    const unique = [...new Map(keys.map((key) => [`${key.userId} ${key.roomId}`, key])).values()];
    const columns = [unique.map((key) => key.userId), unique.map((key) => key.roomId)];
    return this.#sql.query<RoomMute & Record<string, unknown>>(AT, [now, ...columns]);
  }
}
