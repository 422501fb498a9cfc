import { WakeUp } from '#platform/background/wake-up.ts';
import type { BlobStore } from '#platform/blob-store/blob-store.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { MediaStore } from '../store/store.ts';

const HOUR_MS = 3_600_000;
/** What nobody uses is kept for so long. */
const UNUSED_MS = 24 * HOUR_MS;
/** As long as the event log keeps what would confirm it. */
const UNCONFIRMED_MS = 7 * 24 * HOUR_MS;
const EVERY_MS = 600_000;
const BATCH_SIZE = 100;

/** What the sweep works with. */
export interface SweepOptions {
  readonly store: MediaStore;
  readonly blobStore: BlobStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Deletes what is discarded, and discards what nobody uses, as soon as it is told and every ten minutes. */
export class Sweep {
  readonly #options: SweepOptions;
  readonly #wakeUp = new WakeUp();
  #stopped = false;
  #ended: Promise<void> | undefined;

  constructor(options: SweepOptions) {
    this.#options = options;
  }

  /** Begins. */
  start(): this {
    this.#ended ??= this.#run();
    return this;
  }

  /** Something was discarded. */
  wake(): void {
    this.#wakeUp.wake();
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeUp.wake();
    await this.#ended;
  }

  /** Deletes blobs and rows of discarded files. The blob goes first: what is left after a crash is found by its row. */
  async remove(ids: readonly string[]): Promise<void> {
    const { store, blobStore } = this.#options;
    for (const id of ids) await blobStore.delete(id);
    await store.forget(ids);
  }

  async #run(): Promise<void> {
    const { store, clock, logger } = this.#options;
    const startedAt = clock.now();
    while (!this.#stopped) {
      try {
        const now = clock.now();
        // After a long pause the events that confirm claims come first.
        const unconfirmed = now - startedAt < HOUR_MS ? 0 : now - UNCONFIRMED_MS;
        await store.discardStale({ unused: now - UNUSED_MS, unconfirmed }, now);
        for (let ids = await store.discarded(BATCH_SIZE); ids.length > 0; ids = await store.discarded(BATCH_SIZE)) {
          await this.remove(ids);
          if (this.#stopped) return;
        }
      } catch (error) {
        logger.warn({ err: error }, 'files that nobody uses could not be deleted');
      }
      if (!this.#stopped) await this.#wakeUp.wait(EVERY_MS);
    }
  }
}
