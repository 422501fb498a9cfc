import type { Logger } from '#platform/logger/logger.ts';
import { FILTERS_CHANGED_CHANNEL, type PubSub } from '#platform/pubsub/pubsub.ts';
import type { Validation } from '#platform/validation/validation.ts';

/** Whose doings a person does not see. */
export class ViewerFilter {
  readonly #load: (userId: string) => ReturnType<Validation['filters']>;
  readonly #onStale: () => void;
  #hidden: ReadonlySet<string> = new Set();
  #silent: ReadonlySet<string> = new Set();
  #isStale = true;

  constructor(
    readonly userId: string,
    load: (userId: string) => ReturnType<Validation['filters']>,
    onStale: () => void,
  ) {
    this.#load = load;
    this.#onStale = onStale;
  }

  /** Whether it must be refreshed before it is used again. */
  get isStale(): boolean {
    return this.#isStale;
  }

  /** Whether the person has blocked somebody, whose events it therefore does not see. */
  hides(actorId: string): boolean {
    return this.#hidden.has(actorId);
  }

  /** Whether one of the two has blocked the other, so that they do not see each other's typing and presence. */
  silences(userId: string): boolean {
    return this.#silent.has(userId);
  }

  /** Reads it anew. @throws LynkError SERVICE_UNAVAILABLE; it stays stale then */
  async refresh(): Promise<void> {
    // Before the question, so that a change that comes while it is asked makes it stale again.
    this.#isStale = false;
    try {
      const { hidden, silent } = await this.#load(this.userId);
      this.#hidden = new Set(hidden);
      this.#silent = new Set(silent);
    } catch (error) {
      this.#isStale = true;
      throw error;
    }
  }

  /** Says that somebody may have blocked somebody. */
  makeStale(): void {
    this.#isStale = true;
    this.#onStale();
  }
}

/** The filters that are in use in this process. A block takes effect on them at once. */
export class ViewerFilters {
  readonly #validation: Validation;
  readonly #pubsub: PubSub;
  readonly #logger: Logger;
  /** Person → the filters in use for it. */
  readonly #inUse = new Map<string, Set<ViewerFilter>>();
  #listening: Promise<() => void> | undefined;

  constructor(dependencies: { validation: Validation; pubsub: PubSub; logger: Logger }) {
    this.#validation = dependencies.validation;
    this.#pubsub = dependencies.pubsub;
    this.#logger = dependencies.logger;
  }

  /**
   * The filter of a person, stale until its first refresh. From now on it becomes stale with every change.
   *
   * @param onStale called when it does; must not throw
   * @throws LynkError SERVICE_UNAVAILABLE when changes cannot be listened to
   */
  async use(userId: string, onStale: () => void): Promise<{ filter: ViewerFilter; release(): void }> {
    await this.#listen();
    const filter = new ViewerFilter(userId, (id) => this.#validation.filters(id), onStale);
    const filters = this.#inUse.get(userId) ?? new Set();
    this.#inUse.set(userId, filters.add(filter));
    const release = () => {
      filters.delete(filter);
      if (filters.size === 0 && this.#inUse.get(userId) === filters) this.#inUse.delete(userId);
    };
    return { filter, release };
  }

  /** Ends the listening. */
  async stop(): Promise<void> {
    const end = await this.#listening?.catch(() => undefined);
    end?.();
  }

  async #listen(): Promise<void> {
    this.#listening ??= this.#pubsub.subscribe(
      FILTERS_CHANGED_CHANNEL,
      (notice) => this.#onChange(notice['userIds']),
      () => this.#onGap(),
    );
    try {
      await this.#listening;
    } catch (error) {
      this.#listening = undefined;
      throw error;
    }
  }

  #onChange(userIds: unknown): void {
    if (!Array.isArray(userIds)) {
      this.#logger.error('a notice of changed filters names nobody');
      return;
    }
    for (const userId of userIds) for (const filter of this.#inUse.get(userId) ?? []) filter.makeStale();
  }

  #onGap(): void {
    for (const filters of this.#inUse.values()) for (const filter of filters) filter.makeStale();
  }
}
