import { setTimeout as sleep } from 'node:timers/promises';
import { growingPause } from '../background/growing-pause.ts';
import { WakeUp } from '../background/wake-up.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { Logger } from '../logger/logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { BackgroundTask } from '../subgraph/subgraph.ts';
import type { Outbox } from './outbox.ts';
import { RelayFigures } from './relay-figures.ts';

const BATCH_SIZE = 200;
const PAUSES = { firstMs: 100, longestMs: 5_000 };

/** What a relay works with. */
export interface OutboxRelayOptions {
  readonly outbox: Outbox;
  readonly eventLog: EventLog;
  readonly logger: Logger;
  /** Is told how far behind the copy is. */
  readonly metrics?: Metrics | undefined;
  /** Whose outbox it is. */
  readonly owner: string;
  /** How many records are copied at once. */
  readonly batchSize?: number;
  /** How long to wait while the event log or the outbox is away. */
  readonly pauses?: { readonly firstMs: number; readonly longestMs: number };
}

/**
 * Copies an outbox to the event log for as long as it runs; it begins when it is made. Records are removed after the log
 * holds them, so a crash in between copies them again: at least once, in order within a key. While the log is away the
 * outbox grows and nothing else suffers.
 */
export class OutboxRelay implements BackgroundTask {
  readonly #options: Required<Omit<OutboxRelayOptions, 'metrics'>>;
  readonly #figures: RelayFigures | null;
  readonly #wakeUp = new WakeUp();
  readonly #stopping = new AbortController();
  readonly #endNotice: () => Promise<void>;
  readonly #ended: Promise<void>;

  constructor(options: OutboxRelayOptions) {
    const { metrics, ...others } = options;
    this.#options = { batchSize: BATCH_SIZE, pauses: PAUSES, ...others };
    this.#figures = metrics ? new RelayFigures(metrics, options.owner) : null;
    this.#endNotice = options.outbox.onPending(() => this.#wakeUp.wake());
    this.#ended = this.#run();
  }

  /** Ends after the batch at hand. What is left stays in the outbox. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wakeUp.wake();
    await this.#endNotice();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { batchSize, logger, pauses } = this.#options;
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      try {
        const copied = await this.#copy();
        if (failures > 0) logger.info({ failures }, 'the outbox is copied to the event log again');
        failures = 0;
        if (copied < batchSize) await this.#wakeUp.wait();
      } catch (error) {
        failures += 1;
        const pauseMs = growingPause(failures, pauses);
        logger.warn({ err: error, failures, pauseMs }, 'the outbox could not be copied to the event log');
        // Cut short by the stop alone: while the log is away, new records are no reason to try sooner.
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #copy(): Promise<number> {
    const { batchSize, eventLog, outbox } = this.#options;
    const records = await outbox.pending(batchSize);
    this.#figures?.waits(records);
    if (records.length === 0) return 0;
    await eventLog.append(records);
    this.#figures?.copied(records);
    await outbox.remove(records.map((record) => record.id));
    return records.length;
  }
}
