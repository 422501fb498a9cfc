import type { Logger } from '#platform/logger/logger.ts';
import type { Presence } from '#platform/presence/presence.ts';
import { type PubSub, viewerChannel } from '#platform/pubsub/pubsub.ts';
import type { MessageStore } from '../store/store.ts';
import { toNotice } from './notices.ts';
import { Rounds } from './rounds.ts';

const SPACING_MS = 100;
const ROOMS_WAITING = 10_000;
const MEMBERS_AT_ONCE = 1_000;

/**
 * Tells members that the unread count of a room may have changed. Only those who are there are told: who is not reads the
 * counts when coming back. A room in which much is written costs one walk through its members a round.
 */
export class Nudges {
  readonly #store: Pick<MessageStore, 'members'>;
  readonly #presence: Presence;
  readonly #pubsub: PubSub;
  readonly #rounds: Rounds<string, true>;
  /** Person → how many streams of its own it has in this process. They count as being there, whatever the gateway says. */
  readonly #watching = new Map<string, number>();

  constructor(dependencies: {
    store: Pick<MessageStore, 'members'>;
    presence: Presence;
    pubsub: PubSub;
    logger: Logger;
  }) {
    this.#store = dependencies.store;
    this.#presence = dependencies.presence;
    this.#pubsub = dependencies.pubsub;
    this.#rounds = new Rounds({
      spacingMs: SPACING_MS,
      limit: ROOMS_WAITING,
      logger: dependencies.logger,
      work: (roomId) => this.#tellMembers(roomId),
    });
  }

  /** Says that something which counts as unread was written or removed in a room. Returns at once. */
  roomChanged(roomId: string): void {
    this.#rounds.add(roomId, true);
  }

  /** Says that a person watches its own stream in this process, until the returned function is called. */
  watch(userId: string): () => void {
    this.#watching.set(userId, (this.#watching.get(userId) ?? 0) + 1);
    return () => {
      const left = (this.#watching.get(userId) ?? 1) - 1;
      if (left > 0) this.#watching.set(userId, left);
      else this.#watching.delete(userId);
    };
  }

  /** Ends after the room at hand. */
  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #tellMembers(roomId: string): Promise<void> {
    const notice = toNotice({ kind: 'unread', roomId });
    for (let after: string | null = null; ; ) {
      const members: readonly string[] = await this.#store.members(roomId, after, MEMBERS_AT_ONCE);
      const states = await this.#presence.states(members);
      const there = members.filter((userId) => this.#watching.has(userId) || states.get(userId)?.online);
      await Promise.all(there.map((userId) => this.#pubsub.publish(viewerChannel(userId), notice)));
      if (members.length < MEMBERS_AT_ONCE) return;
      after = members.at(-1) ?? null;
    }
  }
}
