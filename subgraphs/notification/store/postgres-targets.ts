import { createHash } from 'node:crypto';
import type { Database, Sql } from '#platform/postgres/postgres.ts';
import type { PushAddress } from '#platform/push/push.ts';
import type { NewPushTarget, PushTarget, PushTargetStore } from './store.ts';

const COLUMNS = `id, user_id AS "userId", session_id AS "sessionId", kind, token, p256dh, auth, name,
  created_at AS "createdAt", last_delivered_at AS "lastDeliveredAt"`;

/**
 * Registrations of one token, and those of one person, wait for each other. The token's lock comes first everywhere, so
 * that two never wait for each other in a circle.
 */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`;
const TAKE_TOKEN = 'DELETE FROM push_targets WHERE token_hash = $1 AND session_id <> $2';
const COUNT = 'SELECT count(*) AS count FROM push_targets WHERE user_id = $1 AND session_id <> $2';
const REGISTER = `
  INSERT INTO push_targets AS t (id, user_id, session_id, kind, token, token_hash, p256dh, auth, name, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (session_id) DO UPDATE SET kind = excluded.kind, token = excluded.token, token_hash = excluded.token_hash,
    p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name
  RETURNING ${COLUMNS}`;
const REMOVE = 'DELETE FROM push_targets WHERE user_id = $1 AND id = $2';
const OF_PEOPLE = `
  SELECT ${COLUMNS} FROM push_targets WHERE user_id = ANY($1::uuid[]) ORDER BY created_at DESC, id DESC`;
const REACHABLE = 'SELECT DISTINCT user_id AS id FROM push_targets WHERE user_id = ANY($1::uuid[])';
const END_SESSIONS = 'DELETE FROM push_targets WHERE session_id = ANY($1::uuid[])';
const SESSIONS = `
  SELECT session_id AS id FROM push_targets WHERE $1::uuid IS NULL OR session_id > $1 ORDER BY session_id LIMIT $2`;
const GONE = 'DELETE FROM push_targets WHERE id = ANY($1::uuid[])';

type TargetRow = Omit<PushTarget, 'address'> & {
  kind: PushAddress['kind'];
  token: string;
  p256dh: string | null;
  auth: string | null;
};

/** The {@link PushTargetStore} in the table `push_targets`. */
export class PostgresPushTargets implements PushTargetStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  register(target: NewPushTarget, limit: number): Promise<PushTarget | null> {
    const { id, userId, sessionId, address, name, createdAt } = target;
    const { kind, token } = address;
    const hash = createHash('sha256').update(`${kind} ${token}`).digest();
    return this.#database.transaction(async (sql) => {
      await sql.query(LOCK, [`push token ${hash.toString('hex')}`]);
      await sql.query(LOCK, [`push targets of ${userId}`]);
      const [others] = await sql.query<{ count: number }>(COUNT, [userId, sessionId]);
      if ((others?.count ?? 0) >= limit && !(await this.#replaces(sql, hash, userId))) return null;
      await sql.query(TAKE_TOKEN, [hash, sessionId]);
      const keys = address.kind === 'WEB_PUSH' ? [address.p256dh, address.auth] : [null, null];
      const values = [id, userId, sessionId, kind, token, hash, ...keys, name, createdAt];
      const [row] = await sql.query<TargetRow>(REGISTER, values);
      if (!row) throw new Error('A target that was written is not there.');
      return targetOf(row);
    });
  }

  async remove(userId: string, targetId: string): Promise<void> {
    await this.#database.query(REMOVE, [userId, targetId]);
  }

  async ofPeople(userIds: readonly string[]): Promise<readonly PushTarget[]> {
    return (await this.#database.query<TargetRow>(OF_PEOPLE, [userIds])).map(targetOf);
  }

  reachable(userIds: readonly string[]): Promise<readonly string[]> {
    return this.#ids(REACHABLE, [userIds]);
  }

  async endSessions(sessionIds: readonly string[]): Promise<void> {
    await this.#database.query(END_SESSIONS, [sessionIds]);
  }

  sessions(after: string | null, limit: number): Promise<readonly string[]> {
    return this.#ids(SESSIONS, [after, limit]);
  }

  async gone(targetIds: readonly string[]): Promise<void> {
    await this.#database.query(GONE, [targetIds]);
  }

  /** Whether the person has the device already, on another session: it then gets no more of them. */
  async #replaces(sql: Sql, hash: Buffer, userId: string): Promise<boolean> {
    const text = 'SELECT FROM push_targets WHERE token_hash = $1 AND user_id = $2';
    return (await sql.query(text, [hash, userId])).length > 0;
  }

  async #ids(text: string, values: readonly unknown[]): Promise<readonly string[]> {
    return (await this.#database.query<{ id: string }>(text, values)).map((row) => row.id);
  }
}

function targetOf({ kind, token, p256dh, auth, ...rest }: TargetRow): PushTarget {
  const address: PushAddress =
    kind === 'WEB_PUSH' ? { kind, token, p256dh: p256dh ?? '', auth: auth ?? '' } : { kind, token };
  return { ...rest, address };
}
