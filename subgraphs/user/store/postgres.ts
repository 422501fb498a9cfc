import type { EventRecord } from '#platform/event-log/event-log.ts';
import { PostgresOutbox } from '#platform/outbox/postgres.ts';
import { cutPage, type Page, type PageRequest } from '#platform/pagination/connection.ts';
import type { Database, Row } from '#platform/postgres/postgres.ts';
import { type KeysetList, keysetStatement } from './postgres-keyset.ts';
import type { Block, BlockState, ListKey, Pair, Profile, ProfileChange, ProfileOrder, UserStore } from './store.ts';

const PROFILE_COLUMNS = `
  profile.id, profile.username, profile.display_name AS "displayName", profile.bio, profile.picture_id AS "pictureId",
  profile.created_at AS "createdAt"`;
type ProfileRow = Profile & Row;

const PROFILES = `SELECT ${PROFILE_COLUMNS} FROM profiles profile WHERE id = ANY($1::uuid[])`;
const ADD_PROFILES = `
  INSERT INTO profiles (id, username, display_name, bio, created_at)
  SELECT id, username, "displayName", bio, "createdAt" FROM jsonb_to_recordset($1::jsonb)
    AS input(id uuid, username text, "displayName" text, bio text, "createdAt" bigint)
  ORDER BY id
  ON CONFLICT DO NOTHING`;
const LOCK_PICTURE = `SELECT picture_id AS "pictureId" FROM profiles WHERE id = $1 FOR NO KEY UPDATE`;
const UPDATE_PROFILE = `
  UPDATE profiles profile
  SET display_name = coalesce($2, display_name), bio = CASE WHEN $3::boolean THEN $4 ELSE bio END,
    picture_id = CASE WHEN $5::boolean THEN $6::uuid ELSE picture_id END
  WHERE id = $1
  RETURNING ${PROFILE_COLUMNS}`;
const LIST_SELECT = `SELECT ${PROFILE_COLUMNS} FROM profiles profile WHERE true`;
const LIST_KEYS = {
  CREATED_AT: { key: 'profile.created_at', keyType: 'bigint' },
  USERNAME: { key: 'lower(profile.username)', keyType: 'text' },
} as const;

const ADD_BLOCK = `
  INSERT INTO blocks (blocker_id, blocked_id, created_at, event_id) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING
  RETURNING event_id AS "eventId"`;
const BLOCK_EVENT = 'SELECT event_id AS "eventId" FROM blocks WHERE blocker_id = $1 AND blocked_id = $2';
const REMOVE_BLOCK = 'DELETE FROM blocks WHERE blocker_id = $1 AND blocked_id = $2 RETURNING blocker_id';
const BLOCK_STATES = `
  SELECT
    EXISTS (SELECT FROM blocks WHERE blocker_id = pair.user_id AND blocked_id = pair.other_id) AS blocked,
    EXISTS (SELECT FROM blocks WHERE blocker_id = pair.other_id AND blocked_id = pair.user_id) AS "blockedBy"
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS pair(user_id, other_id, place)
  ORDER BY pair.place`;
const BLOCKS_SELECT = `
  SELECT ${PROFILE_COLUMNS}, block.created_at AS "blockedAt"
  FROM blocks block JOIN profiles profile ON profile.id = block.blocked_id
  WHERE block.blocker_id = $1`;
const BLOCK_LISTS = `
  SELECT
    ARRAY(SELECT blocked_id FROM blocks WHERE blocker_id = $1)::text[] AS blocked,
    ARRAY(SELECT blocker_id FROM blocks WHERE blocked_id = $1)::text[] AS "blockedBy"`;
const DELETE_PROFILE = 'DELETE FROM profiles WHERE id = $1';

/** The {@link UserStore} in the schema `lynk_user`. */
export class PostgresUserStore implements UserStore {
  readonly outbox: PostgresOutbox;
  readonly #database: Database;

