import { serviceUnavailable } from '#platform/errors/errors.ts';
import { withDeadline } from '../deadline.ts';

/** How much may be done at once, and how much may wait for that. */
export interface TurnLimits {
  readonly atOnce: number;
  readonly waiting: number;
  /** How long one piece of work may take, the waiting included, in milliseconds. */
  readonly deadlineMs: number;
}

/** Whoever is told to come back then comes when much of what waits now is done. */
const RETRY_AFTER_MS = 2_000;
const tooMuch = () => serviceUnavailable('Too many begin to watch at this moment. Try again.', RETRY_AFTER_MS);

/**
 * Lets a few do something at a time, and the others wait for their turn. Everybody who waits has a turn before anybody has
 * a second one: who begins a thousand things keeps nobody else from one.
 */
export class Turns {
  readonly #limits: TurnLimits;
  /** Who → beginnings of what waits, the oldest first. Whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #size = 0;
  #free: number;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
    this.#free = limits.atOnce;
  }

  /** How much waits. */
  get waiting(): number {
    return this.#size;
  }

  /**
   * Does work when it is its turn.
   *
   * @param who on whose behalf
   * @param signal ends the waiting, and the work
   * @param work is given a signal that ends with the deadline
   * @throws LynkError SERVICE_UNAVAILABLE when too much waits, or the deadline comes before the end; what the work throws
   */
  take<Result>(who: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return withDeadline(tooMuch, signal, this.#limits.deadlineMs, async (inTime) => {
      await this.#turn(who, inTime);
      try {
        return await work(inTime);
      } finally {
        this.#free += 1;
        this.#next();
      }
    });
  }

  async #turn(who: string, signal: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    if (this.#size >= this.#limits.waiting) throw tooMuch();
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        this.#remove(who, begin);
        reject(signal.reason);
      };
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.set(who, [...(this.#waiting.get(who) ?? []), begin]);
      this.#size += 1;
    });
  }

  #next(): void {
    const [entry] = this.#waiting;
    if (!entry) return;
    const [who, [begin, ...others]] = entry;
    this.#waiting.delete(who);
    // At the end: after everybody else who waits.
    if (others.length > 0) this.#waiting.set(who, others);
    this.#size -= 1;
    this.#free -= 1;
    begin?.();
  }

  #remove(who: string, begin: () => void): void {
    const others = (this.#waiting.get(who) ?? []).filter((other) => other !== begin);
    if (others.length > 0) this.#waiting.set(who, others);
    else this.#waiting.delete(who);
    this.#size -= 1;
  }
}
