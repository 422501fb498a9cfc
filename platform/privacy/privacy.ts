/** What one subgraph holds about people, for the person's own eyes and at its wish. */
export interface PersonalData {
  /**
   * Everything that the subgraph holds about a person, as plain data with names that a person understands. Moments are
   * milliseconds since 1970. Secrets, such as hashes of passwords, are left out. Null when it holds nothing.
   *
   * @param userId UUID
   */
  exportPerson(userId: string): Promise<Readonly<Record<string, unknown>> | null>;

  /**
   * Forgets a person. Repeating it changes nothing, so that it can be carried on after a failure.
   *
   * @param userId UUID
   */
  erasePerson(userId: string): Promise<void>;
}
