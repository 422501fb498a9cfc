/**
 * The ids of the records that were handled last, for each partition. What a producer appends again because it did not hear
 * that it was written comes soon after the first time, in the same partition.
 */
export class RecentIds {
  readonly #limit: number;
  /** partition → ids, the oldest first */
  readonly #ids = new Map<string, Set<string>>();

  /** @param limit how many ids of a partition are remembered */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether a record was handled lately. */
  has(partition: string, id: string): boolean {
    return this.#ids.get(partition)?.has(id) ?? false;
  }

  /** Remembers a record that was handled. */
  add(partition: string, id: string): void {
    let ids = this.#ids.get(partition);
    if (!ids) {
      ids = new Set();
      this.#ids.set(partition, ids);
    }
    ids.add(id);
    if (ids.size <= this.#limit) return;
    for (const oldest of ids) {
      ids.delete(oldest);
      return;
    }
  }
}
