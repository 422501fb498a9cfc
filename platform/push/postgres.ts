import { createHash } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logger/logger.ts';
import type { Sql } from '../postgres/postgres.ts';
import type { Push, PushNotification, PushOutcome } from './push.ts';
import type { PushOutbox, ShownPush } from './push-outbox.ts';

/** How many are kept. */
const KEPT = 10_000;

/** A statement cannot change a row twice, so doubles within a call have become one before. */
const SHOW = `
  INSERT INTO push_outbox AS o (target_id, kind, device, collapse_id, title, body, room_id, message_id, shown_at, sends)
  SELECT "targetId", kind, device, "collapseId", title, body, "roomId", "messageId", $2, sends
  FROM jsonb_to_recordset($1::jsonb) AS n ("targetId" uuid, kind text, device text, "collapseId" text, title text,
    body text, "roomId" text, "messageId" text, sends integer)
  ON CONFLICT (device, collapse_id) DO UPDATE SET target_id = excluded.target_id, title = excluded.title,
    body = excluded.body, shown_at = excluded.shown_at, sends = o.sends + excluded.sends`;
const TRIM = `DELETE FROM push_outbox WHERE position <= (SELECT max(position) FROM push_outbox) - ${KEPT}`;
const NEWEST = `
  SELECT position, target_id AS "targetId", kind, device, collapse_id AS "collapseId", title, body, room_id AS "roomId",
    message_id AS "messageId", shown_at AS "shownAt", sends
  FROM push_outbox WHERE $1::bigint IS NULL OR position < $1 ORDER BY position DESC LIMIT $2`;

/**
 * Devices that are rows of the table `push_outbox`: what would be pushed is kept there, where developers see it, and reaches
 * nobody. Each device shows what has the same collapse ID once.
 */
export class PostgresPush implements Push, PushOutbox {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #logger: Logger;

  /** @param options.sql signs in as the owner of the table `push_outbox` */
  constructor(options: { sql: Sql; clock: Clock; logger: Logger }) {
    this.#sql = options.sql;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  async send(notifications: readonly PushNotification[]): Promise<readonly PushOutcome[]> {
    if (notifications.length === 0) return [];
    const rows = new Map<string, ReturnType<typeof rowOf> & { sends: number }>();
    for (const notification of notifications) {
      const row = rowOf(notification);
      const key = `${row.device} ${row.collapseId}`;
      rows.set(key, { ...row, sends: (rows.get(key)?.sends ?? 0) + 1 });
    }
    try {
      await this.#sql.query(SHOW, [JSON.stringify([...rows.values()]), this.#clock.now()]);
      await this.#sql.query(TRIM);
    } catch (error) {
      this.#logger.warn({ err: error }, 'pushes could not be put into the outbox');
      return notifications.map(() => 'failed');
    }
    for (const { targetId, collapseId, messageId } of notifications) {
      this.#logger.info({ targetId, collapseId, messageId }, 'a push was put into the outbox');
    }
    return notifications.map(() => 'taken');
  }

  newest(before: number | null, limit: number): Promise<readonly ShownPush[]> {
    return this.#sql.query<ShownPush & Record<string, unknown>>(NEWEST, [before, limit]);
  }
}

/** The token itself is a secret. */
function rowOf({ address, targetId, collapseId, title, body, roomId, messageId }: PushNotification) {
  const device = createHash('sha256').update(`${address.kind} ${address.token}`).digest('hex');
  return { targetId, kind: address.kind, device, collapseId, title, body, roomId, messageId };
}
