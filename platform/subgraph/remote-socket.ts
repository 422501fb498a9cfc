import { type Client, createClient, type Sink, type SubscribePayload } from 'graphql-ws';
import WebSocket from 'ws';
import type { LiveTls } from '../secrets/tls.ts';
import { connectionOptions } from './connector.ts';

/** Where the socket goes, and how long its other end may be silent. */
export interface RemoteSocketOptions {
  /** The subgraph's name, which its certificate has to hold. */
  readonly name: string;
  /** The `http://` or `https://` address. */
  readonly url: string;
  readonly tls?: LiveTls;
  /** For the connection until it can be used, in milliseconds. */
  readonly deadlineMs: number;
  /** Between questions whether the other end is still there, in milliseconds; an answer may take as long. */
  readonly pingEveryMs: number;
}

/** The one WebSocket (`graphql-transport-ws`) that all subscriptions of a subgraph share. It is opened when it is needed. */
export class RemoteSocket {
  readonly #client: Client;
  /** The last one that a subgraph has acknowledged. */
  #socket: WebSocket | undefined;
  /** How many were acknowledged. */
  #acknowledged = 0;

  constructor(options: RemoteSocketOptions) {
    const { pingEveryMs, deadlineMs } = options;
    let overdue: NodeJS.Timeout | undefined;
    const giveUpAfter = (ms: number) => {
      clearTimeout(overdue);
      overdue = setTimeout(() => this.#client.terminate(), ms);
    };
    this.#client = createClient({
      url: options.url.replace(/^http/, 'ws'),
      webSocketImpl: socketClass(options),
      lazy: true,
      lazyCloseTimeout: 5_000,
      // Whoever subscribes knows from where to go on; trying again here would leave a hole.
      retryAttempts: 0,
      keepAlive: pingEveryMs,
      on: {
        // A stalled link is as good as a broken one, also before anything was said over it.
        opened: () => giveUpAfter(deadlineMs),
        connected: (socket) => {
          clearTimeout(overdue);
          this.#socket = socket as WebSocket;
          this.#acknowledged += 1;
        },
        closed: () => clearTimeout(overdue),
        ping: (received) => {
          if (!received) giveUpAfter(pingEveryMs);
        },
        pong: (received) => {
          if (received) clearTimeout(overdue);
        },
      },
    });
  }

  /**
   * Begins an operation.
   *
   * @param sink its `error` is told what broke, or a list of GraphQL errors
   * @returns `end` ends it; `mayHaveArrived` tells whether there was a socket that it may have been sent over
   */
  subscribe(
    operation: SubscribePayload,
    sink: Sink<Record<string, unknown>>,
  ): { end(): void; mayHaveArrived(): boolean } {
    const before = this.#acknowledged;
    const couldBeSent = this.#socket !== undefined && this.#socket.readyState !== WebSocket.CLOSED;
    const end = this.#client.subscribe<Record<string, unknown>>(operation, sink);
    return { end, mayHaveArrived: () => couldBeSent || this.#acknowledged !== before };
  }

  /** Ends all operations. */
  async close(): Promise<void> {
    await this.#client.dispose();
  }
}

/** Sockets whose handshake has a deadline: a peer that takes the connection and says nothing would be waited for for ever. */
function socketClass({ name, tls, deadlineMs }: RemoteSocketOptions) {
  return class extends WebSocket {
    constructor(address: string, protocol: string) {
      const options = { handshakeTimeout: deadlineMs, perMessageDeflate: false };
      super(address, protocol, { ...options, ...connectionOptions(name, tls) });
      // The client takes its own listener off when it gives a socket up, and errors may still come.
      this.on('error', () => {});
    }
  };
}
