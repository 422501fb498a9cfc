import type { Durations, Metrics } from '#platform/metrics/metrics.ts';

/** Events of one group: 64 at most. */
const SIZES = [1, 2, 4, 8, 16, 32, 64];
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** How appends to rooms are grouped, and how long their groups take. */
export class AppendFigures {
  readonly #sizes: Durations;
  readonly #seconds: Durations;

  /** @param waiting how many events wait for their turn */
  constructor(metrics: Metrics, waiting: () => number) {
    const sizes = 'Events of the groups that were appended to rooms.';
    this.#sizes = metrics.durations('lynk_append_group_events', sizes, [], SIZES);
    const seconds = 'Groups that were appended to rooms, with what was tried again.';
    this.#seconds = metrics.durations('lynk_append_group_seconds', seconds, ['outcome'], SECONDS);
    metrics.gauge('lynk_append_waiting_events', 'Events that wait for their turn to be appended.', waiting);
  }

  /** A group has ended. */
  ended(events: number, outcome: 'appended' | 'failed', seconds: number): void {
    this.#sizes([], events);
    this.#seconds([outcome], seconds);
  }
}
