import { type Client, createClient } from 'graphql-ws';

/**
 * What a user interface can show: `idle` (nothing to do), `connecting` (the first time, or again), `live`, `waiting` (cut
 * off, the next try comes by itself), `closed` (for good).
 */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'waiting' | 'closed';

/**
 * Why a token is asked for: `first` and `reconnect` take the one at hand while it is good; `refused` says that the server
 * did not take it, so a fresh one is needed.
 */
export type TokenReason = 'first' | 'reconnect' | 'refused';

/** How to reach the platform. */
export interface ConnectionOptions {
  /** `ws://` or `wss://` address of `/graphql`. */
  readonly url: string;
  /** The access token to sign in with; null to give up. May refresh the session first. */
  readonly accessToken: (reason: TokenReason) => string | null | Promise<string | null>;
  /** The WebSocket class, where there is no global one (Node before 22: the one of the `ws` package). */
  readonly webSocket?: unknown;
  /** How often to ask whether the server is still there, in milliseconds. 10,000 when left out. */
  readonly pingEveryMs?: number;
}

const PING_EVERY_MS = 10_000;
/** Says in `code` that the connection must not be tried again. */
const GIVE_UP = 4403;

/**
 * One socket for all streams of a client, opened when it is needed. It reports its state and never tries again by itself:
 * that is the streams' matter, since they know where to resume.
 */
export class Connection {
  readonly #client: Client;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  #state: ConnectionState = 'idle';
  #reason: TokenReason = 'first';

  constructor(options: ConnectionOptions) {
    const pingEveryMs = options.pingEveryMs ?? PING_EVERY_MS;
    let pongOverdue: ReturnType<typeof setTimeout> | undefined;
    this.#client = createClient({
      url: options.url,
      ...(options.webSocket !== undefined && { webSocketImpl: options.webSocket }),
      lazy: true,
      retryAttempts: 0,
      keepAlive: pingEveryMs,
      // Every stream hears of the end of the connection itself.
      onNonLazyError: () => undefined,
      connectionParams: async () => {
        const token = await options.accessToken(this.#reason);
        if (token === null) throw new TokenMissing();
        return { authorization: `Bearer ${token}` };
      },
      on: {
        connecting: () => this.#become('connecting'),
        connected: () => {
          this.#reason = 'reconnect';
          this.#become('live');
        },
        closed: (event) => {
          clearTimeout(pongOverdue);
          if (closeCode(event) === GIVE_UP) this.#reason = 'refused';
          if (this.#state !== 'closed') this.#become('idle');
        },
        // A socket can be dead without saying so: what does not answer is ended, and the streams resume on a new one.
        ping: (received) => {
          if (!received) pongOverdue = setTimeout(() => this.#client.terminate(), pingEveryMs / 2);
        },
        pong: (received) => {
          if (received) clearTimeout(pongOverdue);
        },
      },
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Tells each change of the state. Returns the end of it. */
  onState(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins an operation; see `Client.subscribe` of graphql-ws. */
  get subscribe(): Client['subscribe'] {
    return this.#client.subscribe;
  }

  /** Says that some stream waits for its next try. */
  waiting(): void {
    if (this.#state === 'idle') this.#become('waiting');
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.#become('closed');
    await this.#client.dispose();
  }

  #become(state: ConnectionState): void {
    if (this.#state === state || (this.#state === 'closed' && state !== 'closed')) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener(state);
  }
}

/** There is no token to connect with: sign in again. */
export class TokenMissing extends Error {
  override readonly name = 'TokenMissing';

  constructor() {
    super('There is no access token to connect with. Sign in again.');
  }
}

/** The close code of a WebSocket close event, null for anything else. */
export function closeCode(event: unknown): number | null {
  const code = typeof event === 'object' && event !== null && 'code' in event ? event.code : null;
  return typeof code === 'number' ? code : null;
}
