import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#platform/logger/logger.ts';

/** How work is put together in rounds. */
export interface RoundsOptions<Key, Value> {
  /** From the beginning of one round to that of the next at least, in milliseconds. */
  readonly spacingMs: number;
  /** How many keys may wait for the next round; the ones that came first are dropped beyond it. */
  readonly limit: number;
  /** Does the work for one key of a round, one after another. What it throws is logged. */
  readonly work: (key: Key, value: Value) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Work that only the newest state of matters: what comes while a round runs waits for the next one, and for each key only
 * the newest value is kept. The first round after a pause begins at once. So a burst costs a round, not one for each.
 */
export class Rounds<Key, Value> {
  readonly #options: RoundsOptions<Key, Value>;
  readonly #stopping = new AbortController();
  #waiting = new Map<Key, Value>();
  #running: Promise<void> | undefined;

  constructor(options: RoundsOptions<Key, Value>) {
    this.#options = options;
  }

  /** Asks for work. */
  add(key: Key, value: Value): void {
    if (this.#stopping.signal.aborted) return;
    this.#waiting.delete(key);
    this.#waiting.set(key, value);
    if (this.#waiting.size > this.#options.limit) {
      const [first] = this.#waiting.keys();
      if (first !== undefined) this.#waiting.delete(first);
    }
    this.#running ??= this.#run();
  }

  /** Ends after the key at hand; what waits is dropped. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.clear();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { spacingMs, work, logger } = this.#options;
    const { signal } = this.#stopping;
    while (this.#waiting.size > 0) {
      const batch = this.#waiting;
      this.#waiting = new Map();
      const spacing = sleep(spacingMs, undefined, { signal, ref: false }).catch(() => undefined);
      for (const [key, value] of batch) {
        if (signal.aborted) break;
        await work(key, value).catch((error: unknown) => logger.warn({ err: error }, 'notices could not be given'));
      }
      await spacing;
    }
    this.#running = undefined;
  }
}
