import type { MessageKey } from '#platform/ids/ids.ts';
import type { Database } from '#platform/postgres/postgres.ts';
import type { Delivery, DuePush, PushQueue } from './store.ts';

const ADD = `
  INSERT INTO due_pushes (room_id, seq, sent_at, user_id, due_at)
  SELECT $1, $2, $3, * FROM unnest($4::uuid[], $5::bigint[])
  ON CONFLICT (room_id, seq, user_id) DO NOTHING`;
const SIZE = 'SELECT count(*) AS count FROM (SELECT FROM due_pushes LIMIT $1) AS up_to_limit';
const CLAIM = `
  WITH taken AS MATERIALIZED (
    SELECT room_id, seq, user_id FROM due_pushes WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  )
  UPDATE due_pushes d SET due_at = $2, attempts = attempts + 1 FROM taken
  WHERE d.room_id = taken.room_id AND d.seq = taken.seq AND d.user_id = taken.user_id
  RETURNING d.room_id AS "roomId", d.seq, d.user_id AS "userId", d.sent_at AS "sentAt", d.attempts`;
const SETTLE = `
  DELETE FROM due_pushes d USING unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS k (room_id, seq, user_id)
  WHERE d.room_id = k.room_id AND d.seq = k.seq AND d.user_id = k.user_id`;
const POSTPONE = `
  UPDATE due_pushes d SET due_at = $4 FROM unnest($1::uuid[], $2::bigint[], $3::uuid[]) AS k (room_id, seq, user_id)
  WHERE d.room_id = k.room_id AND d.seq = k.seq AND d.user_id = k.user_id`;

const KEYS = `unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS k (target_id, room_id, seq)
  ON d.target_id = k.target_id AND d.room_id = k.room_id AND d.seq = k.seq`;
const BEGIN = `
  INSERT INTO deliveries (target_id, room_id, seq, user_id, begun_at)
  SELECT *, $5 FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[])
  ON CONFLICT (target_id, room_id, seq) DO NOTHING`;
const OPEN = `
  SELECT d.target_id AS "targetId", d.room_id AS "roomId", d.seq, d.user_id AS "userId"
  FROM deliveries d JOIN ${KEYS} WHERE d.settled_at IS NULL`;
const DONE = `
  WITH done AS (
    UPDATE deliveries d SET settled_at = $4 FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS k (target_id, room_id, seq)
    WHERE d.target_id = k.target_id AND d.room_id = k.room_id AND d.seq = k.seq
  )
  UPDATE push_targets SET last_delivered_at = $4 WHERE id = ANY($1::uuid[])`;

/** The {@link PushQueue} in the tables `due_pushes` and `deliveries`. */
export class PostgresPushQueue implements PushQueue {
  readonly #database: Database;
  readonly #callbacks = new Set<() => void>();

  constructor(database: Database) {
    this.#database = database;
  }

  async add(
    message: MessageKey & { readonly sentAt: number },
    people: readonly { userId: string; dueAt: number }[],
  ): Promise<void> {
    if (people.length === 0) return;
    const { roomId, seq, sentAt } = message;
    const columns = [people.map(({ userId }) => userId), people.map(({ dueAt }) => dueAt)];
    await this.#database.query(ADD, [roomId, seq, sentAt, ...columns]);
    for (const callback of this.#callbacks) callback();
  }

  async size(most: number): Promise<number> {
    const [row] = await this.#database.query<{ count: number }>(SIZE, [most]);
    return row?.count ?? 0;
  }

  claim(now: number, backAt: number, limit: number): Promise<readonly DuePush[]> {
    return this.#database.query<DuePush & Record<string, unknown>>(CLAIM, [now, backAt, limit]);
  }

  async settle(pushes: readonly DuePush[]): Promise<void> {
    if (pushes.length > 0) await this.#database.query(SETTLE, pushColumns(pushes));
  }

  async postpone(pushes: readonly DuePush[], dueAt: number): Promise<void> {
    if (pushes.length > 0) await this.#database.query(POSTPONE, [...pushColumns(pushes), dueAt]);
  }

  async begin(deliveries: readonly Delivery[], now: number): Promise<readonly Delivery[]> {
    if (deliveries.length === 0) return [];
    const columns = deliveryColumns(deliveries);
    await this.#database.query(BEGIN, [...columns, deliveries.map(({ userId }) => userId), now]);
    return this.#database.query<Delivery & Record<string, unknown>>(OPEN, columns);
  }

  async done(deliveries: readonly Delivery[], now: number): Promise<void> {
    if (deliveries.length > 0) await this.#database.query(DONE, [...deliveryColumns(deliveries), now]);
  }

  onAdded(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => void this.#callbacks.delete(callback);
  }
}

function pushColumns(pushes: readonly DuePush[]): unknown[] {
  return [pushes.map(({ roomId }) => roomId), pushes.map(({ seq }) => seq), pushes.map(({ userId }) => userId)];
}

function deliveryColumns(deliveries: readonly Delivery[]): unknown[] {
  return [
    deliveries.map(({ targetId }) => targetId),
    deliveries.map(({ roomId }) => roomId),
    deliveries.map(({ seq }) => seq),
  ];
}
