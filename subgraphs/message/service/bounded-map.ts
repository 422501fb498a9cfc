/** A map that forgets what was not used for longest when it is full. */
export class BoundedMap<Key, Value> {
  /** The entry that was not used for longest is first. */
  readonly #entries = new Map<Key, Value>();

  /** @param limit how many entries it holds at most */
  constructor(readonly limit: number) {}

  /** How many entries there are. */
  get size(): number {
    return this.#entries.size;
  }

  /** The value of a key; to ask for it is to use it. */
  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  /** Sets the value of a key; an entry that was not used for longest may go for it. */
  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.limit) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  /** Forgets a key. */
  delete(key: Key): void {
    this.#entries.delete(key);
  }

  /** What is in it, the entry that was not used for longest first. */
  entries(): IterableIterator<[Key, Value]> {
    return this.#entries.entries();
  }
}
