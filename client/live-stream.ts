import type { Connection } from './connection.ts';
import { type Break, ConnectionRefused, type OperationError, StreamRefused } from './errors.ts';
import type { Pauses } from './pauses.ts';
import { isFinal, type Operation, type OperationResult, type ProtocolSocket } from './protocol-socket.ts';

/**
 * A subscription that can be resumed. Its operation takes the cursor to resume from as the variable `$after`; the value in
 * `variables` says where to begin. Give the `liveCursor` of the page on show there: a stream that begins "now" and is cut off
 * before its first item has no other place to resume from.
 */
export interface StreamOptions<Data> extends Operation {
  /**
   * The cursor of an item; null for items that have no place: they are passed on and move nothing. The field `cursor` of
   * the subscription's field when it is left out.
   */
  readonly cursorOf?: (data: Data) => string | null | undefined;
  /** Told of errors within an item, such as a field whose service was away, just before the item is passed on. */
  readonly onItemErrors?: (errors: readonly OperationError[]) => void;
  /** Ends the stream. */
  readonly signal?: AbortSignal;
}

/** The server cannot now, or not with this socket; what is wrong is not the operation. */
const PASSING_CODES = new Set(['SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR', 'UNAUTHENTICATED']);
/** A consumer that is this far behind is resumed from its last item instead of being buffered for. */
const MAX_WAITING = 1_000;
/** How many of the last cursors are remembered, to drop an item that comes again. */
const REMEMBERED = 1_000;

type Ending = { readonly kind: 'complete' | 'overflow' } | Break;

/** One resumable subscription; {@link run} is its life. */
export class LiveStream<Data> {
  readonly #connection: Connection;
  readonly #pauses: Pauses;
  readonly #options: StreamOptions<Data>;
  readonly #leaving: AbortController;
  readonly #signal: AbortSignal;
  #after: unknown;
  /** Cursor → the subscription that it came with last, counted from 1. The oldest are forgotten. */
  readonly #seen = new Map<string, number>();
  #subscriptions = 0;
  /** The item that {@link #after} belongs to. */
  #last: Data | undefined;

  /** @param leaving ends the stream, and is ended with it */
  constructor(connection: Connection, pauses: Pauses, options: StreamOptions<Data>, leaving: AbortController) {
    this.#connection = connection;
    this.#pauses = pauses;
    this.#options = options;
    this.#leaving = leaving;
    this.#signal = leaving.signal;
    this.#after = options.variables?.['after'] ?? null;
  }

  /** The items, until the stream ends. @throws StreamRefused, SignInNeeded, ConnectionRefused */
  async *run(): AsyncGenerator<Data, void, void> {
    const leave = this.#connection.use();
    try {
      while (!this.#hasEnded()) {
        const socket = await this.#socket();
        if (!socket) return;
        const ending = yield* this.#once(socket);
        if (ending.kind === 'complete') return;
        if (ending.kind === 'errors') await this.#afterErrors(socket, ending.errors);
        if (ending.kind === 'closed' && isFinal(ending)) throw new ConnectionRefused(ending.code, ending.reason);
      }
    } finally {
      leave();
      this.#leaving.abort();
    }
  }

  /** The open socket; null when the stream has ended while it was waited for. */
  async #socket(): Promise<ProtocolSocket | null> {
    let stop: () => void = () => undefined;
    const stopped = new Promise<null>((resolve) => {
      stop = () => resolve(null);
    });
    this.#signal.addEventListener('abort', stop);
    try {
      const socket = await Promise.race([this.#connection.socket(), stopped]);
      return this.#hasEnded() ? null : socket;
    } catch (error) {
      if (this.#hasEnded()) return null;
      throw error;
    } finally {
      this.#signal.removeEventListener('abort', stop);
    }
  }

  /** One subscription on one socket, from the last cursor on. */
  async *#once(socket: ProtocolSocket): AsyncGenerator<Data, Ending, void> {
    this.#subscriptions += 1;
    const waiting: OperationResult[] = [];
    let ending: Ending | undefined;
    let wake = () => {};
    let unsubscribe = () => {};
    const end = (how: Ending) => {
      ending ??= how;
      unsubscribe();
      wake();
    };
    const abort = () => end({ kind: 'complete' });
    const { query, operationName, variables } = this.#options;
    unsubscribe = socket.subscribe(
      { query, ...(operationName !== undefined && { operationName }), variables: { ...variables, after: this.#after } },
      {
        next: (result) => {
          // Without data it is no item but a refusal: to go on after it would leave a hole.
          if (result.data == null) return end({ kind: 'errors', errors: result.errors ?? [] });
          if (waiting.length >= MAX_WAITING) return end({ kind: 'overflow' });
          waiting.push(result);
          wake();
        },
        error: (errors) => end({ kind: 'errors', errors }),
        complete: () => end({ kind: 'complete' }),
        broken: (how) => end({ kind: 'closed', ...how }),
      },
    );
    this.#signal.addEventListener('abort', abort);
    try {
      for (;;) {
        for (let result = waiting.shift(); result && !this.#hasEnded(); result = waiting.shift()) {
          const data = result.data as Data;
          if (!this.#isNew(data)) continue;
          if (result.errors) this.#options.onItemErrors?.(result.errors);
          yield data;
        }
        if (ending) return ending;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.#signal.removeEventListener('abort', abort);
      unsubscribe();
    }
  }

  /** Moves the place to resume from; false when the item was passed on before. */
  #isNew(data: Data): boolean {
    this.#pauses.reset();
    this.#connection.worked();
    const cursor = (this.#options.cursorOf ?? cursorOfField)(data);
    if (cursor === null) return true;
    if (cursor === undefined) {
      throw new TypeError('The subscription does not select `cursor`, without which it cannot be resumed.');
    }
    if (this.#isDouble(cursor, data)) return false;
    this.#seen.set(cursor, this.#subscriptions);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    this.#after = cursor;
    this.#last = data;
    return true;
  }

  /**
   * A gateway that has lost its upstream may begin it anew and repeat what came before, on the same socket. But a stream of
   * states gives the same cursor to all that it tells at once, so one that stands twice in a row is no double by itself.
   */
  #isDouble(cursor: string, data: Data): boolean {
    const cameWith = this.#seen.get(cursor);
    if (cameWith === undefined) return false;
    if (cameWith !== this.#subscriptions || cursor !== this.#after) return true;
    return JSON.stringify(data) === JSON.stringify(this.#last);
  }

  /** Waits for the next try; throws when no next try would mend it. */
  async #afterErrors(socket: ProtocolSocket, errors: readonly OperationError[]): Promise<void> {
    const codes = errors.map((error) => error.extensions?.code ?? '');
    if (!codes.every((code) => PASSING_CODES.has(code))) throw new StreamRefused(errors);
    if (codes.includes('UNAUTHENTICATED')) return this.#connection.refuseToken(socket);
    const leastMs = Math.max(0, ...errors.map((error) => error.extensions?.retryAfterMs ?? 0));
    await this.#connection.wait(this.#pauses.next({ leastMs }), { kind: 'errors', errors }, this.#signal);
  }

  #hasEnded(): boolean {
    return this.#signal.aborted || this.#connection.state === 'closed';
  }
}

/** The `cursor` of the one field that a subscription has, whatever its alias; undefined when it is not selected. */
function cursorOfField(data: unknown): string | null | undefined {
  const item = Object.values(data as object).find((value) => typeof value === 'object');
  return (item as { cursor?: string | null } | null | undefined)?.cursor;
}
