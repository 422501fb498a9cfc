import type { AccountRole } from '#platform/identity/identity.ts';
import type { Account, Session } from './store.ts';

/** The columns of an account under the names of {@link Account}, for a table that goes by `account`. */
export const ACCOUNT_COLUMNS = `
  account.id, account.email, account.username, account.display_name AS "displayName", account.role, account.suspended,
  account.created_at AS "createdAt"`;

/** The columns of a session under the names of {@link Session}, for a table that goes by `session`. */
export const SESSION_COLUMNS = `
  session.id, session.account_id AS "accountId", session.created_at AS "createdAt",
  session.expires_at AS "expiresAt", session.ended_at AS "endedAt"`;

/** A row of {@link ACCOUNT_COLUMNS}. */
export type AccountRow = Account & Record<string, unknown>;

/** A row of {@link SESSION_COLUMNS}. */
export type SessionRow = Session & Record<string, unknown>;

/** The account in a row that may hold other columns, too. */
export function readAccount(row: AccountRow): Account {
  const { id, email, username, displayName, suspended, createdAt } = row;
  return { id, email, username, displayName, role: row.role as AccountRole, suspended, createdAt };
}
