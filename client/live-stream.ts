import type { Connection } from './connection.ts';
import { closeCode, TokenMissing } from './connection.ts';
import type { Pauses } from './pauses.ts';

/** An error as a GraphQL answer carries it. */
export interface OperationError {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly retryAfterMs?: number };
}

/** The server refused the operation: trying again would not help. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused';

  constructor(readonly errors: readonly OperationError[]) {
    super(errors.map((error) => error.message).join(' '));
  }
}

/** A subscription that can be resumed: its operation takes the cursor to resume from as `$after`. */
export interface StreamOptions<Data> {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /**
   * Where to begin; now when it is left out. Give the `liveCursor` of the page on show: a stream that was cut off before its
   * first item has no other place to resume from.
   */
  readonly after?: string | null;
  /** The cursor of an item. Null for items that have no place: they are passed on and move nothing. */
  readonly cursorOf: (data: Data) => string | null | undefined;
  /** Told of errors within an item, such as a field whose service was away; the item is passed on all the same. */
  readonly onItemErrors?: (errors: readonly OperationError[]) => void;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
}

/** Close codes of `graphql-transport-ws` after which the same operation would fail again. */
const FATAL_CLOSE_CODES = new Set([4400, 4406, 4409, 4429]);
const RETRYABLE_ERROR_CODES = new Set(['SERVICE_UNAVAILABLE', 'RATE_LIMITED']);
/** A consumer that is this far behind is resumed from its last item instead of being buffered for. */
const MAX_WAITING = 1_000;
/** A stream that has held for this long was not a failed try, even if nothing came, in milliseconds. */
const STEADY_MS = 60_000;
/** How many of the last cursors are remembered, to drop an item that comes twice. */
const REMEMBERED = 1_000;

type Ending =
  | { readonly kind: 'complete' }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'overflow' };

/** One resumable subscription; {@link run} is its life. */
export class LiveStream<Data> {
  readonly #connection: Connection;
  readonly #pauses: Pauses;
  readonly #options: StreamOptions<Data>;
  #after: string | null;
  readonly #seen = new Set<string>();

  constructor(connection: Connection, pauses: Pauses, options: StreamOptions<Data>) {
    this.#connection = connection;
    this.#pauses = pauses;
    this.#options = options;
    this.#after = options.after ?? null;
  }

  async *run(): AsyncGenerator<Data, void, void> {
    const { signal } = this.#options;
    const ended = () => signal?.aborted === true || this.#connection.state === 'closed';
    while (!ended()) {
      const begun = performance.now();
      const ending = yield* this.#once();
      if (ending.kind === 'complete' || ended()) return;
      if (ending.kind === 'overflow') continue;
      if (performance.now() - begun > STEADY_MS) this.#pauses.reset();
      await this.#pause(ending.error);
    }
  }

  /** One subscription on one socket, from the last cursor on. */
  async *#once(): AsyncGenerator<Data, Ending, void> {
    const waiting: Data[] = [];
    let ending: Ending | undefined;
    let wake = () => {};
    const unsubscribe = this.#connection.subscribe<Data>(
      {
        query: this.#options.query,
        ...(this.#options.operationName !== undefined && { operationName: this.#options.operationName }),
        variables: { ...this.#options.variables, after: this.#after },
      },
      {
        next: (result) => {
          if (ending) return;
          if (result.errors) this.#options.onItemErrors?.(result.errors as readonly OperationError[]);
          if (result.data == null) return;
          if (waiting.length >= MAX_WAITING) ending = { kind: 'overflow' };
          else waiting.push(result.data);
          wake();
        },
        error: (error) => {
          ending ??= { kind: 'error', error };
          wake();
        },
        complete: () => {
          ending ??= { kind: 'complete' };
          wake();
        },
      },
    );
    const abort = () => {
      ending = { kind: 'complete' };
      wake();
    };
    this.#options.signal?.addEventListener('abort', abort, { once: true });
    try {
      for (;;) {
        for (let data = waiting.shift(); data !== undefined; data = waiting.shift()) {
          if (this.#isNew(data)) yield data;
        }
        if (ending) return ending;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.#options.signal?.removeEventListener('abort', abort);
      unsubscribe();
    }
  }

  /** Moves the place to resume from; false when the item has been passed on before. */
  #isNew(data: Data): boolean {
    this.#pauses.reset();
    const cursor = this.#options.cursorOf(data);
    if (cursor == null) return true;
    if (this.#seen.has(cursor)) return false;
    this.#seen.add(cursor);
    if (this.#seen.size > REMEMBERED) {
      const [oldest] = this.#seen;
      if (oldest !== undefined) this.#seen.delete(oldest);
    }
    this.#after = cursor;
    return true;
  }

  /** Waits for the next try; throws what no next try would mend. */
  async #pause(error: unknown): Promise<void> {
    if (error instanceof TokenMissing) throw error;
    const code = closeCode(error);
    if (code !== null && FATAL_CLOSE_CODES.has(code)) throw error;
    let leastMs = 0;
    if (Array.isArray(error)) {
      const errors = error as OperationError[];
      if (!errors.every((entry) => RETRYABLE_ERROR_CODES.has(entry.extensions?.code ?? ''))) {
        throw new StreamRefused(errors);
      }
      leastMs = Math.max(0, ...errors.map((entry) => entry.extensions?.retryAfterMs ?? 0));
    }
    this.#connection.waiting();
    const { signal } = this.#options;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        stopListening();
        resolve();
      };
      const timer = setTimeout(done, this.#pauses.next(leastMs));
      const stopListening = this.#connection.onState((state) => state === 'closed' && done());
      signal?.addEventListener('abort', done, { once: true });
    });
  }
}
