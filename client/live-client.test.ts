import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { until } from '#tests/kit/until.ts';
import { connect, count, forever, ITEMS, type Items, serve, serveRaw, stream, take } from './harness.ts';
import { type OperationError, StreamRefused } from './index.ts';

/** An item without a place. */
const none: Items = { items: { cursor: null, value: 0 } };
const error = (code: string, more: object = {}) => new GraphQLError(code, { extensions: { code, ...more } });

describe('a stream', () => {
  test('resumes after the last item when the socket is cut', async () => {
    const server = await serve({
      items: async function* (after) {
        yield* count(after, 3);
        server.cut();
        await forever();
      },
    });
    expect(await take(stream(connect(server.url)), 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(server.asked).toEqual([null, '3', '6']);
  });

  test('resumes whatever the server closes the socket with', async () => {
    const codes = [1000, 1001, 1011, 1012, 1013, 4403, 4408, 4500];
    const server = await serve({
      items: async function* (after, attempt) {
        yield* count(after, 1);
        server.close(codes[attempt - 1] ?? 1000);
        await forever();
      },
    });
    const live = connect(server.url, { accessToken: () => randomUUID() });
    const expected = codes.map((_, index) => index + 1);
    expect(await take(stream(live), codes.length)).toEqual(expected);
    expect(server.asked.slice(0, codes.length)).toEqual([null, ...expected.slice(0, -1).map(String)]);
  });

  test('begins where it is told to, and ends when the server completes it', async () => {
    const server = await serve();
    expect(await take(stream(connect(server.url), '41'))).toEqual([42, 43, 44]);
  });

  test('passes an item on once that comes again after a break, and always one without a cursor', async () => {
    const server = await serve({
      items: async function* (after, attempt) {
        yield { items: { cursor: null, value: 0 } };
        yield* count(attempt === 1 ? null : '0', 2);
        // The last one has changed meanwhile, and is the same one all the same.
        yield { items: { cursor: '3', value: attempt === 1 ? 3 : 33 } };
        if (attempt === 1) server.cut();
        else yield* count(after, 1);
      },
    });
    expect(await take(stream(connect(server.url)), 6)).toEqual([0, 1, 2, 3, 0, 4]);
  });

  test('passes on what is told at once under the same cursor', async () => {
    const server = await serve({
      items: async function* () {
        yield { items: { cursor: 'a', value: 1 } };
        yield { items: { cursor: 'a', value: 2 } };
        yield { items: { cursor: 'b', value: 2 } };
      },
    });
    expect(await take(stream(connect(server.url)))).toEqual([1, 2, 2]);
  });

  test('passes an item on once that a gateway repeats on the same socket', async () => {
    const server = await serve({
      items: async function* () {
        yield* count(null, 1);
        yield* count(null, 3);
        yield* count(null, 4);
      },
    });
    expect(await take(stream(connect(server.url)))).toEqual([1, 2, 3, 4]);
  });

  test('ends with the errors when the server refuses the operation', async () => {
    const server = await serve({
      // biome-ignore lint/correctness/useYield: the refusal comes before the first item
      items: async function* () {
        throw error('NOT_FOUND');
      },
    });
    const unknown = connect(server.url).stream({ query: 'subscription ($after: String) { nothing(after: $after) }' });
    await expect(unknown.next()).rejects.toBeInstanceOf(StreamRefused);
    await expect(stream(connect(server.url)).next()).rejects.toThrow('NOT_FOUND');
  });

  test('is tried again when the server cannot carry it out now, from the last item on', async () => {
    const causes = ['SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR'];
    const server = await serve({
      items: async function* (after, attempt) {
        yield* count(after, 1);
        const code = causes[attempt - 1];
        if (code !== undefined) throw error(code, { retryAfterMs: 1 });
      },
    });
    const told: unknown[] = [];
    const live = connect(server.url, {
      onBreak: (reason) => told.push(reason.kind === 'errors' && reason.errors[0]?.extensions?.code),
    });
    expect(await take(stream(live))).toEqual([1, 2, 3, 4]);
    expect(told).toEqual(causes);
  });

  test('is tried again when an answer has no data: to go on would leave a hole', async () => {
    let tries = 0;
    const server = await serveRaw((socket, { type, id }) => {
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type !== 'subscribe') return;
      tries += 1;
      const errors = [{ message: 'Away.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
      const payload = tries === 1 ? { data: null, errors } : { data: { items: { cursor: '1', value: 1 } } };
      socket.send(JSON.stringify({ type: 'next', id, payload }));
      socket.send(JSON.stringify({ type: 'next', id, payload: { data: { items: { cursor: '2', value: 2 } } } }));
    });
    expect(await take(stream(connect(server.url)), 2)).toEqual([1, 2]);
  });

  test('tells of errors within an item and passes the item on', async () => {
    const server = await serve({
      items: async function* () {
        yield { items: { cursor: '1', value: 1 } };
        yield { items: { cursor: '2', value: null as unknown as number } };
      },
    });
    // The field is nullable, the value below it is not: the item is null, and its cursor with it.
    const seen: (readonly OperationError[])[] = [];
    const items = connect(server.url).stream<{ items: Items['items'] | null }>({
      query: ITEMS,
      cursorOf: (data) => data.items?.cursor ?? null,
      onItemErrors: (errors) => seen.push(errors),
    });
    const values: unknown[] = [];
    for await (const data of items) values.push(data.items?.value ?? null);
    expect(values).toEqual([1, null]);
    expect(seen).toMatchObject([[{ path: ['items', 'value'] }]]);
  });

  test('says that it could not be resumed', async () => {
    const server = await serve({
      items: async function* (after) {
        yield* count(after, 1);
        for (;;) yield await new Promise<Items>((resolve) => setTimeout(() => resolve(none), 1));
      },
    });
    const live = connect(server.url);
    expect(() => live.stream({ query: 'subscription { items { cursor } }' })).toThrow('$after');
    const blind = live.stream({ query: 'subscription ($after: String) { items(after: $after) { value } }' });
    await expect(blind.next()).rejects.toThrow('cursor');
    await until('the subscription to end', () => server.running() === 0);
  });

  test('is resumed from its last item instead of being buffered for when its reader is slow', async () => {
    const server = await serve({
      items: async function* (after) {
        for (let start = Number(after); ; start += 100) {
          yield* count(`${start}`, 100);
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    });
    const values: number[] = [];
    for await (const { items } of stream(connect(server.url))) {
      if (values.length === 0) await until('the subscription to be given up', () => server.running() === 0);
      values.push(items.value);
      if (values.length === 3_000) break;
    }
    expect(values).toEqual(Array.from({ length: 3_000 }, (_, index) => index + 1));
    expect(server.asked.length).toBeGreaterThan(1);
    // The socket was good all the time.
    expect(server.tokens.length).toBe(1);
  });
});

describe('the end of a stream', () => {
  const endless = () =>
    serve({
      items: async function* (after) {
        yield* count(after, 1);
        for (;;) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          yield none;
        }
      },
    });
  const silent = () =>
    serve({
      items: async function* (after) {
        yield* count(after, 1);
        await forever();
      },
    });

  test('comes when the iteration is left, also while an item is waited for', async () => {
    const server = await silent();
    const items = stream(connect(server.url, { keepUnusedMs: 0 }));
    await items.next();
    const pending = items.next();
    await items.return?.();
    expect(await pending).toMatchObject({ done: true });
    await until('the socket to close', () => server.sockets().length === 0);
  });

  test('comes at once with the signal, on the server, too', async () => {
    const server = await endless();
    const leaving = new AbortController();
    let came = 0;
    for await (const _ of stream(connect(server.url), null, leaving.signal)) {
      came += 1;
      if (came === 5) {
        // More has come meanwhile; it is not passed on any more.
        await new Promise((resolve) => setTimeout(resolve, 20));
        leaving.abort();
      }
    }
    expect(came).toBe(5);
    await until('the subscription to end', () => server.running() === 0);
  });

  test('comes before it has begun', async () => {
    const server = await serve();
    expect(await take(stream(connect(server.url), null, AbortSignal.abort()))).toEqual([]);
    expect(server.tokens).toEqual([]);
  });

  test('comes for all with the client', async () => {
    const server = await endless();
    const live = connect(server.url);
    const all = [take(stream(live)), take(stream(live))];
    await until('both to run', () => server.running() === 2);
    live.close();
    await Promise.all(all);
    expect(live.state).toBe('closed');
    expect(await take(stream(live))).toEqual([]);
    await until('the socket to close', () => server.sockets().length === 0);
  });

  test('comes with the function that `subscribe` returns, after which nothing is told', async () => {
    const server = await endless();
    const told: string[] = [];
    const unsubscribe = connect(server.url).subscribe<Items>(
      { query: ITEMS },
      {
        next: () => told.push('next') === 3 && unsubscribe(),
        error: () => told.push('error'),
        complete: () => told.push('complete'),
      },
    );
    await until('three items', () => told.length === 3);
    await until('the subscription to end', () => server.running() === 0);
    expect(told).toEqual(['next', 'next', 'next']);
  });

  test('is told to a sink', async () => {
    const server = await serve();
    const live = connect(server.url);
    const told: unknown[] = [];
    const sink = { next: ({ items }: Items) => told.push(items.value), error: (error: unknown) => told.push(error) };
    await new Promise<void>((complete) => live.subscribe<Items>({ query: ITEMS }, { ...sink, complete }));
    expect(told).toEqual([1, 2, 3]);
    const refused = await new Promise((error) => {
      live.subscribe(
        { query: 'subscription ($after: ID) { nothing(after: $after) }' },
        { next: () => undefined, complete: () => undefined, error },
      );
    });
    expect(refused).toBeInstanceOf(Error);
  });
});
