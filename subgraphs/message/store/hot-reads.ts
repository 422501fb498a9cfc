import { HOT_ENTRIES, type HotLog } from '#platform/hot-log/hot-log.ts';
import type { Page } from '#platform/pagination/connection.ts';
import { provenRun } from './hot-events.ts';
import { messagesOf, withoutDeleted } from './hot-projection.ts';
import type { ReadRange, RoomEvent, RoomHead, RoomLog } from './room-log.ts';
import type { HistoryRequest, Message, MessageStore } from './store.ts';

/** Besides a page's messages a run holds what was done to them, and one message more tells that there are further ones. */
const BESIDES = 20;

type HistoryPage = Page<Message> & { readonly headSeq: number };
type Source = Pick<MessageStore, 'history' | 'log'>;

/**
 * Reads of a {@link MessageStore} that are spared it as far as a hot log allows: a room's newest page, and the last part of
 * its log. The hot log is asked first and the head afterwards, so an answer is as of a moment after the question, as the
 * store's own is. Where the hot log does not hold an unbroken run up to that very head, the store answers.
 */
export class HotReads implements Source {
  readonly log: RoomLog;
  readonly #store: Source;
  readonly #hotLog: HotLog;
  /** How many reads the hot log has answered, and how many it could not. */
  readonly counts = { hits: 0, misses: 0 };

  constructor(options: { store: Source; hotLog: HotLog }) {
    const { store, hotLog } = options;
    this.#store = store;
    this.#hotLog = hotLog;
    this.log = {
      append: (...request) => store.log.append(...request),
      heads: (...request) => store.log.heads(...request),
      read: async (roomId, range) => (await this.#readHot(roomId, range)) ?? store.log.read(roomId, range),
    };
  }

  async history(roomId: string, request: HistoryRequest): Promise<HistoryPage> {
    return (await this.#newestPage(roomId, request)) ?? this.#store.history(roomId, request);
  }

  async #newestPage(roomId: string, request: HistoryRequest): Promise<HistoryPage | null> {
    if ('around' in request || !request.fromEnd || request.after !== null || request.before !== null) return null;
    const { limit } = request;
    return this.#fromRun(roomId, { newest: Math.min(2 * limit + BESIDES, HOT_ENTRIES) }, (run, { seq: headSeq }) => {
      const messages = messagesOf(run);
      const hasPreviousPage = messages.length > limit;
      if (!hasPreviousPage && run[0]?.seq !== 1) return null;
      return { rows: messages.slice(-limit), hasPreviousPage, hasNextPage: false, headSeq };
    });
  }

  async #readHot(roomId: string, range: ReadRange) {
    if (!('after' in range)) return null;
    const { after, limit } = range;
    return this.#fromRun(roomId, { after }, (run, head) => {
      const events = run[0]?.seq === after + 1 ? withoutDeleted(run) : null;
      return events && { events: events.slice(0, limit), head };
    });
  }

  async #fromRun<Answer>(
    roomId: string,
    range: Parameters<HotLog['read']>[1],
    answer: (run: readonly RoomEvent[], head: RoomHead) => Answer | null,
  ): Promise<Answer | null> {
    const entries = await this.#hotLog.read(roomId, range);
    const head = entries.length > 0 ? (await this.#store.log.heads([roomId])).get(roomId) : undefined;
    const found = head ? answer(provenRun(roomId, entries, head), head) : null;
    if (found === null) this.counts.misses += 1;
    else this.counts.hits += 1;
    return found;
  }
}
