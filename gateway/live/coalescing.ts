import type { SharedItem } from './shared-item.ts';

/**
 * How long after a delivery items wait for the next, in milliseconds: as long as the delivery took, so that others get half
 * of the time however many the viewers are, but within these bounds.
 */
export const SHORTEST_WINDOW_MS = 20;
export const LONGEST_WINDOW_MS = 50;

/**
 * Lets the items of a stream through one by one as long as they are rare, and several at once when they are not: an item
 * goes out at once when there was none in the window before it, and what comes in the window after a delivery goes out
 * together at its end. Of what has no place in the room only the newest state of the same kind and person is kept: it says
 * all that those before it said. What has a place always goes out, in its order.
 */
export class Coalescing {
  readonly #limit: number;
  readonly #deliver: (items: readonly SharedItem[]) => void;
  #waiting: SharedItem[] = [];
  /** Runs while a window is open. */
  #timer: NodeJS.Timeout | null = null;
  /** When the window ends, in milliseconds of `performance.now()`. */
  #endsAt = 0;

  /**
   * @param limit how many may wait; then they do not wait any longer
   * @param deliver takes items in their order, at least one; must not throw
   */
  constructor(limit: number, deliver: (items: readonly SharedItem[]) => void) {
    this.#limit = limit;
    this.#deliver = deliver;
  }

  /** Takes an item. */
  add(item: SharedItem): void {
    if (!this.#timer) {
      this.#open([item]);
      return;
    }
    const older = isState(item) ? this.#waiting.findIndex((waiting) => isSameState(waiting, item)) : -1;
    if (older >= 0) this.#waiting.splice(older, 1);
    this.#waiting.push(item);
    if (this.#waiting.length >= this.#limit) this.flush();
  }

  /** Lets out what waits, now. */
  flush(): void {
    const items = this.#waiting;
    if (items.length === 0) return;
    this.#waiting = [];
    this.#open(items);
  }

  /** Drops what waits. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = [];
  }

  /** Delivers, and opens the window after it. */
  #open(items: readonly SharedItem[]): void {
    const begunAt = performance.now();
    this.#timer ??= setTimeout(this.#onTimer, SHORTEST_WINDOW_MS);
    this.#deliver(items);
    const now = performance.now();
    this.#endsAt = now + Math.min(LONGEST_WINDOW_MS, Math.max(SHORTEST_WINDOW_MS, now - begunAt));
  }

  /** Timers count from before the delivery, which may have taken long. */
  readonly #onTimer = () => {
    const leftMs = this.#endsAt - performance.now();
    this.#timer = leftMs > 1 ? setTimeout(this.#onTimer, leftMs) : null;
    if (!this.#timer) this.flush();
  };
}

/** Whether an item only tells how somebody is now. */
function isState({ seq, kind, actorId }: SharedItem): boolean {
  return seq === null && kind !== null && actorId !== null;
}

function isSameState(one: SharedItem, other: SharedItem): boolean {
  return one.seq === null && one.kind === other.kind && one.actorId === other.actorId;
}
