import type { Clock } from '#platform/clock/clock.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { type PubSub, SESSIONS_ENDED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { NotificationStore } from '../store/store.ts';

const EVERY_MS = 600_000;
const BATCH = 500;
/** As long as the event log may tell of a message again, its entries in the ledger are kept. */
const LEDGER_LIFE_MS = 8 * 24 * 3_600_000;

/**
 * Forgets what has had its time. A device's target goes when its session is told to have ended; whatever was not told, or
 * has just run out, is found by a look every ten minutes, and nothing is pushed to it in between in any case.
 */
export class Sweep {
  readonly #store: NotificationStore;
  readonly #sessions: Pick<Sessions, 'usable'>;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #unsubscribe: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  private constructor(dependencies: SweepDependencies) {
    this.#store = dependencies.store;
    this.#sessions = dependencies.sessions;
    this.#clock = dependencies.clock;
    this.#logger = dependencies.logger;
    this.#timer = setInterval(() => this.#later(() => this.#sweep()), EVERY_MS);
    this.#timer.unref();
  }

  /** Begins to listen and to look. @throws LynkError SERVICE_UNAVAILABLE when it cannot listen */
  static async start(dependencies: SweepDependencies): Promise<Sweep> {
    const sweep = new Sweep(dependencies);
    sweep.#unsubscribe = await dependencies.pubsub.subscribe(
      SESSIONS_ENDED_CHANNEL,
      ({ sessionId }) => {
        if (typeof sessionId === 'string') sweep.#later(() => sweep.#store.targets.endSessions([sessionId]));
      },
      () => sweep.#later(() => sweep.#sweep()),
    );
    return sweep;
  }

  /** Ends after the work at hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#unsubscribe();
    await this.#running;
  }

  /** One after another; what fails is found by the next look. */
  #later(work: () => Promise<void>): void {
    this.#running = this.#running.then(work).catch((error: unknown) => {
      this.#logger.warn({ err: error }, 'what has had its time could not be forgotten');
    });
  }

  async #sweep(): Promise<void> {
    const now = this.#clock.now();
    for (let after: string | null = null; !this.#stopped; ) {
      const sessionIds: readonly string[] = await this.#store.targets.sessions(after, BATCH);
      const usable = new Set(sessionIds.length > 0 ? await this.#sessions.usable(sessionIds) : []);
      const ended = sessionIds.filter((sessionId) => !usable.has(sessionId));
      if (ended.length > 0) await this.#store.targets.endSessions(ended);
      if (sessionIds.length < BATCH) break;
      after = sessionIds.at(-1) ?? null;
    }
    while (!this.#stopped && (await this.#store.sweep(now, now - LEDGER_LIFE_MS, BATCH)) >= BATCH);
  }
}

/** What a {@link Sweep} works with. */
export interface SweepDependencies {
  readonly store: NotificationStore;
  readonly sessions: Pick<Sessions, 'usable'>;
  readonly pubsub: PubSub;
  readonly clock: Clock;
  readonly logger: Logger;
}
