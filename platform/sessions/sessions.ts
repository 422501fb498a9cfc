/** The sessions, as auth serves them. */
export interface Sessions {
  /**
   * The sessions that were ended by somebody and whose access tokens may still be good by their date: a gateway asks once
   * when it starts and hears of later ones through pub/sub.
   *
   * @param sinceMs milliseconds since 1970
   * @returns UUIDs
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  endedSince(sinceMs: number): Promise<readonly string[]>;

  /**
   * The sessions of these that may be used: they have neither ended nor run out, and their accounts are not suspended.
   *
   * @param sessionIds UUIDs, 500 at most
   * @returns UUIDs, in any order
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  usable(sessionIds: readonly string[]): Promise<readonly string[]>;
}
