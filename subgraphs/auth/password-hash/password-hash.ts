/** Turns passwords into hashes that may be stored. */
export interface PasswordHash {
  /**
   * Hashes a password with a salt of its own.
   *
   * @returns a PHC string, which names the parameters it was made with
   * @throws LynkError SERVICE_UNAVAILABLE when too many wait already
   */
  hash(password: string): Promise<string>;

  /**
   * Whether a password is the one that a hash was made of. Without a hash the answer is no, after the same work: how long
   * it takes does not tell whether somebody exists.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when too many wait already
   */
  verify(hash: string | null, password: string): Promise<boolean>;
}
