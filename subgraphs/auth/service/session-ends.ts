import type { Clock } from '#platform/clock/clock.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { type PubSub, SESSIONS_ENDED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { AuthStore } from '../store/store.ts';

/** Knows which sessions go on. Ends them, and tells gateways so that their access tokens and live sockets end, too. */
export class SessionEnds implements Sessions {
  readonly #store: AuthStore;
  readonly #pubsub: PubSub;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(options: { store: AuthStore; pubsub: PubSub; clock: Clock; logger: Logger }) {
    this.#store = options.store;
    this.#pubsub = options.pubsub;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  /** Ends a session for good; ending it twice is the same as once. @param sessionId UUID */
  async end(sessionId: string): Promise<void> {
    await this.#store.endSession(sessionId, this.#clock.now());
    await this.announce([sessionId]);
  }

  /**
   * Tells of sessions whose end is committed. When that fails they have ended all the same: a gateway whose link to the
   * others broke asks {@link endedSince} when it is back.
   *
   * @param sessionIds UUIDs
   */
  async announce(sessionIds: readonly string[]): Promise<void> {
    for (const sessionId of sessionIds) {
      try {
        await this.#pubsub.publish(SESSIONS_ENDED_CHANNEL, { sessionId });
      } catch (error) {
        this.#logger.warn({ err: error, sessionId }, 'the end of a session could not be told');
      }
    }
  }

  endedSince(sinceMs: number): Promise<readonly string[]> {
    return this.#store.endedSince(sinceMs);
  }

  async usable(sessionIds: readonly string[]): Promise<readonly string[]> {
    const now = this.#clock.now();
    const sessions = (await this.#store.sessions(sessionIds)).filter(
      ({ endedAt, expiresAt }) => endedAt === null && expiresAt > now,
    );
    const accounts = await this.#store.accounts([...new Set(sessions.map(({ accountId }) => accountId))]);
    const active = new Set(accounts.filter(({ suspended }) => !suspended).map(({ id }) => id));
    return sessions.filter(({ accountId }) => active.has(accountId)).map(({ id }) => id);
  }
}
