import { encodeId } from '#platform/ids/ids.ts';
import { encodeRoomCursor } from '#platform/pagination/room-cursor.ts';

/** An event as its subgraph resolves it. */
export type TestEvent = { readonly __typename: string } & Readonly<Record<string, unknown>>;

/** What a stream sends, as resolvers return it. */
export interface TestItem {
  readonly cursor: string | null;
  readonly event: TestEvent | null;
  /** Public ID. */
  readonly actorId: string | null;
  readonly revokedUserIds: readonly string[];
}

/** What waits for one who watches. */
class WatchQueue implements AsyncIterableIterator<TestItem> {
  readonly #waiting: (TestItem | Error | null)[] = [];
  readonly #onEnd: () => void;
  #wake = () => {};

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  push(next: TestItem | Error | null): void {
    this.#waiting.push(next);
    this.#wake();
  }

  async next(): Promise<IteratorResult<TestItem>> {
    while (this.#waiting.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const next = this.#waiting.shift() ?? null;
    if (next instanceof Error) {
      this.#onEnd();
      throw next;
    }
    return next ? { done: false, value: next } : { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<TestItem>> {
    this.#onEnd();
    this.push(null);
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

/** More than so many missed events are not replayed. */
const MAX_MISSED = 1_000;

/** One room in memory: its log, its members, those who watch it, and what can go wrong with it. */
export class TestRoom {
  readonly publicId: string;
  /** Place - 1 → item. */
  readonly log: TestItem[] = [];
  /** UUIDs. */
  readonly members = new Set<string>();
  /** Viewer → those whose events it does not see, and whose fleeting ones. UUIDs. */
  readonly hidden = new Map<string, Set<string>>();
  readonly silent = new Map<string, Set<string>>();
  readonly #watchers = new Set<WatchQueue>();
  /** How often an upstream was begun, and a page of the past read. */
  upstreams = 0;
  replays = 0;
  /** How many of the newest events a replay does not know yet. */
  replayLag = 0;
  /** Run before a page is read, and between its reading and the answer: room for what must happen just then. */
  beforeReplay: () => Promise<void> | void = () => {};
  afterReplay: () => Promise<void> | void = () => {};

  constructor(readonly id: string) {
    this.publicId = encodeId('room', id);
  }

  get head(): number {
    return this.log.length;
  }

  cursor(seq: number): string {
    return encodeRoomCursor({ roomId: this.id, seq });
  }

  /** Writes an event and tells those who watch, unless the notice is to be lost. */
  append(
    event: TestEvent | null,
    options: { actorId?: string; revoked?: string[]; unannounced?: boolean } = {},
  ): TestItem {
    const item: TestItem = {
      cursor: this.cursor(this.head + 1),
      event,
      actorId: options.actorId ? encodeId('user', options.actorId) : null,
      revokedUserIds: (options.revoked ?? []).map((userId) => encodeId('user', userId)),
    };
    this.log.push(item);
    for (const userId of options.revoked ?? []) this.members.delete(userId);
    if (!options.unannounced) for (const watcher of this.#watchers) watcher.push(item);
    return item;
  }

  say(body: string, actorId?: string): TestItem {
    const senderId = actorId ? encodeId('user', actorId) : null;
    const message = { id: `m${this.head + 1}`, body, senderId };
    return this.append({ __typename: 'MessageSent', message }, actorId ? { actorId } : {});
  }

  type(actorId: string, isTyping = true): void {
    const user = { id: encodeId('user', actorId) };
    const event: TestEvent = { __typename: 'TypingChanged', user, isTyping };
    for (const watcher of this.#watchers) {
      watcher.push({ cursor: null, event, actorId: user.id, revokedUserIds: [] });
    }
  }

  /** What a replay tells of what came after a place. @param head the room's place as the replay sees it */
  since(seq: number, head = this.head): readonly TestItem[] {
    return head - seq > MAX_MISSED ? [this.#reset()] : this.log.slice(seq, head);
  }

  /** Breaks the link of everybody who watches. */
  breakUpstreams(): void {
    for (const watcher of [...this.#watchers]) watcher.push(new Error('the link broke'));
  }

  /** Says to everybody who watches that notices may have been lost. */
  tellGap(): void {
    for (const watcher of this.#watchers) watcher.push(this.#position(this.head));
  }

  /** What is sent from a place on, or from now on. An audience is told first where that is. */
  watch(after: number | null, isAudience: boolean): AsyncIterableIterator<TestItem> {
    this.upstreams += 1;
    const queue = new WatchQueue(() => this.#watchers.delete(queue));
    this.#watchers.add(queue);
    const missed = this.since(after ?? this.head);
    const isReset = missed[0]?.event?.__typename === 'StreamReset';
    if (isAudience) queue.push(this.#position(isReset ? this.head : (after ?? this.head)));
    for (const item of missed) queue.push(item);
    return queue;
  }

  #position(seq: number): TestItem {
    return { cursor: this.cursor(seq), event: null, actorId: null, revokedUserIds: [] };
  }

  #reset(): TestItem {
    return { ...this.#position(this.head), event: { __typename: 'StreamReset', room: { id: this.publicId } } };
  }

  /** How many watch it. */
  get watchers(): number {
    return this.#watchers.size;
  }
}
