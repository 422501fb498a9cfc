import { setTimeout as sleep } from 'node:timers/promises';
import { growingPause } from '#platform/background/growing-pause.ts';
import { LynkError } from '#platform/errors/errors.ts';

const PAUSES = { firstMs: 100, longestMs: 2_000 };
const ATTEMPTS = 12;

/**
 * Does something that a live stream needs, again with growing pauses while a service does not answer: for about 15 s, so
 * that a restart somewhere else does not end everybody's streams.
 *
 * @param signal ends the waiting when nobody wants the stream any more
 * @throws what `work` throws, if it is not SERVICE_UNAVAILABLE or goes on
 */
export async function withPatience<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      const unavailable = error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE';
      if (!unavailable || failures >= ATTEMPTS || signal.aborted) throw error;
      await sleep(growingPause(failures, PAUSES), undefined, { signal }).catch(() => undefined);
    }
  }
}
