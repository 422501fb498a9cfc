/** How long to wait before the next try. */
export interface PauseRule {
  /** The upper bound of the first pause, in milliseconds. */
  readonly baseMs: number;
  /** The upper bound of every later one, in milliseconds. */
  readonly maxMs: number;
}

/**
 * Exponential pauses with full jitter, so that clients that were cut off together do not come back together. See Brooker,
 * "Exponential backoff and jitter", 2015.
 */
export class Pauses {
  #tries = 0;

  /** @param random returns a number from 0 up to 1 */
  constructor(
    readonly rule: PauseRule,
    readonly random: () => number,
  ) {}

  /** The next pause, in milliseconds, at least `leastMs`. */
  next(leastMs = 0): number {
    const bound = Math.min(this.rule.maxMs, this.rule.baseMs * 2 ** this.#tries);
    this.#tries = Math.min(this.#tries + 1, 30);
    return leastMs + this.random() * bound;
  }

  /** Starts again from the shortest: something has worked. */
  reset(): void {
    this.#tries = 0;
  }
}
