import { growingPause } from '#platform/background/growing-pause.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { NameFilter } from '#platform/name-filter/name-filter.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { Room, RoomStore } from '../store/store.ts';
import { roomTextFaults } from './room-text.ts';

/** How often it is looked for names that the filter lacks; after a failure it takes longer. */
const ROUND = { firstMs: 30_000, longestMs: 600_000 };
/** Names that are read and added at once. */
const BATCH = 100;
/** A room may be committed so much later than it says, in milliseconds: each round begins that much before the last one's end. */
const OVERLAP_MS = 5 * 60_000;

/**
 * Which names public rooms have. Names need not differ: whoever makes a room is told whether others have had the idea. Most
 * names that people think of are free, and a filter says so without the store; where it is not sure, the store answers.
 */
export class RoomNames {
  readonly #store: Pick<RoomStore, 'isNameTaken' | 'publicNames'>;
  readonly #filter: NameFilter;
  readonly #logger: Logger;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #failures = 0;
  #isStopped = false;

  constructor(options: {
    store: Pick<RoomStore, 'isNameTaken' | 'publicNames'>;
    nameFilter: NameFilter;
    logger: Logger;
  }) {
    this.#store = options.store;
    this.#filter = options.nameFilter;
    this.#logger = options.logger;
  }

  /** Begins to fill the filter, and to look for what it lacks, until it is stopped. */
  start(): this {
    this.#round = this.#fillAgain();
    return this;
  }

  /** Ends that. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /**
   * Whether a new public room could have this name as the only one with people in it. Nothing is reserved by asking, and a
   * name that no room may have is not available.
   *
   * @throws LynkError SERVICE_UNAVAILABLE
   */
  async isAvailable(name: string): Promise<boolean> {
    if (roomTextFaults({ name, topic: null }).length > 0) return false;
    return !(await this.#filter.mayHold(keyOf(name))) || !(await this.#store.isNameTaken(name));
  }

  /** Takes note of a room that was made, or that people have come to or left. Never rejects: a later round makes up for it. */
  async note({ name, visibility, memberCount }: Room): Promise<void> {
    // Between two and more members nothing changes for the name.
    if (visibility !== 'PUBLIC' || name === null || memberCount > 1) return;
    try {
      if (memberCount === 1) await this.#filter.add([keyOf(name)]);
      else await this.#release(name);
    } catch (error) {
      this.#logger.warn({ err: error }, 'the filter of room names could not be told of a name');
    }
  }

  /** Another room may have the same name, also one that is made at this very moment. */
  async #release(name: string): Promise<void> {
    if (await this.#store.isNameTaken(name)) return;
    await this.#filter.remove(keyOf(name));
    if (await this.#store.isNameTaken(name)) await this.#filter.add([keyOf(name)]);
  }

  async #fillAgain(): Promise<void> {
    try {
      await this.#fill();
      this.#failures = 0;
    } catch (error) {
      this.#failures += 1;
      this.#logger.warn({ err: error }, 'the filter of room names could not be filled; names are looked up meanwhile');
    }
    if (this.#isStopped) return;
    this.#timer = setTimeout(
      () => {
        this.#round = this.#fillAgain();
      },
      growingPause(this.#failures + 1, ROUND),
    ).unref();
  }

  /** Adds the names that the filter lacks. One that came back empty, or old, says so by its progress. */
  async #fill(): Promise<void> {
    const progress = await this.#filter.progress();
    const last = progress && readPlace(progress.through);
    let isComplete = progress?.isComplete ?? false;
    let from: MomentKey | null = last && { ...last, at: last.at - OVERLAP_MS };
    let through = last;
    while (!this.#isStopped) {
      const found = await this.#store.publicNames(from, BATCH);
      if (found.length > 0) await this.#filter.add(found.map(({ name }) => keyOf(name)));
      from = found.at(-1)?.key ?? from;
      if (from && (!through || from.at > through.at)) through = from;
      const isEnd = found.length < BATCH;
      if (isEnd && isComplete && through === last) return;
      isComplete ||= isEnd;
      await this.#filter.setProgress({ isComplete, through: through ? `${through.at} ${through.id}` : '' });
      if (isEnd) return;
    }
  }
}

/** Two names are the same to people when these are. */
const keyOf = (name: string) => name.normalize('NFKC').toLowerCase();

function readPlace(text: string): MomentKey | null {
  const [, at, id] = /^(\d+) (\S+)$/.exec(text) ?? [];
  return at === undefined || id === undefined ? null : { at: Number(at), id };
}
