import type { Clock } from '#platform/clock/clock.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { MAX_ACCESS_TOKEN_SECONDS } from '#platform/tokens/access-token.ts';
import type { AuthStore } from '../store/store.ts';

const EVERY_MS = 600_000;
const BATCH_SIZE = 1_000;
/** No access token of a session is good any more when it has been over for this long, so no gateway asks for it. */
const KEEP_MS = 2 * MAX_ACCESS_TOKEN_SECONDS * 1000;

/** Forgets sessions that are over and refresh tokens that have expired, every ten minutes. */
export class Sweep {
  readonly #options: { readonly store: Pick<AuthStore, 'sweep'>; readonly clock: Clock; readonly logger: Logger };
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: { store: Pick<AuthStore, 'sweep'>; clock: Clock; logger: Logger }) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#running = this.#running.then(() => this.#sweep());
    }, EVERY_MS);
    this.#timer.unref();
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #sweep(): Promise<void> {
    const { store, clock, logger } = this.#options;
    try {
      while (!this.#stopped && (await store.sweep(clock.now() - KEEP_MS, BATCH_SIZE)) >= BATCH_SIZE);
    } catch (error) {
      logger.warn({ err: error }, 'old sessions could not be swept');
    }
  }
}
