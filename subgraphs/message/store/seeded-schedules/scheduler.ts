import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../contract/random.ts';

/** Looks at the server's connections from the outside. */
export interface BackendWatch {
  /** Which of these backends (by process ID) wait for a lock. */
  blocked(pids: readonly number[]): Promise<ReadonlySet<number>>;
  /** Breaks a backend's connection; when it resolves, the backend and its locks are gone. */
  cut(pid: number): Promise<void>;
}

/** A statement on its way: until it lands, the scheduler waits, unless it is blocked. */
export interface Flight {
  land(): void;
}

interface Point {
  readonly name: string;
  /** The backend whose connection may break here; null when none is held. */
  readonly pid: number | null;
  readonly go: () => void;
}

/** How long a statement may take before the scheduler looks whether it waits for a lock, in milliseconds. */
const PATIENCE_MS = 2;
/** A schedule that takes more steps than this goes in circles. */
const MAX_STEPS = 5_000;

/**
 * Runs programs one step at a time, in an order that follows from a seed. A program stops at scheduling points, before
 * each statement; when nothing moves any more, one of those who wait there is picked. A statement that waits for a lock
 * does not move, so others go on. The same seed makes the same schedule.
 */
export class Scheduler {
  /** The names of the steps taken. */
  readonly trace: string[] = [];
  readonly #random: Random;
  readonly #watch: BackendWatch;
  readonly #cutPercent: number;
  #points: Point[] = [];
  /** flight -> its backend and whether it was seen waiting for a lock */
  readonly #flights = new Map<Flight, { readonly pid: number | null; blocked: boolean }>();
  #onLanding: () => void = () => undefined;

  /** @param options.cutPercent in how many of 100 steps of a transaction its connection breaks */
  constructor(random: Random, watch: BackendWatch, options: { cutPercent: number }) {
    this.#random = random;
    this.#watch = watch;
    this.#cutPercent = options.cutPercent;
  }

  /** How many steps were taken: the time of the schedule. */
  get now(): number {
    return this.trace.length;
  }

  /** Waits to be picked. Names of points that are waited at together differ, so that their order is always the same. */
  point(name: string, pid: number | null = null): Promise<void> {
    return new Promise((go) => this.#points.push({ name, pid, go }));
  }

  /** Says that a statement is on its way. `pid` is the backend, if the statement may wait for a lock. */
  takeOff(pid: number | null = null): Flight {
    const flight: Flight = {
      land: () => {
        this.#flights.delete(flight);
        this.#onLanding();
      },
    };
    this.#flights.set(flight, { pid, blocked: false });
    return flight;
  }

  /** Says that a transaction has ended: who waited for its locks may go on. */
  locksReleased(): void {
    for (const state of this.#flights.values()) state.blocked = false;
  }

  /**
   * Runs until nobody waits any more.
   *
   * @throws Error when programs wait for each other, or do not come to an end
   */
  async run(): Promise<void> {
    for (;;) {
      await this.#untilNothingMoves();
      const point = this.#pick();
      if (!point) break;
      this.trace.push(point.name);
      if (this.trace.length > MAX_STEPS) throw new Error('The schedule does not come to an end.');
      if (point.pid !== null && this.#random.chance(this.#cutPercent)) {
        this.trace.push(`${point.name}: connection cut`);
        await this.#watch.cut(point.pid);
        this.locksReleased();
      }
      point.go();
    }
    if (this.#flights.size > 0) throw new Error('Statements wait for locks that nobody releases.');
  }

  #pick(): Point | undefined {
    const inOrder = this.#points.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    const point = inOrder.length > 0 ? this.#random.pick(inOrder) : undefined;
    this.#points = this.#points.filter((each) => each !== point);
    return point;
  }

  async #untilNothingMoves(): Promise<void> {
    for (;;) {
      // Everything that needs no server has happened by the next turn of the event loop.
      await nextTurn();
      const moving = [...this.#flights.values()].filter((state) => !state.blocked);
      if (moving.length === 0) return;
      const landed = new Promise<boolean>((resolve) => {
        this.#onLanding = () => resolve(true);
      });
      if (await Promise.race([landed, sleep(PATIENCE_MS, false)])) continue;
      const pids = moving.flatMap(({ pid }) => (pid === null ? [] : [pid]));
      const blocked: ReadonlySet<number | null> = pids.length > 0 ? await this.#watch.blocked(pids) : new Set();
      for (const state of moving) state.blocked = blocked.has(state.pid);
    }
  }
}
