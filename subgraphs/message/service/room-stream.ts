import { WakeUp } from '#platform/background/wake-up.ts';
import type { RoomLog } from '../store/room-log.ts';
import type { ViewerFilter } from './filters.ts';
import { FleetingQueue } from './fleeting-queue.ts';
import { LiveEvent, type MessageStates } from './live-event.ts';
import type { FleetingNotice } from './notices.ts';
import { withPatience } from './patience.ts';
import type { StreamSource } from './pulled-stream.ts';
import { type FeedListener, MAX_MISSED, type RoomFeed } from './room-feed.ts';
import { fleetingItem, logItem, positionItem, resetItem, revokedItem, type StreamItem } from './stream-item.ts';

/** The person for whom a stream is made. */
export interface StreamViewer {
  readonly userId: string;
  readonly filter: ViewerFilter;
  /**
   * Checks anew whether the person may read the room.
   *
   * @returns the head from before the check, at which the person was a member; null when it is none
   */
  admit(): Promise<number | null>;
}

/** What a stream is made of. */
export interface RoomStreamOptions {
  readonly feed: RoomFeed;
  readonly log: RoomLog;
  readonly states: MessageStates;
  /** Null for a stream of all members together: nothing is hidden, and it is told of gaps by a position item. */
  readonly viewer: StreamViewer | null;
  /** Events after this place are delivered. */
  readonly position: number;
  /** The head from before the viewer was found to be a member: a removal up to there is an old story. */
  readonly admittedAt: number;
  /** Items to begin with. */
  readonly first: readonly StreamItem[];
  /** What is released at its end. */
  readonly release: () => void;
}

const PAGE = 100;

/**
 * A room as one viewer sees it happen. It is a place that moves through the room's sequence: each time an item is asked
 * for, it takes the event after that place from the feed, or from the log when the feed has gone past it. So what was
 * missed and what is live are one chain without a hole or a double, and nothing piles up for a slow reader.
 */
export class RoomStream implements StreamSource<StreamItem>, FeedListener {
  readonly #options: RoomStreamOptions;
  readonly #roomId: string;
  readonly #wakeUp = new WakeUp();
  readonly #stopping = new AbortController();
  readonly #endListening: () => void;
  readonly #first: StreamItem[];
  /** What was read from the log and comes next. */
  #page: LiveEvent[] = [];
  readonly #fleeting = new FleetingQueue();
  #position: number;
  #admittedAt: number;
  #hasGap = false;
  /** The viewer's own removal has been delivered. */
  #isRevoked = false;

  /** It listens from now on. */
  constructor(options: RoomStreamOptions) {
    this.#options = options;
    this.#roomId = options.feed.roomId;
    this.#first = [...options.first];
    this.#position = options.position;
    this.#admittedAt = options.admittedAt;
    this.#endListening = options.feed.listen(this);
  }

  async next(): Promise<StreamItem | null> {
    const { feed, viewer } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const first = this.#first.shift();
      if (first) return first;
      if (this.#isRevoked) return this.#revoke();
      // From the last of these checks to the return of an item nothing is waited for: it holds when the item goes out.
      if (this.#hasGap) {
        const item = await this.#checkAnew();
        if (item) return item;
      } else if (viewer?.filter.isStale) {
        await withPatience(this.#stopping.signal, () => viewer.filter.refresh());
      } else {
        const live = this.#takeNext();
        if (live) return this.#deliver(live);
        if (feed.position > this.#position) {
          const reset = await this.#readPage();
          if (reset) return reset;
        } else {
          const notice = this.#fleeting.take((userId) => viewer?.filter.silences(userId) ?? false);
          if (notice) return fleetingItem(this.#roomId, notice);
          await this.#wakeUp.wait();
        }
      }
    }
    return null;
  }

  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.#endListening();
    this.#options.release();
    this.#wakeUp.wake();
  }

  /** Adds what was so when the stream began; what has been told since is newer. */
  addFleeting(notices: readonly FleetingNotice[]): void {
    for (const notice of notices) this.#fleeting.addOlder(notice);
    this.#wakeUp.wake();
  }

  onEvents(): void {
    this.#wakeUp.wake();
  }

  onFleeting(notice: FleetingNotice): void {
    this.#fleeting.add(notice);
    this.#wakeUp.wake();
  }

  onGap(): void {
    this.#hasGap = true;
    this.#wakeUp.wake();
  }

  /** The viewer's filter is stale. */
  onFilterStale(): void {
    this.#wakeUp.wake();
  }

  async #checkAnew(): Promise<StreamItem | null> {
    this.#hasGap = false;
    return this.#options.viewer ? this.#admit(this.#options.viewer) : positionItem(this.#roomId, this.#position);
  }

  /** Checks whether the viewer is still a member. Returns the last item when it is not. */
  async #admit(viewer: StreamViewer): Promise<StreamItem | null> {
    const admittedAt = await withPatience(this.#stopping.signal, () => viewer.admit());
    if (admittedAt === null) return this.#revoke();
    this.#admittedAt = admittedAt;
    return null;
  }

  /** The event after the stream's place, if it is at hand. */
  #takeNext(): LiveEvent | undefined {
    return this.#page.shift() ?? this.#options.feed.at(this.#position + 1);
  }

  #deliver(live: LiveEvent): StreamItem {
    const { viewer } = this.#options;
    const { seq, body } = live.event;
    this.#position = seq;
    const item = logItem(live, (actorId) => viewer?.filter.hides(actorId) ?? false);
    if (!viewer || body.type !== 'member.left' || body.userId !== viewer.userId) return item;
    // The viewer left at this place and has come back since.
    if (seq <= this.#admittedAt) return { ...item, revokedUserIds: [] };
    this.#isRevoked = true;
    return item;
  }

  #revoke(): StreamItem {
    this.stop();
    return revokedItem(this.#roomId);
  }

  /** Reads what the feed has gone past. Returns an item when that is too much, or is not there any more. */
  async #readPage(): Promise<StreamItem | null> {
    const { feed, log, states, viewer } = this.#options;
    if (feed.position - this.#position <= MAX_MISSED) {
      const range = { after: this.#position, limit: PAGE };
      const { events } = await withPatience(this.#stopping.signal, () => log.read(this.#roomId, range));
      if (events[0]?.seq === this.#position + 1) {
        this.#page = events.map((event) => new LiveEvent(event, states));
        return null;
      }
    }
    this.#position = feed.position;
    // The viewer's own removal may be in what is passed over.
    const end = viewer && (await this.#admit(viewer));
    return end ?? resetItem(this.#roomId, this.#position);
  }
}
