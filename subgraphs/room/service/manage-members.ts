import type { AccountRole } from '#platform/identity/identity.ts';
import { PostgresOutbox } from '#platform/outbox/postgres.ts';
import type { Database, Sql } from '#platform/postgres/postgres.ts';
import { exchangeToken } from './postgres-exchange.ts';
import { ACCOUNT_COLUMNS, type AccountRow, readAccount, SESSION_COLUMNS, type SessionRow } from './postgres-rows.ts';
import type { Account, AuthStore, Exchange, NewAccount, NewSession, Session, Taken } from './store.ts';

const TAKEN = `
  SELECT EXISTS (SELECT FROM accounts WHERE lower(email) = lower($1)) AS email,
    EXISTS (SELECT FROM accounts WHERE lower(username) = lower($2)) AS username`;
const INSERT_ACCOUNT = `
  INSERT INTO accounts (id, email, username, password_hash, display_name, role, suspended, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT DO NOTHING
  RETURNING id`;
const CREDENTIALS = `SELECT ${ACCOUNT_COLUMNS}, account.password_hash AS "passwordHash" FROM accounts account`;
const BY_EMAIL = `${CREDENTIALS} WHERE lower(email) = lower($1)`;
const BY_USERNAME = `${CREDENTIALS} WHERE lower(username) = lower($1)`;
const ACCOUNTS = `SELECT ${ACCOUNT_COLUMNS} FROM accounts account WHERE id = ANY($1::uuid[])`;
const SESSIONS = `SELECT ${SESSION_COLUMNS} FROM sessions session WHERE id = ANY($1::uuid[])`;
const SESSIONS_OF = `SELECT ${SESSION_COLUMNS} FROM sessions session WHERE account_id = $1 ORDER BY created_at DESC, id`;
/** The lock keeps the account from being deleted before the session is there to be ended with it. */
const INSERT_SESSION = `
  WITH owner AS (SELECT id FROM accounts WHERE id = $2 FOR SHARE)
  INSERT INTO sessions (id, account_id, created_at, expires_at)
  SELECT $1, owner.id, $3, $4 FROM owner RETURNING id`;
const INSERT_TOKEN = 'INSERT INTO refresh_tokens (hash, session_id, expires_at) VALUES ($1, $2, $3)';
const END_SESSION = 'UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id';
const ENDED_SINCE = 'SELECT id FROM sessions WHERE ended_at >= $1';
const SWEEP_SESSIONS = `
  DELETE FROM sessions WHERE id IN (
    SELECT id FROM sessions WHERE ended_at < $1 OR expires_at < $1 LIMIT $2
  ) RETURNING id`;
const SWEEP_TOKENS = `
  DELETE FROM refresh_tokens WHERE hash IN (
    SELECT hash FROM refresh_tokens WHERE expires_at < $1 LIMIT $2
  ) RETURNING session_id`;
const SET_ROLE = `
  UPDATE accounts account SET role = $2 WHERE lower(email) = lower($1) RETURNING ${ACCOUNT_COLUMNS}`;
const DELETE_ACCOUNT = 'DELETE FROM accounts WHERE id = $1';
const END_SESSIONS = 'UPDATE sessions SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL RETURNING id';

/** The {@link AuthStore} in the schema `lynk_auth`. */
export class PostgresAuthStore implements AuthStore {
  readonly outbox: PostgresOutbox;
  readonly #database: Database;

  /** @param database signs in as `lynk_auth` */
  constructor(database: Database) {
    this.#database = database;
    this.outbox = new PostgresOutbox(database);
  }

  taken(names: { email: string; username: string }): Promise<Taken> {
    return findTaken(this.#database, names);
  }

  createAccount({ account, passwordHash, session, event }: NewAccount): Promise<Taken | null> {
    const { id, email, username, displayName, role, suspended, createdAt } = account;
    return this.#database.transaction(async (sql) => {
      const values = [id, email, username, passwordHash, displayName, role, suspended, createdAt];
      const inserted = await sql.query(INSERT_ACCOUNT, values);
      if (inserted.length === 0) return findTaken(sql, account);
      await insertSession(sql, id, session);
      await this.outbox.add(sql, [event]);
      return null;
    });
  }

  async findCredentials(by: { email: string } | { username: string }) {
    const [text, name] = 'email' in by ? [BY_EMAIL, by.email] : [BY_USERNAME, by.username];
    const [row] = await this.#database.query<AccountRow & { passwordHash: string }>(text, [name]);
    return row ? { account: readAccount(row), passwordHash: row.passwordHash } : null;
  }

  accounts(ids: readonly string[]): Promise<readonly Account[]> {
    return this.#database.query<AccountRow>(ACCOUNTS, [ids]);
  }

  sessions(ids: readonly string[]): Promise<readonly Session[]> {
    return this.#database.query<SessionRow>(SESSIONS, [ids]);
  }

  sessionsOf(accountId: string): Promise<readonly Session[]> {
    return this.#database.query<SessionRow>(SESSIONS_OF, [accountId]);
  }

  openSession(accountId: string, session: NewSession): Promise<boolean> {
    return this.#database.transaction((sql) => insertSession(sql, accountId, session));
  }

  exchange(hash: Buffer, next: { hash: Buffer; now: number; expiresAt: number }): Promise<Exchange> {
    return this.#database.transaction((sql) => exchangeToken(sql, hash, next));
  }

  async endSession(sessionId: string, now: number): Promise<boolean> {
    return (await this.#database.query(END_SESSION, [sessionId, now])).length > 0;
  }

  async endedSince(sinceMs: number): Promise<readonly string[]> {
    const rows = await this.#database.query<{ id: string }>(ENDED_SINCE, [sinceMs]);
    return rows.map((row) => row.id);
  }

  async sweep(before: number, limit: number): Promise<number> {
    const sessions = await this.#database.query(SWEEP_SESSIONS, [before, limit]);
    const tokens = await this.#database.query(SWEEP_TOKENS, [before, limit]);
    return sessions.length + tokens.length;
  }

  async setRole(email: string, role: AccountRole): Promise<Account | null> {
    const [row] = await this.#database.query<AccountRow>(SET_ROLE, [email, role]);
    return row ?? null;
  }

  deleteAccount(accountId: string, now: number): Promise<readonly string[]> {
    return this.#database.transaction(async (sql) => {
      await sql.query(DELETE_ACCOUNT, [accountId]);
      const ended = await sql.query<{ id: string }>(END_SESSIONS, [accountId, now]);
      return ended.map((row) => row.id);
    });
  }
}

/**
 * Asked after an insert that found a name taken. The transaction reads what others have committed, so it sees the account
 * that was faster; when that one is gone again meanwhile, neither name is taken.
 */
async function findTaken(sql: Sql, names: { email: string; username: string }): Promise<Taken> {
  const [row] = await sql.query<{ email: boolean; username: boolean }>(TAKEN, [names.email, names.username]);
  return row ?? { email: false, username: false };
}

async function insertSession(sql: Sql, accountId: string, session: NewSession): Promise<boolean> {
  const inserted = await sql.query(INSERT_SESSION, [session.id, accountId, session.createdAt, session.expiresAt]);
  if (inserted.length === 0) return false;
  await sql.query(INSERT_TOKEN, [session.refreshTokenHash, session.id, session.expiresAt]);
  return true;
}
