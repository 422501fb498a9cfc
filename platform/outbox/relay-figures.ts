import type { EventRecord } from '../event-log/event-log.ts';
import type { Durations, Metrics } from '../metrics/metrics.ts';

/** From what happens at once to an event log that was away for an hour, in seconds. */
const DELAYS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3_600];

/** How far behind the copy of an outbox is. */
export class RelayFigures {
  readonly #owner: string;
  readonly #delays: Durations;
  /** The batch at hand, which is not in the event log yet. */
  #batch: readonly EventRecord[] = [];

  /** @param owner whose outbox it is */
  constructor(metrics: Metrics, owner: string) {
    this.#owner = owner;
    const delays = 'From a fact to its being in the event log.';
    this.#delays = metrics.durations('lynk_outbox_relay_seconds', delays, ['owner'], DELAYS);
    const waiting = 'Records of the batch that waits to be copied to the event log; more may be behind it.';
    metrics.labelledGauge('lynk_outbox_waiting_records', waiting, 'owner', () => [[owner, this.#batch.length]]);
    const oldest = 'Age of the oldest record that waits to be copied; 0 when none does.';
    metrics.labelledGauge('lynk_outbox_oldest_seconds', oldest, 'owner', () => [[owner, this.#oldest()]]);
  }

  /** These are next. */
  waits(batch: readonly EventRecord[]): void {
    this.#batch = batch;
  }

  /** These are in the event log. */
  copied(batch: readonly EventRecord[]): void {
    this.#batch = [];
    const now = Date.now();
    for (const { occurredAt } of batch) this.#delays([this.#owner], Math.max(0, now - occurredAt) / 1_000);
  }

  #oldest(): number {
    const [first] = this.#batch;
    return first ? Math.max(0, Date.now() - first.occurredAt) / 1_000 : 0;
  }
}
