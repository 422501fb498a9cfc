/** What one person may do with another. */
export interface Relation {
  /** Whether the other person exists. */
  readonly exists: boolean;
  /** Whether the one has blocked the other. */
  readonly blocked: boolean;
  /** Whether the other has blocked the one. */
  readonly blockedBy: boolean;
}

/** Who may converse with whom, as the user subgraph serves it. */
export interface Validation {
  /**
   * How each pair stands. In the order of the pairs.
   *
   * @param pairs UUIDs, 500 pairs at most
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  relations(pairs: readonly { userId: string; otherId: string }[]): Promise<readonly Relation[]>;

  /**
   * Whose doings a person does not see: `hidden` are the people whom it has blocked, `silent` those and the people who
   * have blocked it.
   *
   * @throws LynkError SERVICE_UNAVAILABLE after 2 s without an answer
   */
  filters(userId: string): Promise<{ readonly hidden: readonly string[]; readonly silent: readonly string[] }>;
}
