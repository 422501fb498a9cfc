import type { Sql } from '#platform/postgres/postgres.ts';
import { ACCOUNT_COLUMNS, type AccountRow, readAccount, SESSION_COLUMNS, type SessionRow } from './postgres-rows.ts';
import type { Exchange } from './store.ts';

/**
 * The row locks of the session and the token make exchanges of one session wait for each other and for its end: whoever
 * comes second reads what the first has committed.
 */
const FIND = `
  SELECT ${SESSION_COLUMNS}, token.expires_at AS "tokenExpiresAt", token.used_at AS "usedAt"
  FROM refresh_tokens token JOIN sessions session ON session.id = token.session_id
  WHERE token.hash = $1
  FOR UPDATE OF session, token`;
const ACCOUNT = `SELECT ${ACCOUNT_COLUMNS} FROM accounts account WHERE account.id = $1`;
const USE = 'UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1';
const ADD = 'INSERT INTO refresh_tokens (hash, session_id, expires_at) VALUES ($1, $2, $3)';
const PROLONG = 'UPDATE sessions SET expires_at = $2 WHERE id = $1';
const END = 'UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL';

/** What `AuthStore.exchange` does, within a transaction that commits whatever the outcome is. */
export async function exchangeToken(
  sql: Sql,
  hash: Buffer,
  next: { hash: Buffer; now: number; expiresAt: number },
): Promise<Exchange> {
  const [found] = await sql.query<SessionRow & { tokenExpiresAt: number; usedAt: number | null }>(FIND, [hash]);
  if (!found) return { outcome: 'refused' };
  if (found.usedAt !== null) {
    await sql.query(END, [found.id, next.now]);
    return { outcome: 'reused', sessionId: found.id };
  }
  const [account] = await sql.query<AccountRow>(ACCOUNT, [found.accountId]);
  if (!account || found.endedAt !== null || found.tokenExpiresAt <= next.now) return { outcome: 'refused' };
  await sql.query(USE, [hash, next.now]);
  await sql.query(ADD, [next.hash, found.id, next.expiresAt]);
  await sql.query(PROLONG, [found.id, next.expiresAt]);
  const { id, accountId, createdAt, endedAt } = found;
  return {
    outcome: 'exchanged',
    session: { id, accountId, createdAt, expiresAt: next.expiresAt, endedAt },
    account: readAccount(account),
  };
}
