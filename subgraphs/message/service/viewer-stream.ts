import { WakeUp } from '#platform/background/wake-up.ts';
import type { Notice } from '#platform/pubsub/pubsub.ts';
import type { MessageStore } from '../store/store.ts';
import { BoundedMap } from './bounded-map.ts';
import { readViewerNotice } from './notices.ts';
import { withPatience } from './patience.ts';
import type { StreamSource } from './pulled-stream.ts';

/** What can change for a person. */
export type ViewerEvent =
  | { readonly type: 'unread'; readonly roomId: string; readonly unreadCount: number }
  | { readonly type: 'joined' | 'left'; readonly roomId: string }
  | { readonly type: 'inbox' };

/** How many rooms a stream tells the state of when it goes on after a pause: the ones with the newest events. */
const ROOMS_TOLD = 200;
/** How many rooms' changes wait at most. Beyond it the stream tells the state as after a pause. */
const WAITING = 1_000;
/** For how many rooms the counts are read at once. */
const BATCH = 100;
const COUNTS_REMEMBERED = 10_000;

/**
 * A person's own stream. It carries state: notices only say what may have changed, and what is so is read when the next
 * item is asked for. So however much happens, and however slow the reader, one entry a room is all that waits.
 */
export class ViewerStream implements StreamSource<ViewerEvent> {
  readonly #userId: string;
  readonly #store: Pick<MessageStore, 'roomsOf' | 'unreadCounts'>;
  readonly #release: () => void;
  readonly #wakeUp = new WakeUp();
  readonly #stopping = new AbortController();
  /** Room → whether the person is in it now; told before counts. */
  readonly #memberships = new Map<string, boolean>();
  /** Rooms whose count may have changed. */
  readonly #unread = new Set<string>();
  /** Rooms whose counts are being read. */
  #counting = new Set<string>();
  /** Room → the count that was last told. */
  #told = new BoundedMap<string, number>(COUNTS_REMEMBERED);
  #ready: ViewerEvent[] = [];
  #tellAll: boolean;
  /** Whether to tell that the inbox may be another one; so it may be whenever the stream begins. */
  #tellInbox = true;

  /**
   * @param options.tellAll whether it begins with the current state
   * @param options.release called once at the end
   */
  constructor(options: {
    userId: string;
    store: Pick<MessageStore, 'roomsOf' | 'unreadCounts'>;
    tellAll: boolean;
    release: () => void;
  }) {
    this.#userId = options.userId;
    this.#store = options.store;
    this.#tellAll = options.tellAll;
    this.#release = options.release;
  }

  async next(): Promise<ViewerEvent | null> {
    while (!this.#stopping.signal.aborted) {
      const event = this.#takeInbox() ?? this.#takeMembership() ?? this.#ready.shift();
      if (event) return event;
      if (this.#tellAll) await this.#markAll();
      else if (this.#unread.size > 0) await this.#readCounts();
      else await this.#wakeUp.wait();
    }
    return null;
  }

  stop(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    this.#release();
    this.#wakeUp.wake();
  }

  /** Takes a notice of the person's channel. */
  onNotice(notice: Notice): void {
    const known = readViewerNotice(notice);
    if (known?.kind === 'inbox') this.#tellInbox = true;
    if (known?.kind === 'unread') this.#unread.add(known.roomId);
    if (known?.kind === 'membership') this.#onMembership(known.roomId, known.isMember);
    if (this.#unread.size + this.#memberships.size > WAITING) this.onGap();
    this.#wakeUp.wake();
  }

  /** Notices may have been lost: the current state is told. */
  onGap(): void {
    this.#memberships.clear();
    this.#unread.clear();
    this.#told = new BoundedMap(COUNTS_REMEMBERED);
    this.#tellAll = true;
    this.#tellInbox = true;
    this.#wakeUp.wake();
  }

  #onMembership(roomId: string, isMember: boolean): void {
    this.#memberships.delete(roomId);
    this.#memberships.set(roomId, isMember);
    this.#told.delete(roomId);
    // Nothing is told any more of a room that the person is out of.
    this.#unread.delete(roomId);
    this.#counting.delete(roomId);
    this.#ready = this.#ready.filter((event) => event.type === 'inbox' || event.roomId !== roomId);
    if (isMember) this.#unread.add(roomId);
  }

  #takeInbox(): ViewerEvent | undefined {
    if (!this.#tellInbox) return undefined;
    this.#tellInbox = false;
    return { type: 'inbox' };
  }

  #takeMembership(): ViewerEvent | undefined {
    for (const [roomId, isMember] of this.#memberships) {
      this.#memberships.delete(roomId);
      return { type: isMember ? 'joined' : 'left', roomId };
    }
    return undefined;
  }

  async #markAll(): Promise<void> {
    this.#tellAll = false;
    const roomIds = await withPatience(this.#stopping.signal, () => this.#store.roomsOf(this.#userId, ROOMS_TOLD));
    for (const roomId of roomIds) this.#unread.add(roomId);
  }

  async #readCounts(): Promise<void> {
    const roomIds = [...this.#unread].slice(0, BATCH);
    // Taken out before the question: a room that changes while it is asked is asked about again.
    for (const roomId of roomIds) this.#unread.delete(roomId);
    this.#counting = new Set(roomIds);
    const counts = await withPatience(this.#stopping.signal, () => this.#store.unreadCounts(this.#userId, roomIds));
    for (const roomId of this.#counting) {
      const unreadCount = counts.get(roomId) ?? 0;
      if (this.#told.get(roomId) === unreadCount) continue;
      this.#told.set(roomId, unreadCount);
      this.#ready.push({ type: 'unread', roomId, unreadCount });
    }
    this.#counting.clear();
  }
}
