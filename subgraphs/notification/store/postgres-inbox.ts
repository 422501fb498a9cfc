import type { MessageKey } from '#platform/ids/ids.ts';
import { cutPage, type Page, type PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { Database, Sql } from '#platform/postgres/postgres.ts';
import type { InboxItem, InboxStore } from './store.ts';

const UNREAD_LIMIT = 1_000;

/** The columns that make an item, for SELECT. */
export const INBOX_COLUMNS = `i.id, i.user_id AS "userId", i.kind, i.room_id AS "roomId", i.message_seq AS "messageSeq",
  i.actor_id AS "actorId", i.created_at AS "createdAt", i.read_at AS "readAt"`;

const ADD = `
  INSERT INTO inbox_items (id, user_id, kind, room_id, message_seq, actor_id, created_at, read_at)
  SELECT id, "userId", kind, "roomId", "messageSeq", "actorId", "createdAt", "readAt" FROM jsonb_to_recordset($1::jsonb)
    AS item (id uuid, "userId" uuid, kind text, "roomId" uuid, "messageSeq" bigint, "actorId" uuid, "createdAt" bigint,
      "readAt" bigint)
  ON CONFLICT (id) DO NOTHING`;
const REMOVE_MENTIONS = `
  DELETE FROM inbox_items WHERE room_id = $1 AND message_seq = $2 AND NOT id = ANY($3::uuid[])
  RETURNING user_id AS "userId"`;
const REMOVE_ROOM = 'DELETE FROM inbox_items WHERE user_id = $1 AND room_id = $2';
const REMOVE_ACTOR = 'DELETE FROM inbox_items WHERE user_id = $1 AND actor_id = $2';

/** The list runs from new to old. One row comes even when the page is empty, and tells what is beyond it. */
const pageFrom = (end: 'start' | 'end', unreadOnly: boolean) => {
  const mine = `user_id = $1${unreadOnly ? ' AND read_at IS NULL' : ''}`;
  return `
  SELECT beyond.*, item.*
  FROM (SELECT
    EXISTS (SELECT FROM inbox_items WHERE ${mine} AND (created_at, id) >= ($2::bigint, $3::uuid)) AS precedes,
    EXISTS (SELECT FROM inbox_items WHERE ${mine} AND (created_at, id) <= ($4::bigint, $5::uuid)) AS follows
  ) AS beyond
  LEFT JOIN LATERAL (
    SELECT ${INBOX_COLUMNS} FROM inbox_items i
    WHERE ${mine} AND (created_at, id) < ($2::bigint, $3::uuid) AND (created_at, id) > ($4::bigint, $5::uuid)
    ORDER BY ${end === 'start' ? 'created_at DESC, id DESC' : 'created_at, id'} LIMIT $6
  ) AS item ON true
  ORDER BY item."createdAt" DESC, item.id DESC`;
};
const PAGES = {
  all: { start: pageFrom('start', false), end: pageFrom('end', false) },
  unread: { start: pageFrom('start', true), end: pageFrom('end', true) },
};
const UNREAD = `
  SELECT count(*) AS count FROM (
    SELECT FROM inbox_items WHERE user_id = $1 AND read_at IS NULL LIMIT ${UNREAD_LIMIT}
  ) AS up_to_limit`;
const MARK = `UPDATE inbox_items SET read_at = $3 WHERE user_id = $1 AND id = ANY($2::uuid[]) AND read_at IS NULL`;
const MARK_UP_TO = `
  UPDATE inbox_items i SET read_at = $3 FROM inbox_items last
  WHERE last.id = $2 AND last.user_id = $1 AND i.user_id = $1 AND i.read_at IS NULL
    AND (i.created_at, i.id) <= (last.created_at, last.id)`;

/** After every moment, and before every one. */
const NEWEST: MomentKey = { at: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const OLDEST: MomentKey = { at: -1, id: '00000000-0000-0000-0000-000000000000' };

type PageRow = { precedes: boolean; follows: boolean } & { [Key in keyof InboxItem]: InboxItem[Key] | null };

/** The {@link InboxStore} in the table `inbox_items`. */
export class PostgresInbox implements InboxStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(items: readonly InboxItem[]): Promise<void> {
    return add(this.#database, items);
  }

  setMentions({ roomId, seq }: MessageKey, items: readonly InboxItem[]): Promise<readonly string[]> {
    return this.#database.transaction(async (sql) => {
      await add(sql, items);
      const ids = items.map(({ id }) => id);
      const removed = await sql.query<{ userId: string }>(REMOVE_MENTIONS, [roomId, seq, ids]);
      return removed.map(({ userId }) => userId);
    });
  }

  async removeRoom(userId: string, roomId: string): Promise<void> {
    await this.#database.query(REMOVE_ROOM, [userId, roomId]);
  }

  async removeActor(userId: string, actorId: string): Promise<void> {
    await this.#database.query(REMOVE_ACTOR, [userId, actorId]);
  }

  async page(userId: string, unreadOnly: boolean, request: PageRequest<MomentKey>): Promise<Page<InboxItem>> {
    const text = PAGES[unreadOnly ? 'unread' : 'all'][request.fromEnd ? 'end' : 'start'];
    const [from, to] = [request.after ?? NEWEST, request.before ?? OLDEST];
    const values = [userId, from.at, from.id, to.at, to.id, request.limit + 1];
    const rows = await this.#database.query<PageRow>(text, values);
    const items = rows.flatMap(({ precedes: _, follows: __, ...row }) => (row.id === null ? [] : [row as InboxItem]));
    return cutPage(items, request, rows[0]);
  }

  async unreadCount(userId: string): Promise<number> {
    const [row] = await this.#database.query<{ count: number }>(UNREAD, [userId]);
    return row?.count ?? 0;
  }

  async markRead(userId: string, itemIds: readonly string[], now: number): Promise<void> {
    await this.#database.query(MARK, [userId, itemIds, now]);
  }

  async markReadUpTo(userId: string, itemId: string, now: number): Promise<void> {
    await this.#database.query(MARK_UP_TO, [userId, itemId, now]);
  }
}

async function add(sql: Sql, items: readonly InboxItem[]): Promise<void> {
  if (items.length > 0) await sql.query(ADD, [JSON.stringify(items)]);
}
