import { type PubSub, roomChannel } from '#platform/pubsub/pubsub.ts';
import { type FeedDependencies, RoomFeed } from './room-feed.ts';

/** After how long without news a feed compares itself with the log, in milliseconds. */
const QUIET_MS = 5_000;
const TICK_MS = 1_000;
/** How many heads are read at once. */
const BATCH = 500;

/** A feed that somebody uses. */
export interface OpenFeed {
  readonly feed: RoomFeed;
  /** Says that it is no longer used; the last one closes it. */
  release(): void;
}

interface Entry {
  readonly feed: RoomFeed;
  users: number;
  /** Resolves when the feed hears notices and knows where it stands. */
  readonly ready: Promise<void>;
  end: (() => void) | undefined;
}

/**
 * The feeds of this process, one for each room that somebody watches. Rooms that have been quiet are compared with the log
 * together, one question for all, so that a notice that was lost unnoticed is made up for within seconds.
 */
export class RoomFeeds {
  readonly #dependencies: FeedDependencies;
  readonly #pubsub: PubSub;
  /** Room → its feed. A feed that nobody uses is not in the map. */
  readonly #entries = new Map<string, Entry>();
  #tick: NodeJS.Timeout | undefined;
  #comparing = false;

  constructor(dependencies: FeedDependencies & { pubsub: PubSub }) {
    this.#dependencies = dependencies;
    this.#pubsub = dependencies.pubsub;
  }

  /**
   * The feed of a room: when it resolves, everything that is appended later will pass through it.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when the channel or the log cannot be reached
   */
  async open(roomId: string): Promise<OpenFeed> {
    const entry = this.#entries.get(roomId) ?? this.#start(roomId);
    entry.users += 1;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      entry.users -= 1;
      if (entry.users === 0) this.#close(entry);
    };
    try {
      await entry.ready;
      return { feed: entry.feed, release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Closes all feeds. */
  async stop(): Promise<void> {
    for (const entry of [...this.#entries.values()]) this.#close(entry);
  }

  /** Compares quiet feeds with the log. The timer calls it every second. */
  async compareQuiet(): Promise<void> {
    if (this.#comparing) return;
    this.#comparing = true;
    try {
      const horizon = performance.now() - QUIET_MS;
      const quiet = [...this.#entries.values()].map(({ feed }) => feed).filter((feed) => feed.currentAt < horizon);
      for (let start = 0; start < quiet.length; start += BATCH) await this.#compare(quiet.slice(start, start + BATCH));
    } catch (error) {
      this.#dependencies.logger.warn({ err: error }, 'quiet rooms could not be compared with their logs');
    } finally {
      this.#comparing = false;
    }
  }

  async #compare(feeds: readonly RoomFeed[]): Promise<void> {
    const heads = await this.#dependencies.log.heads(feeds.map((feed) => feed.roomId));
    for (const feed of feeds) feed.onHead(heads.get(feed.roomId)?.seq ?? 0);
  }

  #start(roomId: string): Entry {
    const feed = new RoomFeed(roomId, this.#dependencies);
    const entry: Entry = { feed, users: 0, ready: this.#begin(feed, () => entry), end: undefined };
    // Whoever waits for it is told; a failure that nobody waits for is none.
    entry.ready.catch(() => undefined);
    this.#entries.set(roomId, entry);
    this.#tick ??= setInterval(() => void this.compareQuiet(), TICK_MS).unref();
    return entry;
  }

  async #begin(feed: RoomFeed, entry: () => Entry): Promise<void> {
    const end = await this.#pubsub.subscribe(
      roomChannel(feed.roomId),
      (notice) => feed.onNotice(notice),
      () => feed.onGap(),
    );
    entry().end = end;
    if (this.#entries.get(feed.roomId) !== entry()) {
      end();
      return;
    }
    const heads = await this.#dependencies.log.heads([feed.roomId]);
    feed.begin(heads.get(feed.roomId)?.seq ?? 0);
  }

  #close(entry: Entry): void {
    const { roomId } = entry.feed;
    if (this.#entries.get(roomId) === entry) this.#entries.delete(roomId);
    entry.end?.();
    entry.feed.close();
    if (this.#entries.size > 0) return;
    clearInterval(this.#tick);
    this.#tick = undefined;
  }
}
