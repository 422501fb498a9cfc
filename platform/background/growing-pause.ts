/** How pauses between attempts grow, in milliseconds. */
export interface PauseRange {
  /** Before the second attempt. */
  readonly firstMs: number;
  /** No pause is longer. */
  readonly longestMs: number;
}

/**
 * How long to wait before the next attempt, in milliseconds: doubled with each failure up to the longest, then shortened
 * by up to a quarter at random, so that those who failed together do not come back together.
 *
 * @param failures how many attempts in a row have failed, from 1
 * @param random gives a number from 0 to 1
 */
export function growingPause(failures: number, range: PauseRange, random: () => number = Math.random): number {
  const doubled = range.firstMs * 2 ** Math.min(failures - 1, 30);
  return Math.min(doubled, range.longestMs) * (1 - random() / 4);
}
