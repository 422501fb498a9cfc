/** Pauses between tries, in milliseconds: the first one, and how much longer each is than the one before. */
const FIRST_MS = 50;
const FACTOR = 2;

/**
 * Waits before something that failed is tried again: longer each time, and never the same, so that all those who wait do
 * not come back at once.
 *
 * @param tries how often it has failed in a row, from 1
 * @param longestMs the longest pause, in milliseconds
 * @param signal ends the waiting
 */
export async function pauseBeforeRetry(tries: number, longestMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const full = Math.min(longestMs, FIRST_MS * FACTOR ** (tries - 1));
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, full / 2 + (Math.random() * full) / 2);
    signal.addEventListener('abort', end, { once: true });
  });
}
