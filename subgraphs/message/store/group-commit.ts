import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { AppendFigures } from './append-figures.ts';

/** How a {@link GroupCommit} groups and how much it takes. */
export interface GroupCommitLimits {
  /** How many items a group has at most. */
  readonly group: number;
  /** How many items wait at most, all keys together. */
  readonly waiting: number;
  /** How many groups are committed at the same time at most, each of another key. */
  readonly running: number;
  /** How long an item waits for its turn at most, in milliseconds. */
  readonly waitMs: number;
}

/**
 * Commits a group.
 *
 * @param deadline on the clock of `performance.now()`: when to give up trying again
 * @returns one answer for each item, in order; an Error rejects its item alone. Rejecting rejects the whole group.
 */
export type CommitGroup<Item, Answer> = (
  key: string,
  items: readonly Item[],
  deadline: number,
) => Promise<readonly (Answer | Error)[]>;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly deadline: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what waits under the same key while the group before is being committed, so that a busy key costs one commit
 * for many items and a quiet one does not wait. Items of a key are committed in the order in which they came.
 */
export class GroupCommit<Item, Answer> {
  readonly #commit: CommitGroup<Item, Answer>;
  readonly #limits: GroupCommitLimits;
  /** key -> its items that wait, oldest first; without an entry when none do */
  readonly #queues = new Map<string, Waiting<Item, Answer>[]>();
  /** Keys that have items and no group under way, the one that has waited longest first. */
  readonly #ready = new Set<string>();
  readonly #running = new Set<string>();
  #waiting = 0;
  readonly #figures: AppendFigures | undefined;

  constructor(commit: CommitGroup<Item, Answer>, limits: GroupCommitLimits, metrics?: Metrics) {
    this.#commit = commit;
    this.#limits = limits;
    this.#figures = metrics && new AppendFigures(metrics, () => this.#waiting);
  }

  /**
   * Puts an item in line.
   *
   * @throws LynkError SERVICE_UNAVAILABLE at once when too many wait, or after `waitMs` without a turn: nothing was done
   * @throws what committing its group throws, or the Error that was answered for it
   */
  submit(key: string, item: Item): Promise<Answer> {
    if (this.#waiting >= this.#limits.waiting) {
      return Promise.reject(serviceUnavailable('Too much is being written at once. Try again.'));
    }
    return new Promise((resolve, reject) => {
      const deadline = performance.now() + this.#limits.waitMs;
      const queue = this.#queues.get(key) ?? [];
      queue.push({ item, deadline, resolve, reject });
      this.#queues.set(key, queue);
      this.#waiting += 1;
      if (!this.#running.has(key)) this.#ready.add(key);
      this.#startGroups();
    });
  }

  #startGroups(): void {
    for (const key of this.#ready) {
      if (this.#running.size >= this.#limits.running) return;
      this.#ready.delete(key);
      const group = this.#takeGroup(key);
      if (group.length > 0) void this.#run(key, group);
    }
  }

  #takeGroup(key: string): readonly Waiting<Item, Answer>[] {
    const queue = this.#queues.get(key) ?? [];
    const now = performance.now();
    const taken = queue.splice(0, this.#limits.group);
    this.#waiting -= taken.length;
    if (queue.length === 0) this.#queues.delete(key);
    const late = taken.filter((entry) => entry.deadline <= now);
    for (const entry of late) entry.reject(serviceUnavailable('Writing takes too long at the moment. Try again.'));
    if (late.length === taken.length && queue.length > 0) return this.#takeGroup(key);
    return taken.filter((entry) => entry.deadline > now);
  }

  async #run(key: string, group: readonly Waiting<Item, Answer>[]): Promise<void> {
    this.#running.add(key);
    const begunAt = performance.now();
    const note = (outcome: 'appended' | 'failed') =>
      this.#figures?.ended(group.length, outcome, (performance.now() - begunAt) / 1_000);
    try {
      const items = group.map((entry) => entry.item);
      const answers = await this.#commit(key, items, group[0]?.deadline ?? 0);
      note('appended');
      group.forEach((entry, index) => {
        const answer = answers[index];
        if (answer === undefined || answer instanceof Error)
          entry.reject(answer ?? new Error('No answer for an item.'));
        else entry.resolve(answer);
      });
    } catch (error) {
      note('failed');
      for (const entry of group) entry.reject(error);
    }
    this.#running.delete(key);
    if (this.#queues.has(key)) this.#ready.add(key);
    this.#startGroups();
  }
}
