import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient, type Client as SocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Fault } from './client.ts';
import { until } from './until.ts';

/** Where subscriptions are: a running Lynk, or one of its gateways. */
export interface LiveAddress {
  readonly wsUrl: string;
}

/** How a subscription stands. `dropped`: its socket is gone without a word. */
export type LiveState =
  | { readonly kind: 'open' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly codes: readonly string[] }
  | { readonly kind: 'closed'; readonly code: number }
  | { readonly kind: 'dropped' };

/**
 * One subscription over a socket of its own, which records everything that it is sent. It never comes back by itself, so
 * that a test decides when it is away.
 */
export class LiveSubscription<Data, Variables extends Record<string, unknown>> {
  /** What came, in order. */
  readonly items: Data[] = [];
  /** Errors beside data, in order. */
  readonly faults: Fault[] = [];
  state: LiveState = { kind: 'open' };
  readonly #client: SocketClient;
  #socket: WebSocket | undefined;

  /**
   * Begins the subscription.
   *
   * @param wsUrl of the GraphQL endpoint
   * @param token an access token; null connects as nobody
   * @param onItem is told of each item as it comes
   */
  constructor(
    wsUrl: string,
    token: string | null,
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    onItem: (item: Data) => void = () => undefined,
  ) {
    this.#client = createClient({
      url: wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
      retryAttempts: 0,
      on: {
        opened: (socket) => {
          this.#socket = socket as WebSocket;
        },
      },
    });
    this.#client.subscribe<Data>(
      { query: print(document), variables },
      {
        next: (result) => {
          // A socket that was cut may still hand out what it had received: to the client that is lost.
          if (this.state.kind === 'dropped') return;
          this.faults.push(...((result.errors as readonly Fault[] | undefined) ?? []));
          if (result.data) {
            this.items.push(result.data);
            onItem(result.data);
          }
        },
        error: (error) => this.#settle(failureOf(error)),
        complete: () => this.#settle({ kind: 'complete' }),
      },
    );
  }

  /** Waits until what was recorded satisfies a condition. */
  async until(what: string, condition: (items: readonly Data[]) => boolean): Promise<void> {
    await until(`${what} (came: ${this.items.length})`, () => condition(this.items)).catch((error: Error) => {
      throw new Error(`${error.message} ${JSON.stringify(this.state)} ${JSON.stringify(this.items.slice(-5))}`);
    });
  }

  /** Waits until the subscription has ended in whatever way. @returns how */
  async ended(): Promise<LiveState> {
    await until('the subscription to end', () => this.state.kind !== 'open');
    return this.state;
  }

  /** Cuts the socket without a closing handshake, as a tunnel does to a train. */
  async drop(): Promise<void> {
    await until('the socket to open', () => this.#socket !== undefined || this.state.kind !== 'open');
    this.#settle({ kind: 'dropped' });
    this.#socket?.terminate();
  }

  /** Ends the subscription and the socket in order. */
  async close(): Promise<void> {
    await this.#client.dispose();
  }

  #settle(state: LiveState): void {
    // What the client says about a socket that the test has cut is no news.
    if (this.state.kind === 'open') this.state = state;
  }
}

function failureOf(error: unknown): LiveState {
  if (Array.isArray(error)) {
    return { kind: 'failed', codes: error.map((fault: Fault) => fault.extensions?.code ?? 'NONE') };
  }
  const code = error instanceof Object && 'code' in error ? Number(error.code) : 1006;
  return { kind: 'closed', code };
}
