import { CombinedGraphQLErrors } from '@apollo/client/errors';
import type { RoomItem } from '../cache/apply-room-event.ts';
import { watchRoom } from '../live/watch-room.ts';
import { pause } from '../outbox/pause.ts';
import type { Workspace } from '../session/workspace.ts';
import { firstUnread, type UnreadPlace } from './first-unread.ts';
import { type PageArguments, type Room, readPage } from './pages.ts';

/** How far a room has come: `outside` when the viewer is no member of it, `missing` when there is none for the viewer. */
export type RoomPhase =
  | { readonly kind: 'loading' | 'missing' | 'outside' | 'revoked' }
  | { readonly kind: 'open'; readonly unread: UnreadPlace | null };

/** What a visited room tells. */
export interface RoomListener {
  readonly onPhase: (phase: RoomPhase) => void;
  readonly onItem: (item: RoomItem) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

/** A room that somebody looks at: read at its first unread message or at its newest, and live until the signal ends. */
export class RoomVisit {
  readonly #workspace: Workspace;
  readonly #roomId: string;
  readonly #listener: RoomListener;
  readonly #signal: AbortSignal;
  /** Ends the stream that runs now. */
  #stream = new AbortController();

  constructor(workspace: Workspace, roomId: string, listener: RoomListener, signal: AbortSignal) {
    this.#workspace = workspace;
    this.#roomId = roomId;
    this.#listener = listener;
    this.#signal = signal;
  }

  /** Opens the room. Resolves when it is open, or found to be closed. */
  async open(): Promise<void> {
    const newest = await this.#readNewest();
    if (this.#signal.aborted) return;
    if (newest === null) return this.#listener.onPhase({ kind: 'missing' });
    if (!newest.messages) return this.#listener.onPhase({ kind: 'outside' });
    const unread = await this.#placeOfUnread(newest);
    if (this.#signal.aborted) return;
    this.#listener.onPhase({ kind: 'open', unread });
    void this.#follow(newest.messages.liveCursor);
  }

  /**
   * Shows the newest messages in place of what is on show. The stream begins anew with them: what an old one still brings
   * may be older than the page, and the end is no place for that.
   */
  async showNewest(): Promise<void> {
    this.#stream.abort();
    const newest = await this.#readNewest();
    if (newest?.messages && !this.#signal.aborted) void this.#follow(newest.messages.liveCursor);
  }

  /** Keeps the room live from a page's `liveCursor` on. */
  async #follow(after: string): Promise<void> {
    this.#stream = new AbortController();
    const { client, live, viewerId } = this.#workspace;
    const signal = AbortSignal.any([this.#signal, this.#stream.signal]);
    const onItem = (item: RoomItem) => {
      if (signal.aborted) return;
      const type = item.event?.__typename;
      if (type === 'StreamReset') void this.showNewest();
      if (type === 'AccessRevoked') this.#listener.onPhase({ kind: 'revoked' });
      this.#listener.onItem(item);
    };
    try {
      await watchRoom({ client, live, roomId: this.#roomId, viewerId, after, signal, onItem });
    } catch {
      // The session's end is told by the viewer's own stream; anything else means that this room is closed to the viewer.
      if (!signal.aborted) this.#listener.onPhase({ kind: 'revoked' });
    }
  }

  /** The newest page, however long that takes. Null when there is no such room for the viewer, or the visit has ended. */
  async #readNewest(): Promise<Room | null> {
    const { outbox } = this.#workspace;
    const sent = outbox.sentKeys(this.#roomId);
    const room = await this.#untilAnswered({});
    if (room?.messages) outbox.forget(this.#roomId, sent);
    return room;
  }

  /** Where the unread messages begin. When that is before the page, a page around it takes its place. */
  async #placeOfUnread(room: Room): Promise<UnreadPlace | null> {
    if (room.unreadCount === 0) return null;
    const { viewerId } = this.#workspace;
    const found = firstUnread(room, viewerId);
    const readUpTo = room.viewerReadCursor?.message?.id;
    if (found || !readUpTo) return found;
    const around = await this.#untilAnswered({ around: readUpTo, first: 60 });
    return around && firstUnread({ ...around, unreadCount: room.unreadCount }, viewerId);
  }

  async #untilAnswered(page: PageArguments): Promise<Room | null> {
    for (let pauseMs = FIRST_PAUSE_MS; !this.#signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await readPage(this.#workspace.client, this.#roomId, page);
      } catch (error) {
        if (isFinal(error)) return null;
        await pause(pauseMs, this.#signal);
      }
    }
    return null;
  }
}

function isFinal(error: unknown): boolean {
  const passing = ['SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED'];
  return (
    CombinedGraphQLErrors.is(error) &&
    error.errors.every(({ extensions }) => !passing.includes(String(extensions?.['code'])))
  );
}
