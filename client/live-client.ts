import { Connection, type ConnectionOptions, type ConnectionState } from './connection.ts';
import { LiveStream, type StreamOptions } from './live-stream.ts';
import { type PauseRule, Pauses } from './pauses.ts';

/** How a {@link LiveClient} connects and comes back. */
export interface LiveClientOptions extends ConnectionOptions {
  /** How long to wait between tries. From up to 0.5 s to up to 30 s when left out. */
  readonly pauses?: PauseRule;
  /** Where the jitter comes from: a number from 0 up to 1. `Math.random` when left out. */
  readonly random?: () => number;
}

const PAUSES: PauseRule = { baseMs: 500, maxMs: 30_000 };

/**
 * Live streams that lose nothing: over one socket, resumed from the last cursor after every break, with a fresh token when
 * the old one is refused.
 *
 * ```ts
 * const live = new LiveClient({ url: 'ws://localhost:4000/graphql', accessToken: () => session.accessToken() });
 * const items = live.stream({
 *   query: `subscription ($roomId: ID!, $after: String) { roomEvents(roomId: $roomId, after: $after) { cursor … } }`,
 *   variables: { roomId },
 *   after: page.liveCursor,
 *   cursorOf: (data) => data.roomEvents.cursor,
 * });
 * for await (const data of items) show(data.roomEvents);
 * ```
 */
export class LiveClient {
  readonly #connection: Connection;
  readonly #options: LiveClientOptions;

  constructor(options: LiveClientOptions) {
    this.#options = options;
    this.#connection = new Connection(options);
  }

  /** What a user interface can show. */
  get state(): ConnectionState {
    return this.#connection.state;
  }

  /** Tells each change of {@link state}. Returns the end of it. */
  onState(listener: (state: ConnectionState) => void): () => void {
    return this.#connection.onState(listener);
  }

  /**
   * Begins a stream. It ends when the server completes it, when its `signal` ends or the iteration is left; it throws
   * {@link StreamRefused} when the server refuses the operation. Everything else is a break that it comes back from.
   */
  stream<Data>(options: StreamOptions<Data>): AsyncIterableIterator<Data> {
    const pauses = new Pauses(this.#options.pauses ?? PAUSES, this.#options.random ?? Math.random);
    return new LiveStream(this.#connection, pauses, options).run();
  }

  /** Ends all streams and the socket. */
  close(): Promise<void> {
    return this.#connection.close();
  }
}