  /** @param database signs in as `lynk_user` */
  constructor(database: Database) {
    this.#database = database;
    this.outbox = new PostgresOutbox(database);
  }

  profiles(ids: readonly string[]): Promise<readonly Profile[]> {
    return this.#database.query<ProfileRow>(PROFILES, [ids]);
  }

  async addProfiles(profiles: readonly Profile[]): Promise<void> {
    await this.#database.query(ADD_PROFILES, [JSON.stringify(profiles)]);
  }

  updateProfile(
    id: string,
    { displayName, bio, pictureId }: ProfileChange,
    tell: (replacedPictureId: string | null) => EventRecord,
  ): Promise<Profile | null> {
    const values = [
      id,
      displayName ?? null,
      bio !== undefined,
      bio ?? null,
      pictureId !== undefined,
      pictureId ?? null,
    ];
    return this.#database.transaction(async (sql) => {
      const [before] = await sql.query<{ pictureId: string | null }>(LOCK_PICTURE, [id]);
      const [row] = await sql.query<ProfileRow>(UPDATE_PROFILE, values);
      if (before && row && before.pictureId !== row.pictureId) await this.outbox.add(sql, [tell(before.pictureId)]);
      return row ?? null;
    });
  }

  list({ field, direction }: ProfileOrder, request: PageRequest<ListKey>): Promise<Page<Profile>> {
    const order = { ...LIST_KEYS[field], id: 'profile.id', descending: direction === 'DESC' };
    return this.#page<ProfileRow>({ select: LIST_SELECT, values: [], ...order }, request);
  }

  addBlock({ userId, otherId }: Pair, event: EventRecord): Promise<string> {
    return this.#database.transaction(async (sql) => {
      const values = [userId, otherId, event.occurredAt, event.id];
      const [added] = await sql.query<{ eventId: string }>(ADD_BLOCK, values);
      if (added) {
        await this.outbox.add(sql, [event]);
        return event.id;
      }
      const [earlier] = await sql.query<{ eventId: string }>(BLOCK_EVENT, [userId, otherId]);
      // Taken back between the two statements: as if this one had come before that.
      return earlier?.eventId ?? event.id;
    });
  }

  removeBlock({ userId, otherId }: Pair, event: EventRecord): Promise<boolean> {
    return this.#database.transaction(async (sql) => {
      const removed = await sql.query(REMOVE_BLOCK, [userId, otherId]);
      if (removed.length === 0) return false;
      await this.outbox.add(sql, [event]);
      return true;
    });
  }

  blockStates(pairs: readonly Pair[]): Promise<readonly BlockState[]> {
    const values = [pairs.map((pair) => pair.userId), pairs.map((pair) => pair.otherId)];
    return this.#database.query<BlockState & Row>(BLOCK_STATES, values);
  }

  async blocks(userId: string, request: PageRequest<ListKey>): Promise<Page<Block>> {
    const order = { key: 'block.created_at', keyType: 'bigint', id: 'block.blocked_id', descending: true } as const;
    const list = { select: BLOCKS_SELECT, values: [userId], ...order };
    const page = await this.#page<ProfileRow & { blockedAt: number }>(list, request);
    return { ...page, rows: page.rows.map(({ blockedAt, ...blocked }) => ({ blocked, createdAt: blockedAt })) };
  }

  async blockLists(userId: string) {
    const [row] = await this.#database.query<{ blocked: string[]; blockedBy: string[] }>(BLOCK_LISTS, [userId]);
    return row ?? { blocked: [], blockedBy: [] };
  }

  async deleteProfile(id: string): Promise<void> {
    await this.#database.query(DELETE_PROFILE, [id]);
  }

  async #page<R extends Row>(list: KeysetList, request: PageRequest<ListKey>): Promise<Page<R>> {
    const { text, values } = keysetStatement(list, request);
    const rows = await this.#database.query<R>(text, values);
    return cutPage(request.fromEnd ? rows.reverse() : rows, request);
  }
}
