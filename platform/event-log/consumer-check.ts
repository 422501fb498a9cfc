import { Unhealthy } from '../health/health.ts';

/** How one consumer does. */
export interface ConsumerState {
  /** The group that it works for. */
  readonly group: string;
  /** For how long it has not got on although there is something to do, in milliseconds. */
  readonly stalledMs: number;
  /** How many records wait for it, if that is known. */
  readonly lag?: number;
}

/** Longer than brokers take to give partitions to others, or a server takes to come back. */
const STALLED_MS = 60_000;
/** Hours of a busy platform: whoever is so far behind does not catch up by itself. */
const MAX_LAG = 100_000;

/** @throws Unhealthy that names the consumers which have not got on for a minute, or are more than 100,000 records behind */
export function checkConsumers(consumers: Iterable<ConsumerState>): void {
  const faults = [...consumers].flatMap(({ group, stalledMs, lag = 0 }) => {
    if (stalledMs > STALLED_MS) return [`${group} has not got on for ${Math.round(stalledMs / 1000)} s`];
    return lag > MAX_LAG ? [`${group} is ${lag} records behind`] : [];
  });
  if (faults.length > 0) throw new Unhealthy([...new Set(faults)].join(', '));
}
