import { setMaxListeners } from 'node:events';
import { serviceUnavailable } from '#platform/errors/errors.ts';

/**
 * Does work that must end in time.
 *
 * @param what who is waited for, for the message
 * @param signal ends the waiting earlier
 * @param deadlineMs how long it may take, in milliseconds
 * @param work is given a signal that ends with the waiting
 * @throws LynkError SERVICE_UNAVAILABLE when it took too long; what `signal` gives as its reason; what the work throws
 */
export async function withDeadline<Result>(
  what: string,
  signal: AbortSignal,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  // Many calls of one socket or stream wait on the same signal; that is no leak, as Node would suspect.
  setMaxListeners(0, signal);
  const controller = new AbortController();
  const onAbort = () => controller.abort(signal.reason);
  const timer = setTimeout(() => controller.abort(tooLate(what)), deadlineMs);
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

function tooLate(what: string) {
  return serviceUnavailable(`The ${what} service does not answer. Try again.`);
}
