import { forbidden } from '#platform/errors/errors.ts';
import type { Identity, UserIdentity } from '#platform/identity/identity.ts';
import { decodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { MessageStore } from '../store/store.ts';
import { type RoomPermissions, roomMissing } from './access.ts';
import type { ViewerFilters } from './filters.ts';
import type { MessageStates } from './live-event.ts';
import { PulledStream } from './pulled-stream.ts';
import type { OpenFeed, RoomFeeds } from './room-feeds.ts';
import { RoomStream, type StreamViewer } from './room-stream.ts';
import { positionItem, resetItem, type StreamItem } from './stream-item.ts';
import type { WhoIsThere } from './who-is-there.ts';

/** What room streams work with. */
export interface RoomStreamsDependencies {
  readonly store: Pick<MessageStore, 'log'>;
  readonly permissions: RoomPermissions;
  readonly feeds: RoomFeeds;
  readonly filters: ViewerFilters;
  readonly states: MessageStates;
  readonly whoIsThere: WhoIsThere;
}

/** Opens rooms' streams. */
export class RoomStreams {
  readonly #dependencies: RoomStreamsDependencies;

  constructor(dependencies: RoomStreamsDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Opens a stream of everything that happens in a room after a cursor; without one, from now on.
   *
   * For a person it is what that person may see, and ends when its access does; when it has caught up it tells who
   * is there. For a room's audience it is everything, begins
   * with an item that tells its place and has no event, and repeats that item whenever notices may have been lost: whoever
   * shares it admits its viewers anew then.
   *
   * @throws LynkError BAD_USER_INPUT when the cursor is not of this room, NOT_FOUND when the person is no member,
   *   FORBIDDEN for another audience or anybody else, SERVICE_UNAVAILABLE
   */
  async open(identity: Identity, roomId: string, after: string | null): Promise<PulledStream<StreamItem>> {
    const position = after === null ? null : decodeRoomCursor(after, roomId);
    if (identity.kind !== 'user' && (identity.kind !== 'audience' || identity.roomId !== roomId)) throw forbidden();
    const open = await this.#dependencies.feeds.open(roomId);
    try {
      const stream =
        identity.kind === 'user'
          ? await this.#openForPerson(identity, open, position)
          : await this.#openForAudience(roomId, open, position);
      return new PulledStream(stream);
    } catch (error) {
      open.release();
      throw error;
    }
  }

  async #openForAudience(roomId: string, { feed, release }: OpenFeed, after: number | null) {
    const { log } = this.#dependencies.store;
    const head = await this.#headOf(roomId);
    const { position, reset } = beginning(roomId, after, head);
    return new RoomStream({
      feed,
      log,
      states: this.#dependencies.states,
      viewer: null,
      position,
      admittedAt: head,
      first: reset ? [positionItem(roomId, position), reset] : [positionItem(roomId, position)],
      release,
    });
  }

  async #openForPerson({ userId }: UserIdentity, { feed, release }: OpenFeed, after: number | null) {
    const { store, filters, states, whoIsThere } = this.#dependencies;
    const { roomId } = feed;
    const admittedAt = await this.#admit(userId, roomId);
    if (admittedAt === null) throw roomMissing();
    let stream: RoomStream | undefined;
    const { filter, release: releaseFilter } = await filters.use(userId, () => stream?.onFilterStale());
    try {
      await filter.refresh();
    } catch (error) {
      releaseFilter();
      throw error;
    }
    const viewer: StreamViewer = { userId, filter, admit: () => this.#admit(userId, roomId) };
    const { position, reset } = beginning(roomId, after, admittedAt);
    stream = new RoomStream({
      feed,
      log: store.log,
      states,
      viewer,
      position,
      admittedAt,
      first: reset ? [reset] : [],
      release: () => {
        releaseFilter();
        release();
      },
    });
    stream.addFleeting(await whoIsThere.others(userId, roomId));
    return stream;
  }

  /** The head, and then whether the person is a member: if so, it was one at that place or has come later. */
  async #admit(userId: string, roomId: string): Promise<number | null> {
    const head = await this.#headOf(roomId);
    return (await this.#dependencies.permissions.standing(userId, roomId)) ? head : null;
  }

  async #headOf(roomId: string): Promise<number> {
    return (await this.#dependencies.store.log.heads([roomId])).get(roomId)?.seq ?? 0;
  }
}

/**
 * Where a stream begins, and the item that says so when there is no such place: a cursor beyond the head was given out by
 * a log that has lost its end, as after a restored backup.
 */
function beginning(roomId: string, after: number | null, head: number) {
  if (after !== null && after > head) return { position: head, reset: resetItem(roomId, head) };
  return { position: after ?? head, reset: null };
}
