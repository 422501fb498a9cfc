import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { afterEach, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import type { ConnectionState, TokenReason } from './connection.ts';
import { LiveClient } from './live-client.ts';
import { StreamRefused } from './live-stream.ts';

const schema = buildSchema(`
  type Query { ok: Boolean }
  type Item { cursor: String value: Int! }
  type Subscription { items(after: String): Item! }
`);
const QUERY = 'subscription ($after: String) { items(after: $after) { cursor value } }';

interface Data {
  items: { cursor: string | null; value: number };
}

const endings: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A server whose stream counts up from `after`, `burst` items a connection, and then cuts the socket or waits. */
async function serve(options: {
  onSubscribe?: (after: string | null, attempt: number) => AsyncGenerator<Data>;
  onConnect?: (authorization: unknown) => boolean;
}) {
  const http: Server = createServer();
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const asked: (string | null)[] = [];
  const tokens: unknown[] = [];
  useServer(
    {
      schema,
      onConnect: (context) => {
        const authorization = context.connectionParams?.['authorization'];
        tokens.push(authorization);
        return options.onConnect?.(authorization) ?? true;
      },
      roots: {
        subscription: {
          items: ({ after }: { after: string | null }) => {
            asked.push(after);
            return options.onSubscribe?.(after, asked.length) ?? count(after, 3);
          },
        },
      },
    },
    sockets,
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets.clients) socket.terminate();
  };
  endings.push(async () => {
    cut();
    await new Promise((resolve) => http.close(resolve));
  });

  return { url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`, cut, asked, tokens };
}

async function* count(after: string | null, items: number): AsyncGenerator<Data> {
  const start = Number(after ?? 0);
  for (let value = start + 1; value <= start + items; value += 1) yield { items: { cursor: String(value), value } };
}

function connect(url: string, accessToken: (reason: TokenReason) => string | null = () => 'token') {
  const live = new LiveClient({ url, accessToken, webSocket: WebSocket, pauses: { baseMs: 5, maxMs: 20 } });
  endings.push(() => live.close());
  return live;
}

const stream = (live: LiveClient, after: string | null = null) =>
  live.stream<Data>({ query: QUERY, after, cursorOf: (data) => data.items.cursor });

test('a stream resumes after the last item when the socket is cut', async () => {
  const server = await serve({
    onSubscribe: async function* (after) {
      yield* count(after, 3);
      server.cut();
      await new Promise(() => {});
    },
  });
  const values: number[] = [];
  for await (const data of stream(connect(server.url))) {
    values.push(data.items.value);
    if (values.length === 9) break;
  }
  expect(values).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(server.asked).toEqual([null, '3', '6']);
});

test('an item that comes twice is passed on once, one without a cursor always', async () => {
  const server = await serve({
    onSubscribe: async function* () {
      yield { items: { cursor: 'a', value: 1 } };
      yield { items: { cursor: 'a', value: 1 } };
      yield { items: { cursor: null, value: 2 } };
      yield { items: { cursor: null, value: 2 } };
    },
  });
  const values: number[] = [];
  for await (const data of stream(connect(server.url))) values.push(data.items.value);
  expect(values).toEqual([1, 2, 2]);
});

test('a refused token is replaced by a fresh one', async () => {
  const server = await serve({ onConnect: (authorization) => authorization === 'Bearer fresh' });
  const reasons: TokenReason[] = [];
  const live = connect(server.url, (reason) => {
    reasons.push(reason);
    return reason === 'refused' ? 'fresh' : 'stale';
  });
  const values: number[] = [];
  for await (const data of stream(live)) values.push(data.items.value);
  expect(values).toEqual([1, 2, 3]);
  expect(reasons).toEqual(['first', 'refused']);
});

test('an operation that is refused ends the stream with the errors', async () => {
  const server = await serve({
    // biome-ignore lint/correctness/useYield: the refusal comes before the first item
    onSubscribe: async function* () {
      throw new GraphQLError('There is no such room.', { extensions: { code: 'NOT_FOUND' } });
    },
  });
  const live = connect(server.url);
  // A resolver that rejects answers with an `error` message, one that fails later with errors in an item.
  const items = live.stream<Data>({ query: 'subscription { nothing }', cursorOf: () => null });
  await expect(items.next()).rejects.toBeInstanceOf(StreamRefused);
});

test('without a token nothing is tried', async () => {
  const server = await serve({});
  await expect(stream(connect(server.url, () => null)).next()).rejects.toThrow('Sign in again');
  expect(server.tokens).toEqual([]);
});

test('the state tells a user interface what happens', async () => {
  const server = await serve({
    onSubscribe: async function* (after, attempt) {
      yield* count(after, 1);
      if (attempt === 1) server.cut();
      await new Promise(() => {});
    },
  });
  const live = connect(server.url);
  const states: ConnectionState[] = [];
  live.onState((state) => states.push(state));
  let items = 0;
  for await (const _ of stream(live)) {
    items += 1;
    if (items === 2) break;
  }
  await live.close();
  expect(states).toEqual(['connecting', 'live', 'idle', 'waiting', 'connecting', 'live', 'closed']);
});

test('a slow consumer is resumed from its last item instead of being buffered for', async () => {
  const server = await serve({ onSubscribe: (after) => count(after, 2_500) });
  const values: number[] = [];
  for await (const data of stream(connect(server.url))) {
    if (values.length === 0) await new Promise((resolve) => setTimeout(resolve, 300));
    values.push(data.items.value);
    if (values.length === 3_000) break;
  }
  expect(values).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 1));
  expect(server.asked.length).toBeGreaterThan(1);
});
