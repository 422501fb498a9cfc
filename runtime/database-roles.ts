import { randomBytes } from 'node:crypto';

/** The database that holds everything. */
export const DATABASE = 'lynk';

/** Owns the database and all tables, runs migrations; no subgraph ever signs in with it. */
export const ADMIN_ROLE = 'lynk_admin';

/** One schema for each subgraph, and one for the event log. Each has a role of the same name. */
export const SCHEMAS = [
  'lynk_auth',
  'lynk_user',
  'lynk_room',
  'lynk_message',
  'lynk_media',
  'lynk_notification',
  'lynk_event_log',
] as const;

/** A schema, and the role that may read and write its rows. */
export type SchemaName = (typeof SCHEMAS)[number];

/** Whoever can sign in to the database. */
export type DatabaseRole = typeof ADMIN_ROLE | SchemaName;

/** Every role that can sign in. */
export const DATABASE_ROLES: readonly DatabaseRole[] = [ADMIN_ROLE, ...SCHEMAS];

/** role -> its password */
export type RolePasswords = Readonly<Record<DatabaseRole, string>>;

/** A password that nobody has to remember: 256 random bits, in characters that need no quoting anywhere. */
export function randomPassword(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Collects the password of every role.
 *
 * @param passwordOf gives the password of one role, for example from a file; rejections are passed on
 */
export async function rolePasswords(passwordOf: (role: DatabaseRole) => Promise<string>): Promise<RolePasswords> {
  const entries = await Promise.all(DATABASE_ROLES.map(async (role) => [role, await passwordOf(role)] as const));
  return Object.fromEntries(entries) as Record<DatabaseRole, string>;
}
