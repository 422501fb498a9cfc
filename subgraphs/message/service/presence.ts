import type { Logger } from '#platform/logger/logger.ts';
import type { Presence, PresenceState } from '#platform/presence/presence.ts';
import { type PubSub, roomChannel } from '#platform/pubsub/pubsub.ts';
import type { Validation } from '#platform/validation/validation.ts';
import type { MessageStore } from '../store/store.ts';
import { BoundedMap } from './bounded-map.ts';
import { toNotice } from './notices.ts';
import { Rounds } from './rounds.ts';

/** In how many of a person's rooms it is told that it came or went: the ones with the newest events. */
const ROOMS = 100;
const SPACING_MS = 250;
const WAITING = 50_000;
const REMEMBERED = 50_000;

/**
 * Tells rooms who of their members has come or gone. Somebody who goes and is back within a moment, as with a new
 * connection, is not told about.
 */
export class PresenceAnnouncer {
  readonly #store: Pick<MessageStore, 'roomsOf'>;
  readonly #pubsub: PubSub;
  readonly #rounds: Rounds<string, boolean>;
  readonly #end: () => void;
  /** Person → what was last told of it. */
  readonly #told = new BoundedMap<string, boolean>(REMEMBERED);

  /** Begins at once. */
  constructor(dependencies: {
    store: Pick<MessageStore, 'roomsOf'>;
    presence: Presence;
    pubsub: PubSub;
    logger: Logger;
  }) {
    const { store, presence, pubsub, logger } = dependencies;
    this.#store = store;
    this.#pubsub = pubsub;
    this.#rounds = new Rounds({
      spacingMs: SPACING_MS,
      limit: WAITING,
      logger,
      work: (userId, online) => this.#tellRooms(userId, online),
    });
    this.#end = presence.onChange(({ userId, online }) => this.#rounds.add(userId, online));
  }

  /** Ends after what is being told. */
  async stop(): Promise<void> {
    this.#end();
    await this.#rounds.stop();
  }

  async #tellRooms(userId: string, online: boolean): Promise<void> {
    if (this.#told.get(userId) === online) return;
    const notice = toNotice({ kind: 'presence', userId, online });
    const roomIds = await this.#store.roomsOf(userId, ROOMS);
    await Promise.all(roomIds.map((roomId) => this.#pubsub.publish(roomChannel(roomId), notice)));
    this.#told.set(userId, online);
  }
}

/**
 * The presence of people as one person may see it, in the order of their IDs given.
 *
 * @param userIds UUIDs, 500 at most
 * @returns null for who is unknown, and where one of the two has blocked the other
 * @throws LynkError SERVICE_UNAVAILABLE
 */
export async function visiblePresence(
  dependencies: { presence: Presence; validation: Validation },
  viewerId: string,
  userIds: readonly string[],
): Promise<readonly (PresenceState | null)[]> {
  const [relations, states] = await Promise.all([
    dependencies.validation.relations(userIds.map((otherId) => ({ userId: viewerId, otherId }))),
    dependencies.presence.states(userIds),
  ]);
  return userIds.map((userId, index) => {
    const relation = relations[index];
    const isVisible = userId === viewerId || (relation?.exists && !relation.blocked && !relation.blockedBy);
    return (isVisible && states.get(userId)) || null;
  });
}
