import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { onTestFinished } from 'vitest';
import { type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import type { LiveClientOptions } from './live-client.ts';
import { LiveClient } from './live-client.ts';

const schema = buildSchema(`
  type Query { ok: Boolean }
  type Item { cursor: String value: Int! }
  type Subscription { items(after: String): Item }
`);

/** A subscription that can be resumed. */
export const ITEMS = 'subscription ($after: String) { items(after: $after) { cursor value } }';

/** An item of it. */
export interface Items {
  readonly items: { readonly cursor: string | null; readonly value: number };
}

/** A server under test. */
export interface TestServer {
  readonly url: string;
  /** The `after` of each subscription, in order. */
  readonly asked: (string | null)[];
  /** The tokens that sockets came with, in order. */
  readonly tokens: unknown[];
  /** Subscriptions that run now. */
  readonly running: () => number;
  readonly sockets: () => ServerSocket[];
  /** Cuts all sockets without a word. */
  cut(): void;
  /** Closes all sockets with a code. */
  close(code: number): void;
}

/** Serves a stream of numbers; left alone it gives three after the cursor that it is asked from, and ends. */
export async function serve(
  options: {
    items?: (after: string | null, attempt: number) => AsyncGenerator<Items>;
    onConnect?: (authorization: unknown) => boolean;
  } = {},
): Promise<TestServer> {
  const sockets = await listen();
  const asked: (string | null)[] = [];
  const tokens: unknown[] = [];
  let running = 0;
  async function* items({ after }: { after: string | null }) {
    asked.push(after);
    running += 1;
    try {
      yield* options.items?.(after, asked.length) ?? count(after, 3);
    } finally {
      running -= 1;
    }
  }
  useServer(
    {
      schema,
      onConnect: ({ connectionParams }) => {
        tokens.push(connectionParams?.['authorization']);
        return options.onConnect?.(connectionParams?.['authorization']) ?? true;
      },
      roots: { subscription: { items } },
    },
    sockets.server,
  );
  const all = () => [...sockets.server.clients];
  return {
    url: sockets.url,
    asked,
    tokens,
    running: () => running,
    sockets: all,
    cut: () => {
      for (const socket of all()) socket.terminate();
    },
    close: (code) => {
      for (const socket of all()) socket.close(code);
    },
  };
}

/** A server of sockets that says what it is told to. */
export async function serveRaw(onMessage: (socket: ServerSocket, message: { type: string; id: string }) => void) {
  const sockets = await listen();
  let opened = 0;
  sockets.server.on('connection', (socket) => {
    opened += 1;
    socket.on('message', (data) => onMessage(socket, JSON.parse(data.toString())));
  });
  return { url: sockets.url, opened: () => opened };
}

async function listen(): Promise<{ server: WebSocketServer; url: string }> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, path: '/graphql' });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => http.close(resolve));
  });
  return { server, url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/graphql` };
}

/** So many items after a cursor, each with the next number as its cursor. */
export async function* count(after: string | null, items: number): AsyncGenerator<Items> {
  const start = Number(after ?? 0);
  for (let value = start + 1; value <= start + items; value += 1) yield { items: { cursor: `${value}`, value } };
}

/** Never comes back. */
export const forever = () => new Promise<never>(() => undefined);

/** A client that makes short pauses and is closed after the test. */
export function connect(url: string, options: Partial<LiveClientOptions> = {}): LiveClient {
  const live = new LiveClient({
    url,
    accessToken: () => 'token',
    webSocket: WebSocket,
    pauses: { baseMs: 5, maxMs: 20, spreadMs: 20 },
    ...options,
  });
  onTestFinished(() => live.close());
  return live;
}

/** The stream of numbers. */
export function stream(live: LiveClient, after: string | null = null, signal?: AbortSignal) {
  return live.stream<Items>({ query: ITEMS, variables: { after }, ...(signal && { signal }) });
}

/** The numbers of a stream, until so many have come or it ends. */
export async function take(items: AsyncIterable<Items>, most = Number.POSITIVE_INFINITY): Promise<number[]> {
  const values: number[] = [];
  for await (const { items: item } of items) {
    values.push(item.value);
    if (values.length >= most) break;
  }
  return values;
}
