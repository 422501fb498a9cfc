import type { LynkError } from '../errors/errors.ts';
import type { SubgraphResult } from './client.ts';

/** More than this many results that nobody takes end the subscription: whoever reads resumes from its last cursor. */
const MAX_WAITING = 10_000;

/** Results of a subscription that wait for whoever iterates over them. */
export class ResultQueue {
  #waiting: SubgraphResult[] = [];
  #ending: { readonly error: LynkError | undefined } | undefined;
  #wake = () => {};

  /** @param overflow makes the error that a reader who is too slow gets */
  constructor(readonly overflow: () => LynkError) {}

  /** Adds a result; after the end it is dropped. */
  push(result: SubgraphResult): void {
    if (this.#ending) return;
    if (this.#waiting.length >= MAX_WAITING) {
      this.#waiting = [];
      this.end(this.overflow());
      return;
    }
    this.#waiting.push(result);
    this.#wake();
  }

  /** Ends the iteration after what waits; with an error it throws that. Only the first end counts. */
  end(error?: LynkError): void {
    this.#ending ??= { error };
    this.#wake();
  }

  /** The results, for one reader. */
  async *results(): AsyncGenerator<SubgraphResult, void, void> {
    for (;;) {
      const batch = this.#waiting;
      this.#waiting = [];
      yield* batch;
      if (this.#waiting.length > 0) continue;
      if (this.#ending?.error) throw this.#ending.error;
      if (this.#ending) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
