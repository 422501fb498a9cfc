/** How long to wait before the next try. */
export interface PauseRule {
  /** The upper bound of the first pause, in milliseconds. */
  readonly baseMs: number;
  /** The upper bound of every later one, in milliseconds. */
  readonly maxMs: number;
  /** The least upper bound after a server has sent everybody away at once, in milliseconds. */
  readonly spreadMs: number;
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

  /**
   * The next pause, in milliseconds.
   *
   * @param options.leastMs what the server has asked for; the jitter comes on top of it
   * @param options.spread whether everybody was sent away at once
   */
  next(options: { leastMs?: number; spread?: boolean } = {}): number {
    const { baseMs, maxMs, spreadMs } = this.rule;
    const bound = Math.min(maxMs, baseMs * 2 ** this.#tries);
    // Beyond this every bound is the largest; the power itself must stay finite.
    this.#tries = Math.min(this.#tries + 1, 30);
    return (options.leastMs ?? 0) + this.random() * (options.spread ? Math.max(bound, spreadMs) : bound);
  }

  /** Starts again from the shortest: something has worked. */
  reset(): void {
    this.#tries = 0;
  }
}
