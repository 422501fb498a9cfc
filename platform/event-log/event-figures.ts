import type { Logger } from '../logger/logger.ts';
import type { Durations, LabelledCount, Metrics } from '../metrics/metrics.ts';
import type { EventRecord } from './event-log.ts';

/** From a row that is there already to a handler that waits for others, in seconds. */
const SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

/** Where a record goes that was not handled: it is tried again later, or waits for a person. */
export type AsidePlace = 'retry' | 'dead-letter';

/** What becomes of the records that consumers of a process handle. */
export class EventFigures {
  readonly #seconds: Durations;
  readonly #failures: LabelledCount;

  readonly #logger: Logger;

  constructor(metrics: Metrics, logger: Logger) {
    this.#logger = logger;
    const seconds = 'Records that were handled, and how long that took.';
    this.#seconds = metrics.durations('lynk_event_log_handled_seconds', seconds, ['group', 'outcome'], SECONDS);
    const failures = 'Records that were set aside for a while, or became dead letters.';
    this.#failures = metrics.labelledCount('lynk_event_log_set_aside_total', failures, ['group', 'to']);
  }

  /** Does what handles a record, and notes how it went. */
  async handle(group: string, { id, topic }: EventRecord, work: () => Promise<void>): Promise<void> {
    const begunAt = performance.now();
    const note = (outcome: string) => this.#seconds([group, outcome], (performance.now() - begunAt) / 1_000);
    try {
      await work();
      note('handled');
      this.#logger.debug({ group, topic, recordId: id }, 'an event was handled');
    } catch (error) {
      note('failed');
      throw error;
    }
  }

  /** A record was set aside. */
  setAside(group: string, to: AsidePlace): void {
    this.#failures(group, to).value += 1;
  }
}
