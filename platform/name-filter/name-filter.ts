/** How far a filter has been filled from the names that it stands for. */
export interface FilterProgress {
  /** Whether every name up to there is in it: before that it knows nothing. */
  readonly isComplete: boolean;
  /** The last name's place in the order of filling; what that is, whoever fills it knows. */
  readonly through: string;
}

/**
 * A set of names that forgets which ones they are and says only of others that they are surely not in it (Fan et al.,
 * "Cuckoo Filter: Practically Better Than Bloom", 2014). It spares a look into the store and decides nothing. It may be
 * lost, or be an older one, at any time: progress is part of it, so that whoever fills it goes on from there.
 *
 * Our own filters keep sixteen bits of each name: of names that are not there, one in 8,000 is answered "perhaps" for each
 * part that is full. To remove a name takes a twin along, another one with the same bits and places: of 60,000 names, one in
 * 10,000 has one. Until the filter is filled anew, the twin is wrongly said to be free.
 */
export interface NameFilter {
  /** False when a name is surely not in it. True when it may be, or when nothing is known: never rejects. */
  mayHold(name: string): Promise<boolean>;

  /**
   * Adds names. One that is in it stays.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when that is not sure
   */
  add(names: readonly string[]): Promise<void>;

  /** Takes out a name that was added, unless too many have twins. @throws LynkError SERVICE_UNAVAILABLE when that is not sure */
  remove(name: string): Promise<void>;

  /** How far it has been filled; null when it is empty. @throws LynkError SERVICE_UNAVAILABLE */
  progress(): Promise<FilterProgress | null>;

  /** Says so, after the names up to there were added. @throws LynkError SERVICE_UNAVAILABLE when that is not sure */
  setProgress(progress: FilterProgress): Promise<void>;
}

/** The first part has 2^14 buckets of four: 131 kB for about 62,000 names. Each further part has twice as many. */
export const FIRST_PART_BITS = 14;
/** With all of them full, at 16 million names in 33 MB, the filter says nothing any more. */
export const MAX_PARTS = 8;
