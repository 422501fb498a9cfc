import type { Page } from '#platform/pagination/connection.ts';
import type { Sql } from '#platform/postgres/postgres.ts';
import { MESSAGE_COLUMNS, type MessageRow, messageOf } from './postgres-messages.ts';
import type { HistoryRequest, Message } from './store.ts';

/**
 * One statement, so that the page, what is said of further pages, and the head are from one moment. `page` selects rows
 * of `messages m` of room $1; where it is empty, the bounds $2 and $3 stand for its ends.
 */
const around = (page: string) => `
  WITH page AS MATERIALIZED (${page})
  SELECT coalesce((SELECT seq FROM room_heads WHERE room_id = $1), 0) AS "headSeq",
    EXISTS (
      SELECT FROM messages WHERE room_id = $1 AND seq < coalesce((SELECT min(seq) FROM page), $2 + 1)
    ) AS "hasPreviousPage",
    EXISTS (
      SELECT FROM messages WHERE room_id = $1 AND seq > coalesce((SELECT max(seq) FROM page), $3 - 1)
    ) AS "hasNextPage",
    page.*
  FROM (VALUES (1)) AS one_row LEFT JOIN page ON true ORDER BY page.seq`;

const between = `SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.room_id = $1 AND m.seq > $2 AND m.seq < $3`;
const FROM_START = around(`${between} ORDER BY m.seq LIMIT $4`);
const FROM_END = around(`${between} ORDER BY m.seq DESC LIMIT $4`);
/** $4 messages from before the one at $5, that one, and $6 from behind it; nothing where no message stands. */
const AROUND = around(`
  (${between} AND m.seq < $5 AND EXISTS (SELECT FROM messages WHERE room_id = $1 AND seq = $5)
    ORDER BY m.seq DESC LIMIT $4)
  UNION ALL
  (${between} AND m.seq >= $5 AND EXISTS (SELECT FROM messages WHERE room_id = $1 AND seq = $5)
    ORDER BY m.seq LIMIT $6 + 1)`);

type PageRow = (MessageRow | { [Column in keyof MessageRow]: null }) & {
  headSeq: number;
  hasPreviousPage: boolean;
  hasNextPage: boolean;
};

/** Below every place, and above. */
const FIRST = 0;
const LAST = Number.MAX_SAFE_INTEGER;

/** See `MessageStore.history`. */
export async function history(
  sql: Sql,
  roomId: string,
  request: HistoryRequest,
): Promise<Page<Message> & { headSeq: number }> {
  const rows = await select(sql, roomId, request);
  const [first] = rows;
  const { headSeq = 0, hasPreviousPage = false, hasNextPage = false } = first ?? {};
  const messages = rows.flatMap((row) => {
    if (row.roomId === null) return [];
    const { headSeq: _, hasPreviousPage: _previous, hasNextPage: _next, ...message } = row;
    return [messageOf(message)];
  });
  return { rows: messages, hasPreviousPage, hasNextPage, headSeq };
}

function select(sql: Sql, roomId: string, request: HistoryRequest): Promise<PageRow[]> {
  if ('around' in request) {
    const before = Math.floor(request.limit / 2);
    const behind = request.limit - 1 - before;
    return sql.query(AROUND, [roomId, FIRST, LAST, before, request.around, behind]);
  }
  const { after, before, limit } = request;
  return sql.query(request.fromEnd ? FROM_END : FROM_START, [roomId, after ?? FIRST, before ?? LAST, limit]);
}
