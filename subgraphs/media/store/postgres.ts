import type { Database, Row, Sql } from '#platform/postgres/postgres.ts';
import type { FileClaim, FoundContent, MediaFile, MediaStore, NewFile, WaitingLimits } from './store.ts';

const COLUMNS = `
  id, owner_id AS "ownerId", purpose, room_id AS "roomId", file_name AS "fileName", declared_type AS "declaredType", size,
  sha256, created_at AS "createdAt", expires_at AS "expiresAt", content_type AS "contentType", width, height, holder`;

/** One at a time for each owner, so that what is counted is still so when the row is written. */
const LOCK_OWNER = `SELECT pg_advisory_xact_lock(hashtextextended('lynk_media/' || $1, 0))`;
const WAITING = `
  SELECT count(*) AS files, coalesce(sum(size), 0)::bigint AS bytes
  FROM files WHERE owner_id = $1 AND holder IS NULL AND discarded_at IS NULL`;
const ADD = `
  INSERT INTO files (id, owner_id, purpose, room_id, file_name, declared_type, size, sha256, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const FILES = `SELECT ${COLUMNS} FROM files WHERE id = ANY($1::uuid[]) AND discarded_at IS NULL`;
const COMPLETE = `
  UPDATE files SET completed_at = $2, content_type = $3, width = $4, height = $5
  WHERE id = $1 AND completed_at IS NULL AND discarded_at IS NULL`;
const CLAIM = `
  UPDATE files SET holder = $1, claimed_at = coalesce(claimed_at, $2)
  WHERE id = ANY($3::uuid[]) AND owner_id = $4 AND purpose = ANY($5::text[]) AND room_id IS NOT DISTINCT FROM $6::uuid
    AND completed_at IS NOT NULL AND discarded_at IS NULL
    AND (holder IS NULL OR holder = $1) AND ($7 OR confirmed_at IS NULL)
  RETURNING id`;
const CONFIRM = `UPDATE files SET confirmed_at = $2 WHERE id = ANY($1::uuid[]) AND confirmed_at IS NULL`;
const DISCARD = `UPDATE files SET discarded_at = $2 WHERE id = ANY($1::uuid[]) AND discarded_at IS NULL`;
const DISCARD_OF = `UPDATE files SET discarded_at = $2 WHERE owner_id = $1 AND discarded_at IS NULL`;
const DISCARD_STALE = `
  UPDATE files SET discarded_at = $3 WHERE discarded_at IS NULL AND (
    (holder IS NULL AND created_at < $1) OR (holder IS NOT NULL AND confirmed_at IS NULL AND claimed_at < $2))`;
const DISCARDED = `SELECT id FROM files WHERE discarded_at IS NOT NULL ORDER BY discarded_at, id LIMIT $1`;
const DISCARDED_OF = `SELECT id FROM files WHERE discarded_at IS NOT NULL AND owner_id = $1`;
const FORGET = `DELETE FROM files WHERE id = ANY($1::uuid[]) AND discarded_at IS NOT NULL`;
const FILES_OF = `SELECT ${COLUMNS} FROM files WHERE owner_id = $1 AND discarded_at IS NULL ORDER BY created_at, id`;

type FileRow = NewFile &
  Row & { contentType: string | null; width: number | null; height: number | null } & Pick<MediaFile, 'holder'>;

/** Rolls a transaction back whose claim cannot be met. */
class ClaimRefused extends Error {}

/** The {@link MediaStore} in the schema `lynk_media`. */
export class PostgresMediaStore implements MediaStore {
  readonly #database: Database;

  /** @param database signs in as `lynk_media` */
  constructor(database: Database) {
    this.#database = database;
  }

  add(file: NewFile, limits: WaitingLimits): Promise<boolean> {
    return this.#database.transaction(async (sql) => {
      await sql.query(LOCK_OWNER, [file.ownerId]);
      const [waiting] = await sql.query<{ files: number; bytes: number }>(WAITING, [file.ownerId]);
      if (!waiting || waiting.files + 1 > limits.files || waiting.bytes + file.size > limits.bytes) return false;
      const { id, ownerId, purpose, roomId, fileName, declaredType, size, sha256, createdAt, expiresAt } = file;
      const values = [id, ownerId, purpose, roomId, fileName, declaredType, size, sha256, createdAt, expiresAt];
      await sql.query(ADD, values);
      return true;
    });
  }

  files(ids: readonly string[]): Promise<readonly MediaFile[]> {
    return this.#read(FILES, ids);
  }

  async complete(id: string, { contentType, width, height }: FoundContent, now: number): Promise<MediaFile | null> {
    await this.#database.query(COMPLETE, [id, now, contentType, width, height]);
    const [file] = await this.#read(FILES, [id]);
    return file ?? null;
  }

  async claim(claim: FileClaim, now: number): Promise<boolean> {
    try {
      await this.#database.transaction((sql) => claimAll(sql, claim, now));
      return true;
    } catch (error) {
      if (error instanceof ClaimRefused) return false;
      throw error;
    }
  }

  async confirm(ids: readonly string[], now: number): Promise<void> {
    await this.#database.query(CONFIRM, [ids, now]);
  }

  async discard(ids: readonly string[], now: number): Promise<void> {
    await this.#database.query(DISCARD, [ids, now]);
  }

  async discardOf(ownerId: string, now: number): Promise<void> {
    await this.#database.query(DISCARD_OF, [ownerId, now]);
  }

  async discardStale({ unused, unconfirmed }: { unused: number; unconfirmed: number }, now: number): Promise<void> {
    await this.#database.query(DISCARD_STALE, [unused, unconfirmed, now]);
  }

  discarded(limit: number): Promise<readonly string[]> {
    return this.#ids(DISCARDED, limit);
  }

  discardedOf(ownerId: string): Promise<readonly string[]> {
    return this.#ids(DISCARDED_OF, ownerId);
  }

  async forget(ids: readonly string[]): Promise<void> {
    await this.#database.query(FORGET, [ids]);
  }

  filesOf(ownerId: string): Promise<readonly MediaFile[]> {
    return this.#read(FILES_OF, ownerId);
  }

  async #ids(text: string, value: unknown): Promise<readonly string[]> {
    return (await this.#database.query<{ id: string }>(text, [value])).map(({ id }) => id);
  }

  async #read(text: string, value: unknown): Promise<readonly MediaFile[]> {
    const rows = await this.#database.query<FileRow>(text, [value]);
    return rows.map(({ contentType, width, height, ...file }) => ({
      ...file,
      content: contentType === null ? null : { contentType, width, height },
    }));
  }
}

/** Rows are locked in one order, so that two claims of the same files never wait for each other in a circle. */
async function claimAll(sql: Sql, claim: FileClaim, now: number): Promise<void> {
  const ids = claim.ids.toSorted();
  const { holder, ownerId, purposes, roomId, mayRepeatConfirmed } = claim;
  await sql.query(`SELECT id FROM files WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE`, [ids]);
  const claimed = await sql.query(CLAIM, [holder, now, ids, ownerId, purposes, roomId, mayRepeatConfirmed]);
  if (claimed.length !== new Set(ids).size) throw new ClaimRefused();
}
