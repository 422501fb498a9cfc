import type { EventRecord } from './event-log.ts';

/** A record that a group of consumers has given up. */
export interface DeadLetter {
  readonly group: string;
  /** With the topic that it came from. */
  readonly record: EventRecord;
  /** How often the group's handler has failed on it. */
  readonly attempts: number;
  /** What the handler failed with at last: a code or the name of an error, never its text. */
  readonly reason: string;
  /** When it was given up, in milliseconds since 1970. */
  readonly diedAt: number;
}

/** How patient a group is with a record that its handler fails on. */
export interface Patience {
  /** How often it is tried in its place, while what is behind it waits, before it is set aside. */
  readonly triesInPlace: number;
  /** How long it is set aside after each further round of tries, in milliseconds; after the last one it is a dead letter. */
  readonly asideMs: readonly number[];
}

const MINUTE_MS = 60_000;

/** Two minutes in its place, then after another one, then after ten more. */
export const PATIENCE: Patience = { triesInPlace: 12, asideMs: [MINUTE_MS, 10 * MINUTE_MS] };

/**
 * What groups of consumers have given up, for whoever looks after them. It is kept for seven days. Doing anything again that
 * was done already does nothing.
 */
export interface DeadLetters {
  /** The names of all groups that there can be dead letters of. */
  groups(): Promise<readonly string[]>;

  /** The dead letters of a group, the oldest first, 10,000 at most. */
  list(group: string): Promise<readonly DeadLetter[]>;

  /**
   * Gives records back to their group alone: no other group sees them again. They are tried as often as new ones, within
   * half a minute. A crash in between may give them back twice.
   *
   * @param recordIds dead letters of the group; others are passed over
   * @returns how many there were
   */
  replay(group: string, recordIds: readonly string[]): Promise<number>;

  /** Throws dead letters away. Parameters and result are those of {@link replay}. */
  discard(group: string, recordIds: readonly string[]): Promise<number>;
}

/** The most that are listed at once. */
export const MAX_LISTED = 10_000;
