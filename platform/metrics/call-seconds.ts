import { LynkError } from '../errors/errors.ts';
import type { Durations } from './metrics.ts';

/** Upper bounds of calls over a network, in seconds: from the same machine to the usual time-outs. */
export const CALL_SECONDS: readonly number[] = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/**
 * Does something and notes how long it took and how it ended.
 *
 * @param durations nothing is noted without it
 * @param labels those that are known before; the outcome comes behind them
 * @param outcomeOf the outcome of what it resolved with, or of the error
 */
export async function timed<T>(
  durations: Durations | undefined,
  labels: readonly string[],
  work: () => Promise<T>,
  outcomeOf: (ending: { readonly value: T } | { readonly error: unknown }) => string,
): Promise<T> {
  if (!durations) return work();
  const begunAt = performance.now();
  const note = (outcome: string) => durations([...labels, outcome], (performance.now() - begunAt) / 1_000);
  try {
    const value = await work();
    note(outcomeOf({ value }));
    return value;
  } catch (error) {
    note(outcomeOf({ error }));
    throw error;
  }
}

/** The outcome of most calls: it was answered, or nobody answered, or the answer was that it cannot be. */
export function outcomeOfCall(ending: { readonly value: unknown } | { readonly error: unknown }): string {
  if (!('error' in ending)) return 'answered';
  return ending.error instanceof LynkError && ending.error.code === 'SERVICE_UNAVAILABLE' ? 'unavailable' : 'failed';
}
