import { setMaxListeners } from 'node:events';
import type { LynkError } from '#platform/errors/errors.ts';

/**
 * Does work that must end in time.
 *
 * @param tooLate what is said when it took too long
 * @param signal ends the waiting earlier
 * @param deadlineMs how long it may take, in milliseconds
 * @param work is given a signal that ends with the waiting
 * @throws what `tooLate` gives; what `signal` gives as its reason; what the work throws
 */
export async function withDeadline<Result>(
  tooLate: () => LynkError,
  signal: AbortSignal,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  // Many calls of one socket or stream wait on the same signal; that is no leak, as Node would suspect.
  setMaxListeners(0, signal);
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal.reason);
  const timer = setTimeout(() => controller.abort(tooLate()), deadlineMs);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await new Promise<Result>((resolve, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason), { once: true });
      work(controller.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
