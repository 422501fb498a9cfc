/** How people are called, as the user subgraph serves it. */
export interface Profiles {
  /**
   * The display names of people, in the order of the UUIDs; null for somebody who does not exist.
   *
   * @param userIds 500 at most
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  displayNames(userIds: readonly string[]): Promise<readonly (string | null)[]>;
}
