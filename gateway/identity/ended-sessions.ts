import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#platform/clock/clock.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { type Notice, type PubSub, SESSIONS_ENDED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import { MAX_ACCESS_TOKEN_SECONDS } from '#platform/tokens/access-token.ts';

/** After this time no token of a session can be good any more, so that its end need not be remembered. */
const REMEMBER_MS = (MAX_ACCESS_TOKEN_SECONDS + 60) * 1000;

/** How long auth is given before it is asked again, in milliseconds. */
const RETRY_MS = 500;
/** How often a gateway that starts asks an auth that has just been started as well, or is busy. */
const START_TRIES = 6;

/**
 * The sessions that were ended while their access tokens were still good by their date. It asks auth once, hears of later
 * ones as they end, and asks again whenever it may have missed one.
 */
export class EndedSessions {
  readonly #options: { sessions: Pick<Sessions, 'endedSince'>; pubsub: PubSub; clock: Clock; logger: Logger };
  /** Session → until when it must be remembered, in milliseconds since 1970; the earliest first. */
  readonly #ended = new Map<string, number>();
  readonly #listeners = new Set<(sessionId: string) => void>();
  #unsubscribe: () => void = () => {};
  #retry: NodeJS.Timeout | undefined;

  constructor(options: { sessions: Pick<Sessions, 'endedSince'>; pubsub: PubSub; clock: Clock; logger: Logger }) {
    this.#options = options;
  }

  /**
   * Begins to listen.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when auth does not answer in several tries
   */
  async start(): Promise<void> {
    const { pubsub } = this.#options;
    this.#unsubscribe = await pubsub.subscribe(SESSIONS_ENDED_CHANNEL, this.#onNotice, this.#onGap);
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#load();
      } catch (error) {
        if (tries === START_TRIES) throw error;
        this.#options.logger.warn(
          { err: error, tries },
          'auth does not tell which sessions have ended, and is asked again',
        );
        await sleep(RETRY_MS);
      }
    }
  }

  /** Ends the listening. */
  stop(): void {
    this.#unsubscribe();
    clearTimeout(this.#retry);
  }

  /** Whether a session has been ended by somebody. */
  has(sessionId: string): boolean {
    return this.#ended.has(sessionId);
  }

  /** Calls the listener with each session (UUID) that ends from now on. */
  onEnded(listener: (sessionId: string) => void): void {
    this.#listeners.add(listener);
  }

  readonly #onNotice = ({ sessionId }: Notice) => {
    if (typeof sessionId === 'string') this.#add(sessionId);
  };

  readonly #onGap = () => {
    clearTimeout(this.#retry);
    this.#load().catch((err) => {
      this.#options.logger.warn({ err }, 'sessions that ended meanwhile are not known yet');
      this.#retry = setTimeout(this.#onGap, RETRY_MS);
    });
  };

  async #load(): Promise<void> {
    const { sessions, clock } = this.#options;
    for (const sessionId of await sessions.endedSince(clock.now() - REMEMBER_MS)) this.#add(sessionId);
  }

  #add(sessionId: string): void {
    if (this.#ended.has(sessionId)) return;
    const now = this.#options.clock.now();
    for (const [old, until] of this.#ended) {
      if (until > now) break;
      this.#ended.delete(old);
    }
    this.#ended.set(sessionId, now + REMEMBER_MS);
    for (const listener of this.#listeners) listener(sessionId);
  }
}
