import { serviceUnavailable } from '../errors/errors.ts';

/** Lets so many things run at once; what comes meanwhile waits for its turn, up to a bound. */
export class Turns {
  readonly #options: { readonly atOnce: number; readonly waiting: number; readonly refusal: string };
  #running = 0;
  /** Those who wait for their turn, the first one first. */
  readonly #waiting: (() => void)[] = [];

  /**
   * @param options.atOnce how many run at the same time
   * @param options.waiting how many may wait
   * @param options.refusal what the others are told: one English sentence that says what to do
   */
  constructor(options: { atOnce: number; waiting: number; refusal: string }) {
    this.#options = options;
  }

  /**
   * Does something when its turn has come.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when too many wait; what the work throws
   */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#options.atOnce) this.#running += 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      // Whoever is next takes this place over, so the count stays.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#options.waiting) throw serviceUnavailable(this.#options.refusal);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
