/** Remembers what was used last. Entries have weights; when their sum passes the bound, the longest unused ones go. */
export class BoundedCache<Value> {
  /** Key → value and weight, the longest unused one first. */
  readonly #entries = new Map<string, { readonly value: Value; readonly weight: number }>();
  #weight = 0;

  /** @param bound the greatest sum of weights */
  constructor(readonly bound: number) {}

  /** The value of a key, which counts as a use of it. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Remembers a value. One that is heavier than the bound is not kept. */
  set(key: string, value: Value, weight = 1): void {
    this.#remove(key);
    if (weight > this.bound) return;
    this.#entries.set(key, { value, weight });
    this.#weight += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= this.bound) return;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#weight -= entry.weight;
  }
}
