import type { Sql } from '#platform/postgres/postgres.ts';

const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** What is told of a person: the type of the record → a page of them, after an ID. Tokens and keys are secrets. */
const EXPORTS = {
  pushTarget: `
    SELECT id AS "pageKey", kind, name, session_id AS "sessionId", created_at AS "createdAt",
      last_delivered_at AS "lastDeliveredAt"
    FROM push_targets WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
  roomMute: `
    SELECT room_id AS "pageKey", room_id AS "roomId", since, until, including_mentions AS "includingMentions"
    FROM room_mutes WHERE user_id = $1 AND room_id > $2 ORDER BY room_id LIMIT $3`,
  inboxItem: `
    SELECT id AS "pageKey", kind, room_id AS "roomId", message_seq AS "messageSeq", actor_id AS "actorId",
      created_at AS "createdAt", read_at AS "readAt"
    FROM inbox_items WHERE user_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
  delivery: `
    SELECT "pageKey", "targetId", "roomId", "messageSeq", "begunAt", "settledAt" FROM (
      SELECT concat_ws(' ', target_id, room_id, lpad(seq::text, 16, '0')) COLLATE "C" AS "pageKey",
        target_id AS "targetId", room_id AS "roomId", seq AS "messageSeq", begun_at AS "begunAt", settled_at AS "settledAt"
      FROM deliveries WHERE user_id = $1
    ) AS mine WHERE "pageKey" > $2 ORDER BY "pageKey" LIMIT $3`,
};

const ERASE = [
  'DELETE FROM push_outbox WHERE target_id IN (SELECT target_id FROM deliveries WHERE user_id = $1)',
  'DELETE FROM due_pushes WHERE user_id = $1',
  'DELETE FROM push_targets WHERE user_id = $1',
  'DELETE FROM deliveries WHERE user_id = $1',
  'DELETE FROM room_mutes WHERE user_id = $1',
  'DELETE FROM inbox_items WHERE user_id = $1 OR actor_id = $1',
];

const SWEEP_MUTES = `
  DELETE FROM room_mutes WHERE (user_id, room_id) IN (
    SELECT user_id, room_id FROM room_mutes WHERE until <= $1 LIMIT $2) RETURNING 1 AS one`;
const SWEEP_LEDGER = `
  DELETE FROM deliveries WHERE (target_id, room_id, seq) IN (
    SELECT target_id, room_id, seq FROM deliveries WHERE begun_at < $1 ORDER BY begun_at LIMIT $2) RETURNING 1 AS one`;

/** See `NotificationStore.exportPerson`. */
export async function* exportPerson(sql: Sql, userId: string): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for (const [type, text] of Object.entries(EXPORTS)) {
    for (let after: string | null = FIRST; after !== null; ) {
      const rows: { pageKey: string }[] = await sql.query<{ pageKey: string }>(text, [userId, after, PAGE]);
      for (const { pageKey: _, ...record } of rows) yield { type, ...record };
      after = rows.length < PAGE ? null : (rows.at(-1)?.pageKey ?? null);
    }
  }
}

/** See `NotificationStore.erasePerson`. */
export async function erasePerson(sql: Sql, userId: string): Promise<void> {
  for (const statement of ERASE) await sql.query(statement, [userId]);
}

/** See `NotificationStore.sweep`. */
export async function sweep(sql: Sql, now: number, before: number, limit: number): Promise<number> {
  const mutes = await sql.query(SWEEP_MUTES, [now, limit]);
  const entries = await sql.query(SWEEP_LEDGER, [before, limit]);
  return Math.max(mutes.length, entries.length);
}
