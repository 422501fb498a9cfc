/** Delivers what is worked on at the same time in the order in which it was begun, and bounds how much that is. */
export class InOrder<Value> {
  readonly #limit: number;
  readonly #deliver: (value: Value) => void;
  #underWay = 0;
  #tail: Promise<void> = Promise.resolve();
  #makeRoom: () => void = () => {};

  /**
   * @param limit how much may be under way
   * @param deliver must not throw
   */
  constructor(limit: number, deliver: (value: Value) => void) {
    this.#limit = limit;
    this.#deliver = deliver;
  }

  /** How much is under way. */
  get underWay(): number {
    return this.#underWay;
  }

  /**
   * Adds work that has begun.
   *
   * @param work must not fail
   * @returns resolves when there is room for more; there is one who adds at a time
   */
  add(work: Promise<Value>): Promise<void> {
    this.#underWay += 1;
    this.#tail = this.#tail
      .then(() => work)
      .then((value) => {
        this.#underWay -= 1;
        this.#deliver(value);
        this.#makeRoom();
      });
    if (this.#underWay < this.#limit) return Promise.resolve();
    return new Promise((resolve) => {
      this.#makeRoom = resolve;
    });
  }

  /** Adds what is there already: it is delivered at once, unless something is under way that comes first. */
  addReady(value: Value): void {
    if (this.#underWay === 0) this.#deliver(value);
    else void this.add(Promise.resolve(value));
  }

  /** Resolves when all that was added until now has been delivered. */
  settled(): Promise<void> {
    return this.#tail;
  }
}
