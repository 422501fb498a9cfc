import type { FleetingNotice } from './notices.ts';

const LIMIT = 500;

/** What waits to be told and has no place: of each kind and person only the newest. The oldest go when it is full. */
export class FleetingQueue {
  /** Kind and person → the newest notice. */
  readonly #waiting = new Map<string, FleetingNotice>();

  /** Adds what was just told. */
  add(notice: FleetingNotice): void {
    const key = keyOf(notice);
    this.#waiting.delete(key);
    this.#waiting.set(key, notice);
    if (this.#waiting.size <= LIMIT) return;
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined) this.#waiting.delete(oldest);
  }

  /** Adds what was so before anything that waits. */
  addOlder(notice: FleetingNotice): void {
    if (!this.#waiting.has(keyOf(notice))) this.add(notice);
  }

  /** Takes the next notice, past those of people whom `isSilent` names. */
  take(isSilent: (userId: string) => boolean): FleetingNotice | undefined {
    for (const [key, notice] of this.#waiting) {
      this.#waiting.delete(key);
      if (!isSilent(notice.userId)) return notice;
    }
    return undefined;
  }
}

const keyOf = (notice: FleetingNotice) => `${notice.kind} ${notice.userId}`;
