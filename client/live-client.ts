import { Connection, type ConnectionOptions, type ConnectionState } from './connection.ts';
import type { OperationError } from './errors.ts';
import { LiveStream, type StreamOptions } from './live-stream.ts';
import { type PauseRule, Pauses } from './pauses.ts';

/** How a {@link LiveClient} connects and comes back. */
export interface LiveClientOptions extends ConnectionOptions {
  /**
   * How long to wait between tries. When left out: from up to 0.5 s to up to 30 s, and at least within 5 s when the server
   * has sent everybody away.
   */
  readonly pauses?: PauseRule;
  /** Where the jitter comes from: a number from 0 up to 1. `Math.random` when left out. */
  readonly random?: () => number;
}

/** Is told what a stream brings: any number of `next`, then one of the others. */
export interface StreamSink<Data> {
  /** @param errors errors within the item, such as a field whose service was away */
  next(data: Data, errors?: readonly OperationError[]): void;
  /** As {@link LiveClient.stream} throws. */
  error(error: unknown): void;
  complete(): void;
}

const PAUSES: PauseRule = { baseMs: 500, maxMs: 30_000, spreadMs: 5_000 };

/**
 * Live streams that lose nothing: over one socket, resumed from the last cursor after every break, with a fresh token when
 * the old one is refused.
 *
 * ```ts
 * const live = new LiveClient({ url: 'ws://localhost:4000/graphql', accessToken: (refused) => session.token(refused) });
 * const items = live.stream({
 *   query: `subscription ($roomId: ID!, $after: String) { roomEvents(roomId: $roomId, after: $after) { cursor … } }`,
 *   variables: { roomId, after: page.liveCursor },
 * });
 * for await (const data of items) show(data.roomEvents);
 * ```
 */
export class LiveClient {
  readonly #connection: Connection;
  readonly #pauses: () => Pauses;

  /** @throws TypeError when `url` is no address of a WebSocket, or there is no class of WebSockets */
  constructor(options: LiveClientOptions) {
    this.#pauses = () => new Pauses(options.pauses ?? PAUSES, options.random ?? Math.random);
    this.#connection = new Connection(options, this.#pauses());
  }

  /** What a user interface can show. */
  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Tells each change of {@link state}. Returns the end of it. May be passed around without its object. */
  readonly onState = (listener: (state: ConnectionState) => void): (() => void) => this.#connection.onState(listener);

  /**
   * A stream, which begins when its first item is asked for. It ends when the server completes it, when its `signal` ends or
   * when the iteration is left, even while an item is waited for. Breaks are no end: it comes back from them.
   *
   * @throws TypeError at once when the operation has no variable `$after`, and from the iteration when it selects no cursor
   * @throws StreamRefused from the iteration when the server refuses the operation
   * @throws SignInNeeded from the iteration when there is no good access token
   * @throws ConnectionRefused from the iteration when the server does not take what it is sent
   */
  stream<Data>(options: StreamOptions<Data>): AsyncIterableIterator<Data> {
    if (!/\$after\b/.test(options.query)) {
      throw new TypeError('The subscription has no variable `$after`, without which it cannot be resumed.');
    }
    const leaving = new AbortController();
    const leave = () => leaving.abort();
    if (options.signal?.aborted) leave();
    options.signal?.addEventListener('abort', leave);
    const items = new LiveStream(this.#connection, this.#pauses(), options, leaving).run();
    leaving.signal.addEventListener('abort', () => options.signal?.removeEventListener('abort', leave));
    return {
      next: () => items.next(),
      return: () => {
        leave();
        return items.return();
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /**
   * The same for whoever would rather be called: begins a stream at once. Returns the end of it, after which the sink is
   * told nothing. What `next` cannot deal with at once it has to bound itself.
   *
   * @throws TypeError when the operation has no variable `$after`
   */
  subscribe<Data>(options: StreamOptions<Data>, sink: StreamSink<Data>): () => void {
    const leaving = new AbortController();
    let itemErrors: readonly OperationError[] | undefined;
    const items = this.stream<Data>({
      ...options,
      onItemErrors: (errors) => {
        itemErrors = errors;
        options.onItemErrors?.(errors);
      },
    });
    const run = async () => {
      for await (const data of items) {
        if (leaving.signal.aborted) return;
        const errors = itemErrors;
        itemErrors = undefined;
        sink.next(data, errors);
      }
    };
    run().then(
      () => leaving.signal.aborted || sink.complete(),
      (error) => leaving.signal.aborted || sink.error(error),
    );
    return () => {
      leaving.abort();
      void items.return?.();
    };
  }

  /** Tries again now instead of after the pause: a person has asked for it, or the device is back on the network. */
  retryNow(): void {
    this.#connection.retryNow();
  }

  /** Ends all streams and the socket, for good. */
  close(): void {
    this.#connection.close();
  }
}
