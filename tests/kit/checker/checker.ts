import { afterBlock, afterRevocation } from './access-rules.ts';
import { disordered, doubledInHistory, lost, outOfTime, unreadOwnWrites } from './history-rules.ts';
import { altered } from './integrity-rule.ts';
import { disorderedLive, doubledLive, gaps, ghosts, skippedMessages } from './live-rules.ts';
import type { Observations, Rule, Violation } from './observations.ts';

const RULES: readonly Rule[] = [
  lost,
  doubledInHistory,
  disordered,
  outOfTime,
  unreadOwnWrites,
  doubledLive,
  disorderedLive,
  gaps,
  skippedMessages,
  ghosts,
  afterRevocation,
  afterBlock,
  altered,
];

/**
 * Judges what people observed in one room, through the public API alone, by the design's list of what must never happen.
 *
 * @returns every violation; none when all is well
 * @throws Error when nobody read the history: without it nothing could be judged
 */
export function findViolations(observations: Observations): Violation[] {
  if (observations.histories.length === 0) throw new Error('Nobody has read the history.');
  return RULES.flatMap((rule) => [...rule(observations)]);
}
