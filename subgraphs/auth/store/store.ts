import type { EventRecord } from '#platform/event-log/event-log.ts';
import type { AccountRole } from '#platform/identity/identity.ts';
import type { Outbox } from '#platform/outbox/outbox.ts';

/** How a person signs in. */
export interface Account {
  /** UUID; the same as the User's. */
  readonly id: string;
  /** As typed; unique whatever the case. */
  readonly email: string;
  /** As typed; unique whatever the case. */
  readonly username: string;
  /** As given at registration. */
  readonly displayName: string;
  readonly role: AccountRole;
  readonly suspended: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A signed-in client. Moments are milliseconds since 1970. */
export interface Session {
  /** UUID. */
  readonly id: string;
  /** UUID. */
  readonly accountId: string;
  readonly createdAt: number;
  /** When it ends unless it is refreshed. */
  readonly expiresAt: number;
  /** When somebody ended it; null while nobody has. */
  readonly endedAt: number | null;
}

/** A session that begins, with its first refresh token. */
export interface NewSession {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** SHA-256 of the refresh token, which itself is never stored. */
  readonly refreshTokenHash: Buffer;
}

/** An account that begins, with its first session and what the others are told of it. */
export interface NewAccount {
  readonly account: Account;
  /** PHC string. */
  readonly passwordHash: string;
  readonly session: NewSession;
  /** Goes into the outbox in the same transaction. */
  readonly event: EventRecord;
}

/** Which names other accounts hold. */
export interface Taken {
  readonly email: boolean;
  readonly username: boolean;
}

/** What became of a refresh token that was presented. */
export type Exchange =
  /** It was good: it is used now, and its successor is the session's newest token. */
  | { readonly outcome: 'exchanged'; readonly session: Session; readonly account: Account }
  /** It had been used before: its session is ended now, if it was not ended already. */
  | { readonly outcome: 'reused'; readonly sessionId: string }
  /** It is unknown or its time is over, or its session has ended. */
  | { readonly outcome: 'refused' };

/** What auth keeps. */
export interface AuthStore {
  readonly outbox: Outbox;

  /** Which of these names are in use, whatever their case. */
  taken(names: { email: string; username: string }): Promise<Taken>;

  /**
   * Makes an account with its session and its event, all or nothing.
   *
   * @returns null when it is made; otherwise which names were taken, by whoever was faster, too
   */
  createAccount(account: NewAccount): Promise<Taken | null>;

  /** The account that signs in with a name, whatever its case, and the hash of its password; null when there is none. */
  findCredentials(
    by: { readonly email: string } | { readonly username: string },
  ): Promise<{ readonly account: Account; readonly passwordHash: string } | null>;

  /** Accounts by UUID, in any order; the ones that do not exist are left out. */
  accounts(ids: readonly string[]): Promise<readonly Account[]>;

  /** Sessions by UUID, in any order; the ones that do not exist are left out. */
  sessions(ids: readonly string[]): Promise<readonly Session[]>;

  /** All sessions of an account that are still kept, the newest first. */
  sessionsOf(accountId: string): Promise<readonly Session[]>;

  /** Begins a session. False when the account does not exist, or no longer does. */
  openSession(accountId: string, session: NewSession): Promise<boolean>;

  /**
   * Exchanges a refresh token. Of several exchanges of one token at the same time, one succeeds, and the next ends the
   * session.
   *
   * @param next.expiresAt when the successor and with it the session end, in milliseconds since 1970
   */
  exchange(hash: Buffer, next: { hash: Buffer; now: number; expiresAt: number }): Promise<Exchange>;

  /** Ends a session: its refresh tokens are void from now on. False when it does not exist or had ended already. */
  endSession(sessionId: string, now: number): Promise<boolean>;

  /** UUIDs of the sessions that somebody ended at or after a moment. */
  endedSince(sinceMs: number): Promise<readonly string[]>;

  /**
   * Forgets sessions and refresh tokens that nobody needs any more.
   *
   * @param before sessions that ended or expired before this moment go
   * @param limit how many sessions and tokens at most
   * @returns how many there were
   */
  sweep(before: number, limit: number): Promise<number>;

  /** Gives the account with an e-mail address another role. Null when there is none. */
  setRole(email: string, role: AccountRole): Promise<Account | null>;

  /**
   * Deletes an account and ends its sessions.
   *
   * @returns UUIDs of the sessions that this has ended
   */
  deleteAccount(accountId: string, now: number): Promise<readonly string[]>;
}
