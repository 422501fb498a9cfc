/** What an account may do on the whole platform. */
export type AccountRole = 'USER' | 'MODERATOR' | 'ADMIN';

/** Somebody who has signed in. */
export interface UserIdentity {
  readonly kind: 'user';
  /** UUID of the account and of its User. */
  readonly userId: string;
  /** UUID of the session that the token belongs to. */
  readonly sessionId: string;
  readonly role: AccountRole;
  /** A suspended account may read what it needs to see why, and write nothing. */
  readonly suspended: boolean;
}

/** A request without a token. */
export interface AnonymousIdentity {
  readonly kind: 'anonymous';
}

/** One of our own services, on nobody's behalf. */
export interface ServiceIdentity {
  readonly kind: 'service';
  readonly name: string;
}

/**
 * All members of a room together: the identity of an execution that is shared among viewers. It may read what every
 * member may, and nothing of anybody's own.
 */
export interface AudienceIdentity {
  readonly kind: 'audience';
  /** UUID of the room. Null for the members of any room: they have in common what does not belong to one. */
  readonly roomId: string | null;
}

/** On whose behalf a subgraph works. In process it travels as a value, between processes in a signed service token. */
export type Identity = AnonymousIdentity | UserIdentity | ServiceIdentity | AudienceIdentity;

/** The names that permission maps are written in. */
export type Role = 'anonymous' | 'user' | 'suspended' | 'moderator' | 'admin' | 'service' | 'audience';

/** The one name in permission maps that an identity goes by. */
export function roleOf(identity: Identity): Role {
  if (identity.kind !== 'user') return identity.kind;
  if (identity.suspended) return 'suspended';
  if (identity.role === 'ADMIN') return 'admin';
  return identity.role === 'MODERATOR' ? 'moderator' : 'user';
}
