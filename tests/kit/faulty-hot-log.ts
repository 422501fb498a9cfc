import type { HotEntry, HotLog, HotRange } from '#platform/hot-log/hot-log.ts';
import type { Random } from '#subgraphs/message/store/contract/random.ts';

/** Room → place → text. */
type Kept = Map<string, Map<number, string>>;

const copyOf = (kept: Kept): Kept => new Map([...kept].map(([room, entries]) => [room, new Map(entries)]));

/** A hot log with every fault that a cache can have, as a seed decides. */
export class FaultyHotLog implements HotLog {
  readonly #random: Random;
  /** Two servers that both take themselves for the only one. */
  #sides: [Kept, Kept] = [new Map(), new Map()];
  #isSplit = false;
  #snapshot: Kept = new Map();
  /** Puts on their way. */
  #delayed: (() => void)[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  async put(roomId: string, { seq, text }: HotEntry): Promise<void> {
    const arrive = () => {
      for (const side of this.#reached()) {
        const entries = side.get(roomId) ?? new Map<number, string>();
        side.set(roomId, entries.set(seq, text));
      }
    };
    if (this.#random.chance(8)) return;
    if (this.#random.chance(15)) this.#delayed.push(arrive);
    else arrive();
  }

  async forget(roomId: string): Promise<void> {
    if (this.#random.chance(30)) return;
    for (const side of this.#reached()) side.delete(roomId);
  }

  async read(roomId: string, range: HotRange): Promise<readonly HotEntry[]> {
    if (this.#random.chance(3)) return [];
    const entries = this.#side().get(roomId) ?? new Map<number, string>();
    const inOrder = [...entries].map(([seq, text]) => ({ seq, text })).sort((a, b) => a.seq - b.seq);
    return 'after' in range ? inOrder.filter(({ seq }) => seq > range.after) : inOrder.slice(-range.newest);
  }

  /** Lets one of the greater faults happen. */
  misbehave(): void {
    const [first, second] = this.#sides;
    switch (this.#random.below(7)) {
      case 0:
        this.#sides = [new Map(), new Map()];
        break;
      case 1:
        this.#snapshot = copyOf(first);
        break;
      case 2:
        this.#sides = [copyOf(this.#snapshot), copyOf(this.#snapshot)];
        break;
      case 3:
        this.#isSplit = !this.#isSplit;
        break;
      case 4:
        this.#corrupt(this.#side());
        break;
      case 5:
        this.#mixUpPlaces(this.#side());
        break;
      default:
        for (const arrive of this.#random.shuffled(this.#delayed.splice(0))) arrive();
        this.#sides = [first, second];
    }
  }

  #side(): Kept {
    return this.#isSplit ? this.#random.pick(this.#sides) : this.#sides[0];
  }

  #reached(): readonly Kept[] {
    return this.#isSplit ? [this.#random.pick(this.#sides)] : this.#sides;
  }

  /** One character of one entry of each room becomes another, or its end is missing. */
  #corrupt(side: Kept): void {
    for (const entries of side.values()) {
      const [seq, text] = this.#random.pick([...entries]) ?? [];
      if (seq === undefined || !text) continue;
      const at = this.#random.below(text.length);
      entries.set(seq, text.slice(0, at) + (this.#random.chance(50) ? '' : `~${text.slice(at + 1)}`));
    }
  }

  /** Entries stand at places, and in rooms, that are not theirs. */
  #mixUpPlaces(side: Kept): void {
    const rooms = [...side.values()].filter((entries) => entries.size > 0);
    if (rooms.length === 0) return;
    const [, text] = this.#random.pick([...this.#random.pick(rooms)]);
    const entries = this.#random.pick(rooms);
    const [seq] = this.#random.pick([...entries]);
    entries.set(seq, text);
  }
}
