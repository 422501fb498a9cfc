import { LynkError } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Notice } from '#platform/pubsub/pubsub.ts';
import type { RoomEvent, RoomLog } from '../store/room-log.ts';
import { LiveEvent, type MessageStates } from './live-event.ts';
import { type FleetingNotice, readRoomNotice } from './notices.ts';
import type { TypingBoard } from './typing-board.ts';

/** Who watches a feed. The calls say that there is something to look at; they must not throw. */
export interface FeedListener {
  /** The feed's position has moved. */
  onEvents(): void;
  /** Somebody types, has come, or has gone. */
  onFleeting(notice: FleetingNotice): void;
  /** Notices may have been lost: check what may have changed before delivering more. */
  onGap(): void;
}

/** What a feed works with. */
export interface FeedDependencies {
  readonly log: RoomLog;
  readonly states: MessageStates;
  readonly typing: TypingBoard;
  readonly logger: Logger;
}

/** A stream that has missed more events than this is told to start anew. */
export const MAX_MISSED = 1_000;
/** How many of the newest events a feed keeps for those who are a little behind, and how many bytes of bodies. */
const KEPT_EVENTS = 256;
const KEPT_BYTES = 1_048_576;
/** How many events are read from the log at once. */
const PAGE = 200;
/** Two processes may publish in another order than they append. This is how long the missing one is waited for. */
const REORDER_MS = 25;

/**
 * One room as this process sees it happen: a position that moves through the room's sequence one by one, and the events
 * just behind it. Notices move it on; whenever they do not fit, the log is read. A feed never skips an event, except that
 * it jumps to the head when it has missed more than {@link MAX_MISSED}.
 */
export class RoomFeed {
  readonly #log: RoomLog;
  readonly #states: MessageStates;
  readonly #typing: TypingBoard;
  readonly #logger: Logger;
  readonly #listeners = new Set<FeedListener>();
  /** The newest events without a hole; the last one stands at the feed's position. */
  readonly #kept: LiveEvent[] = [];
  #keptBytes = 0;
  /** Place → an event that was announced before the ones in front of it. */
  readonly #early = new Map<number, RoomEvent>();
  /** The place of the newest event that was taken up; null until {@link begin}. */
  #position: number | null = null;
  #refilling: Promise<void> | undefined;
  #reorder: NodeJS.Timeout | undefined;
  /** When the feed last knew that it stood at the head, on the clock of `performance.now()`. */
  currentAt = 0;

  constructor(
    readonly roomId: string,
    dependencies: FeedDependencies,
  ) {
    this.#log = dependencies.log;
    this.#states = dependencies.states;
    this.#typing = dependencies.typing;
    this.#logger = dependencies.logger;
  }

  /** The place of the newest event that was taken up. */
  get position(): number {
    return this.#position ?? 0;
  }

  /** The event at a place, if it is one of the newest. */
  at(seq: number): LiveEvent | undefined {
    const first = this.#kept[0];
    return first && this.#kept[seq - first.event.seq];
  }

  /** Adds somebody who watches, until the returned function is called. */
  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Sets where the feed begins: at the head that was read after it began to hear notices. */
  begin(headSeq: number): void {
    this.#position = headSeq;
    this.currentAt = performance.now();
    this.#takeUpEarly();
  }

  /** Takes a notice of the room's channel. */
  onNotice(notice: Notice): void {
    const known = readRoomNotice(notice);
    if (known?.kind === 'event') this.#onEvent(known.event);
    else if (known) {
      if (known.kind === 'typing') this.#typing.note(this.roomId, known);
      for (const listener of this.#listeners) listener.onFleeting(known);
    }
  }

  /** Notices may have been lost. */
  onGap(): void {
    for (const listener of this.#listeners) listener.onGap();
    this.refill();
  }

  /** Compares with a head that was just read from the log. */
  onHead(headSeq: number): void {
    if (headSeq > this.position) this.refill();
    else this.currentAt = performance.now();
  }

  /** Reads from the log what is missing; at once, unless that is going on already. */
  refill(): void {
    if (this.#position === null || this.#refilling) return;
    this.currentAt = Number.NEGATIVE_INFINITY;
    this.#refilling = this.#refill()
      // It is tried again with the next comparison, since the feed does not know that it is current.
      .catch((error: unknown) => this.#logRefillFailure(error))
      .finally(() => {
        this.#refilling = undefined;
      });
  }

  /** Ends what the feed does by itself. */
  close(): void {
    clearTimeout(this.#reorder);
    this.#listeners.clear();
  }

  #onEvent(event: RoomEvent): void {
    if (this.#position !== null && event.seq <= this.#position) return;
    this.#early.set(event.seq, event);
    if (this.#early.size > MAX_MISSED) {
      this.#early.clear();
      this.refill();
    }
    if (this.#position !== null) this.#takeUpEarly();
  }

  #onReorderTimeout(): void {
    this.#reorder = undefined;
    if (this.#early.size > 0) this.refill();
  }

  #takeUpEarly(): void {
    const before = this.position;
    for (let next = this.#early.get(before + 1); next; next = this.#early.get(this.position + 1)) {
      this.#takeUp(new LiveEvent(next, this.#states, true));
    }
    if (this.position > before) {
      this.currentAt = performance.now();
      this.#tellEvents();
    }
    // What a refill has overtaken is left behind.
    for (const seq of this.#early.keys()) if (seq <= this.position) this.#early.delete(seq);
    if (this.#early.size > 0) this.#reorder ??= setTimeout(() => this.#onReorderTimeout(), REORDER_MS);
  }

  async #refill(): Promise<void> {
    for (;;) {
      const before = this.position;
      const { events, head } = await this.#log.read(this.roomId, { after: this.position, limit: PAGE });
      if (head.seq - this.position > MAX_MISSED) this.#jump(head.seq);
      for (const event of events) {
        if (event.seq === this.position + 1) this.#takeUp(new LiveEvent(event, this.#states));
      }
      // A log that has lost its past cannot be waited for: whoever watches is told to start anew.
      if (this.position === before && head.seq > before) this.#jump(head.seq);
      this.#tellEvents();
      this.#takeUpEarly();
      if (this.position >= head.seq) break;
    }
    this.currentAt = performance.now();
  }

  #takeUp(live: LiveEvent): void {
    const { event, messageSeq } = live;
    this.#position = event.seq;
    if (messageSeq !== null && messageSeq !== event.seq) {
      for (const earlier of this.#kept) if (earlier.messageSeq === messageSeq) earlier.forgetState();
    }
    this.#kept.push(live);
    this.#keptBytes += sizeOf(event);
    while (this.#kept.length > KEPT_EVENTS || (this.#keptBytes > KEPT_BYTES && this.#kept.length > 1)) {
      const oldest = this.#kept.shift();
      if (oldest) this.#keptBytes -= sizeOf(oldest.event);
    }
  }

  #jump(seq: number): void {
    this.#position = seq;
    this.#kept.length = 0;
    this.#keptBytes = 0;
  }

  #tellEvents(): void {
    for (const listener of this.#listeners) listener.onEvents();
  }

  #logRefillFailure(error: unknown): void {
    const unavailable = error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE';
    const level = unavailable ? 'warn' : 'error';
    this.#logger[level]({ err: error, roomId: this.roomId }, 'a feed could not read what it missed');
  }
}

/** What an event takes in memory, roughly. */
function sizeOf({ body }: RoomEvent): number {
  return 200 + ('body' in body ? (body.body?.length ?? 0) * 2 : 0);
}
