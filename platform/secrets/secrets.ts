/** Passwords, keys and certificates, by name. Whoever keeps them may put others in their place while the process runs. */
export interface Secrets {
  /**
   * The value that holds now, without the newline at its end.
   *
   * @param name letters, digits, `.`, `_` and `-`
   * @throws Error that says where it is missing and what to do
   */
  read(name: string): Promise<string>;

  /**
   * Tells of each value that takes the place of another, or that appears. What disappears stays good. Whoever watches first
   * and then reads misses nothing. A listener that throws refuses the value, which is logged; why, is only with
   * {@link SecretRefused}, as other errors may quote what they are about.
   *
   * @returns ends the watch
   */
  watch(name: string, onChange: (value: string) => void): () => void;
}

/** A secret is there and is not what it should be. The message says what to do and does not quote it. */
export class SecretRefused extends Error {}
