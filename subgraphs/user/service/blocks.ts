import type { Clock } from '#platform/clock/clock.ts';
import { notFound } from '#platform/errors/errors.ts';
import { UserInputRejected, userError } from '#platform/errors/user-error.ts';
import { directRoomId } from '#platform/ids/ids.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { type Connection, type PageArguments, parsePage, toConnection } from '#platform/pagination/connection.ts';
import { FILTERS_CHANGED_CHANNEL, type PubSub } from '#platform/pubsub/pubsub.ts';
import type { RoomTimeline } from '#platform/room-timeline/room-timeline.ts';
import { userBlock } from '../events.ts';
import type { Pair, Profile, UserStore } from '../store/store.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Profiles } from './profiles.ts';

/**
 * Who has blocked whom. A block is committed with its event; then the DIRECT room of the two is told, so that nothing
 * that was allowed before is written there afterwards; then the mutation is answered. When the room cannot be told in
 * time, the outbox tells it later and the client hears SERVICE_UNAVAILABLE: repeating the call is safe.
 */
export class Blocks {
  readonly #store: UserStore;
  readonly #profiles: Profiles;
  readonly #roomTimeline: RoomTimeline;
  readonly #pubsub: PubSub;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(options: {
    store: UserStore;
    profiles: Profiles;
    roomTimeline: RoomTimeline;
    pubsub: PubSub;
    clock: Clock;
    logger: Logger;
  }) {
    this.#store = options.store;
    this.#profiles = options.profiles;
    this.#roomTimeline = options.roomTimeline;
    this.#pubsub = options.pubsub;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /**
   * Blocks a person; blocking twice is the same as once.
   *
   * @param pair who blocks, and whom
   * @returns the person that is blocked now
   * @throws UserInputRejected CANNOT_BLOCK_SELF
   * @throws LynkError NOT_FOUND when there is no such person; SERVICE_UNAVAILABLE when it is blocked, but the room of the
   *   two does not know yet
   */
  async block(pair: Pair): Promise<Profile> {
    if (pair.userId === pair.otherId) {
      throw new UserInputRejected([userError('CANNOT_BLOCK_SELF', 'You cannot block yourself.', 'userId')]);
    }
    const [blocker, blocked] = await this.#both(pair);
    if (!blocker) throw notFound('Your account does not exist any more.');
    const eventId = await this.#store.addBlock(pair, userBlock(pair, true, this.#clock.now()));
    await this.#tell(pair, eventId);
    return blocked;
  }

  /**
   * Takes a block back; without one nothing changes.
   *
   * @returns the person that is no longer blocked
   * @throws LynkError NOT_FOUND and SERVICE_UNAVAILABLE as {@link block} says
   */
  async unblock(pair: Pair): Promise<Profile> {
    const [, blocked] = await this.#both(pair);
    const event = userBlock(pair, false, this.#clock.now());
    if (await this.#store.removeBlock(pair, event)) await this.#tell(pair, event.id);
    return blocked;
  }

  /** A page of whom a person has blocked, the newest block first. BAD_USER_INPUT when the arguments are malformed. */
  async list(userId: string, page: PageArguments): Promise<Connection<Profile>> {
    const request = parsePage(page, (cursor, argument) => decodeCursor('BLOCKS', cursor, argument));
    return toConnection(
      await this.#store.blocks(userId, request),
      ({ blocked, createdAt }) => encodeCursor('BLOCKS', { value: createdAt, id: blocked.id }),
      ({ blocked }) => blocked,
    );
  }

  async #both({ userId, otherId }: Pair): Promise<readonly [Profile | null, Profile]> {
    const [user, other] = [await this.#profiles.findOne(userId), await this.#profiles.findOne(otherId)];
    if (!other) throw notFound('There is no such person.');
    return [user, other];
  }

  async #tell({ userId, otherId }: Pair, eventId: string): Promise<void> {
    // Gateways first: what each of the two may see has changed whatever becomes of their room.
    try {
      await this.#pubsub.publish(FILTERS_CHANGED_CHANNEL, { userIds: [userId, otherId] });
    } catch (error) {
      // A gateway whose link to the others broke asks for everybody's filters when it is back.
      this.#logger.warn({ err: error, userId }, 'a changed filter could not be told');
    }
    const change = { type: 'access.changed', actorId: userId } as const;
    await this.#roomTimeline.append(directRoomId(userId, otherId), [{ eventId, change }]);
  }
}
