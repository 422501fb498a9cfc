import type { Clock } from '../clock/clock.ts';
import { HOT_ENTRIES, HOT_LIFE_MS, type HotEntry, type HotLog, type HotRange } from './hot-log.ts';

/** How many rooms are kept; the one that was written to longest ago goes. */
const MAX_ROOMS = 1_000;

/** {@link HotLog} in the memory of this process. */
export class InProcessHotLog implements HotLog {
  readonly #clock: Clock;
  /** Room → place → the entry and when it was made. The room that was written to longest ago is first. */
  readonly #rooms = new Map<string, Map<number, { entry: HotEntry; at: number }>>();

  constructor(options: { clock: Clock }) {
    this.#clock = options.clock;
  }

  async put(roomId: string, entry: HotEntry, at: number): Promise<void> {
    const room = this.#rooms.get(roomId) ?? new Map();
    room.set(entry.seq, { entry, at });
    while (room.size > HOT_ENTRIES) room.delete(Math.min(...room.keys()));
    this.#rooms.delete(roomId);
    this.#rooms.set(roomId, room);
    const [oldest] = this.#rooms.keys();
    if (this.#rooms.size > MAX_ROOMS && oldest !== undefined) this.#rooms.delete(oldest);
  }

  async forget(roomId: string): Promise<void> {
    this.#rooms.delete(roomId);
  }

  async read(roomId: string, range: HotRange): Promise<readonly HotEntry[]> {
    const horizon = this.#clock.now() - HOT_LIFE_MS;
    const alive = [...(this.#rooms.get(roomId)?.values() ?? [])].filter(({ at }) => at >= horizon);
    const inOrder = alive.map(({ entry }) => entry).sort((a, b) => a.seq - b.seq);
    return 'after' in range ? inOrder.filter(({ seq }) => seq > range.after) : inOrder.slice(-range.newest);
  }
}
