import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contender } from './contender.ts';

/** What was counted since the last count. */
export interface Counted {
  /** Deliveries, or answers. */
  readonly count: number;
  readonly latenciesMs: readonly number[];
}

/** How long each unit took, in milliseconds, and on what machine. */
export interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How many processes wanted to run, on average of the last minute. */
  readonly loadAverage: number;
}

/** What a server did in one window. */
interface Window<Found> extends Latencies {
  readonly cpuMicrosPerUnit: number;
  readonly unitsPerSecond: number;
  readonly found: Found;
}

const WINDOWS = 5;
const WINDOW_MS = 2_000;
const RATE_TOLERANCE = 0.1;

/**
 * Measures several windows and gives that with the least CPU for each unit: whatever else runs on the machine can only add
 * to what a server costs. Where the rate is given, windows count in which it was kept, if there are any: a server that
 * catches up does several units at once, which is cheaper.
 *
 * @param count counts anew
 * @param perSecond how many units there should be; null for as many as there are
 */
export async function bestWindow<Found extends Counted>(
  usage: Contender['usage'],
  count: () => Promise<Found>,
  perSecond: number | null = null,
): Promise<Window<Found>> {
  const windows: Window<Found>[] = [];
  while (windows.length < WINDOWS) {
    await count();
    const before = await usage(false);
    await sleep(WINDOW_MS);
    const after = await usage(false);
    const found = await count();
    const sorted = [...found.latenciesMs].sort((a, b) => a - b);
    windows.push({
      cpuMicrosPerUnit: (after.cpuMicros - before.cpuMicros) / found.count,
      unitsPerSecond: found.count / (WINDOW_MS / 1000),
      p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN,
      p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
      loadAverage: os.loadavg()[0] ?? Number.NaN,
      found,
    });
  }
  const kept = windows.filter(
    ({ unitsPerSecond }) => perSecond === null || Math.abs(unitsPerSecond / perSecond - 1) <= RATE_TOLERANCE,
  );
  return (kept.length > 0 ? kept : windows).reduce((best, next) =>
    next.cpuMicrosPerUnit < best.cpuMicrosPerUnit ? next : best,
  );
}
