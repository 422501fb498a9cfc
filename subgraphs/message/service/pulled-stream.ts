/** What a stream is made of: something that can be asked for its next item. */
export interface StreamSource<Item> {
  /** The next item, waiting for it; null when there are no more. Asked for one at a time. */
  next(): Promise<Item | null>;
  /** Ends it: a waiting {@link next} gives null soon, and what the source holds is released. May be called again. */
  stop(): void;
}

/** An item, or why there are no more: that is an item, too, so that a broken stream is told about as the last one. */
export type Pulled<Item> = { readonly item: Item } | { readonly failure: unknown };

/**
 * A source as an async iterator. In contrast to a generator it can be ended while it waits. Nothing waits in it: an item is
 * made when the reader asks for it, so a slow reader costs no memory here.
 */
export class PulledStream<Item> implements AsyncIterableIterator<Pulled<Item>> {
  readonly #source: StreamSource<Item>;
  /** Answers are given in the order of the questions. */
  #last: Promise<unknown> = Promise.resolve();
  #isOver = false;

  constructor(source: StreamSource<Item>) {
    this.#source = source;
  }

  next(): Promise<IteratorResult<Pulled<Item>>> {
    const answer = this.#last.then(() => this.#pull());
    this.#last = answer;
    return answer;
  }

  async return(): Promise<IteratorResult<Pulled<Item>>> {
    this.#end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #pull(): Promise<IteratorResult<Pulled<Item>>> {
    if (this.#isOver) return { done: true, value: undefined };
    try {
      const item = await this.#source.next();
      if (item !== null && !this.#isOver) return { done: false, value: { item } };
    } catch (failure) {
      if (!this.#isOver) {
        this.#end();
        return { done: false, value: { failure } };
      }
    }
    this.#end();
    return { done: true, value: undefined };
  }

  #end(): void {
    this.#isOver = true;
    this.#source.stop();
  }
}
