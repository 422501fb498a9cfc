/** What other subgraphs may know of an account. No addresses. */
export interface AccountSummary {
  /** UUID of the account and of its User. */
  readonly userId: string;
  readonly username: string;
  /** The name given at registration: the first display name. */
  readonly displayName: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The accounts, as auth serves them to other subgraphs. */
export interface Accounts {
  /**
   * Looks accounts up in one call.
   *
   * @param userIds UUIDs, 500 at most
   * @returns the ones that exist, in any order
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  find(userIds: readonly string[]): Promise<readonly AccountSummary[]>;
}
