import { describe, expect, test } from 'vitest';
import { until } from '#tests/kit/until.ts';
import { connect, count, forever, serve, serveRaw, stream, take } from './harness.ts';
import { type Break, ConnectionRefused, type ConnectionState, LiveClient, SignInNeeded } from './index.ts';

/** A server whose stream gives one item and then stays. */
const staying = (onConnect?: (authorization: unknown) => boolean) =>
  serve({
    items: async function* (after) {
      yield* count(after, 1);
      await forever();
    },
    ...(onConnect && { onConnect }),
  });

describe('a token', () => {
  test('that is refused is replaced by a fresh one', async () => {
    const server = await serve({ onConnect: (authorization) => authorization === 'Bearer fresh' });
    const refusals: (string | null)[] = [];
    const live = connect(server.url, {
      accessToken: (refused) => {
        refusals.push(refused);
        return refused === 'stale' ? 'fresh' : 'stale';
      },
    });
    expect(await take(stream(live))).toEqual([1, 2, 3]);
    expect(refusals).toEqual([null, 'stale']);
  });

  test('that expires on a live socket is replaced, and the stream goes on', async () => {
    const server = await staying();
    const refusals: (string | null)[] = [];
    const live = connect(server.url, {
      accessToken: (refused) => {
        refusals.push(refused);
        return `token ${refusals.length}`;
      },
    });
    const items = stream(live);
    await items.next();
    server.close(4403);
    expect((await items.next()).value?.items.value).toBe(2);
    expect(refusals).toEqual([null, 'token 1']);
    expect(server.asked).toEqual([null, '1']);
  });

  test('that an operation is refused with is replaced, too', async () => {
    const server = await serveRaw((socket, { type }) => {
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      const errors = [{ message: 'Sign in.', extensions: { code: 'UNAUTHENTICATED' } }];
      if (type === 'subscribe') socket.send(JSON.stringify({ type: 'error', id: '1', payload: errors }));
    });
    const refusals: (string | null)[] = [];
    const live = connect(server.url, {
      accessToken: (refused) => {
        refusals.push(refused);
        return refusals.length === 3 ? null : `token ${refusals.length}`;
      },
    });
    await expect(stream(live).next()).rejects.toBeInstanceOf(SignInNeeded);
    expect(refusals).toEqual([null, 'token 1', 'token 2']);
  });

  test('that is refused and the only one ends the streams', async () => {
    const server = await serve({ onConnect: () => false });
    const live = connect(server.url);
    await expect(stream(live).next()).rejects.toBeInstanceOf(SignInNeeded);
    expect(server.tokens.length).toBe(1);
    expect(live.state).toBe('idle');
  });

  test('that is missing keeps anything from being tried', async () => {
    const server = await serve();
    await expect(stream(connect(server.url, { accessToken: () => null })).next()).rejects.toThrow('Sign in again');
    expect(server.tokens).toEqual([]);
  });

  test('that could not be got is asked for again', async () => {
    const server = await serve();
    const reasons: Break[] = [];
    let tries = 0;
    const live = connect(server.url, {
      accessToken: async () => {
        tries += 1;
        if (tries < 3) throw new Error('The network is away.');
        return 'token';
      },
      onBreak: (reason) => reasons.push(reason),
    });
    expect(await take(stream(live))).toEqual([1, 2, 3]);
    expect(reasons).toMatchObject([{ kind: 'unreachable' }, { kind: 'unreachable' }]);
  });

  test('is asked for once at a time, even by streams that come and go', async () => {
    const server = await serve();
    let asking = 0;
    let most = 0;
    let give: (token: string) => void = () => undefined;
    const live = connect(server.url, {
      accessToken: async () => {
        asking += 1;
        most = Math.max(most, asking);
        const token = await new Promise<string>((resolve) => {
          give = resolve;
        });
        asking -= 1;
        return token;
      },
    });
    const leaving = new AbortController();
    const left = take(stream(live, null, leaving.signal));
    await until('the question', () => asking > 0);
    leaving.abort();
    expect(await left).toEqual([]);
    const stayed = [take(stream(live)), take(stream(live))];
    await until('the state', () => live.state === 'connecting');
    give('token');
    expect(await Promise.all(stayed)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(most).toBe(1);
    expect(server.tokens).toEqual(['Bearer token']);
  });
});

describe('the socket', () => {
  test('is one for all streams, and kept for the next one', async () => {
    const server = await serve();
    const live = connect(server.url);
    await Promise.all([take(stream(live)), take(stream(live)), take(stream(live))]);
    await take(stream(live));
    expect(server.tokens.length).toBe(1);
    expect(live.state).toBe('live');
  });

  test('is closed when nobody has needed it for a while', async () => {
    const server = await serve();
    const live = connect(server.url, { keepUnusedMs: 1 });
    await take(stream(live));
    await until('the socket to close', () => server.sockets().length === 0 && live.state === 'idle');
    await take(stream(live));
    expect(server.tokens.length).toBe(2);
  });

  test('is not closed when somebody has needed it in the meantime', async () => {
    const server = await serve({
      items: async function* () {
        for (let value = 1; value < 50; value += 1) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          yield { items: { cursor: null, value } };
        }
      },
    });
    const live = connect(server.url, { keepUnusedMs: 10 });
    await take(stream(live), 1);
    await take(stream(live));
    expect(server.asked.length).toBe(2);
  });

  test('is given up when it does not open in time', async () => {
    const server = await serveRaw(() => undefined);
    const codes: unknown[] = [];
    const live = connect(server.url, {
      openWithinMs: 20,
      onBreak: (reason) => codes.push(reason.kind === 'closed' && reason.code),
    });
    void take(stream(live));
    await until('three tries', () => server.opened() >= 3);
    expect(new Set(codes)).toEqual(new Set([4504]));
  });

  test('is given up while it still connects, without an error of its own', async () => {
    const refused = connect('ws://127.0.0.1:1/graphql', { openWithinMs: 1 });
    const leaving = new AbortController();
    const left = take(stream(refused, null, leaving.signal));
    await until('a try', () => refused.state === 'waiting');
    leaving.abort();
    expect(await left).toEqual([]);
    expect(refused.state).toBe('idle');
  });

  test('is given up when the server does not answer any more', async () => {
    const server = await serveRaw((socket, { type }) => {
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    });
    const live = connect(server.url, { pingEveryMs: 20 });
    void take(stream(live));
    await until('three tries', () => server.opened() >= 3);
  });

  test('is not given up while the server answers, and answers itself', async () => {
    let pongs = 0;
    const server = await serveRaw((socket, { type }) => {
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (type === 'ping') socket.send('{"type":"pong"}');
      if (type === 'ping') socket.send('{"type":"ping"}');
      if (type === 'pong') pongs += 1;
    });
    void take(stream(connect(server.url, { pingEveryMs: 10 })));
    await until('pongs', () => pongs > 10);
    expect(server.opened()).toBe(1);
  });

  test.each(['garbage', '[]', '{"type":"surprise"}', '{"type":"surprise","id":"1"}', '{"type":"next"}'])(
    'is replaced when the server sends %s',
    async (message) => {
      const server = await serveRaw((socket, { type }) => {
        if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
        if (type === 'subscribe') socket.send(message);
      });
      void take(stream(connect(server.url)));
      await until('another try', () => server.opened() >= 2);
    },
  );

  test('is not tried again when the server does not take what it is sent', async () => {
    for (const code of [1009, 4400, 4409]) {
      const server = await serveRaw((socket, { type }) => {
        if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
        if (type === 'subscribe') socket.close(code, 'No.');
      });
      const failure = stream(connect(server.url)).next();
      await expect(failure).rejects.toMatchObject({ code, reason: 'No.' });
      await expect(failure).rejects.toBeInstanceOf(ConnectionRefused);
      expect(server.opened()).toBe(1);
    }
  });

  test('needs an address and a class', () => {
    expect(() => connect('http://127.0.0.1:1/graphql')).toThrow(TypeError);
    expect(() => connect('nowhere')).toThrow(TypeError);
    if (!('WebSocket' in globalThis)) {
      expect(() => new LiveClient({ url: 'ws://127.0.0.1:1', accessToken: () => '' })).toThrow('webSocket');
    }
  });
});

describe('coming back', () => {
  const YEAR_MS = 365 * 24 * 3_600_000;

  test('is spread out when the server has sent everybody away', async () => {
    for (const code of [1001, 1012, 1013]) {
      const server = await staying();
      const live = connect(server.url, { pauses: { baseMs: 1, maxMs: 1, spreadMs: YEAR_MS / 100 }, random: () => 1 });
      const items = stream(live);
      await items.next();
      server.close(code);
      const next = items.next();
      await until('the pause', () => live.state === 'waiting');
      expect(server.tokens.length).toBe(1);
      live.retryNow();
      expect((await next).value?.items.value).toBe(2);
    }
  });

  test('is one for all streams', async () => {
    const server = await staying();
    let draws = 0;
    const live = connect(server.url, {
      random: () => {
        draws += 1;
        return 0;
      },
    });
    const streams = [stream(live), stream(live), stream(live)];
    for (const items of streams) await items.next();
    server.cut();
    for (const items of streams) expect((await items.next()).value?.items.value).toBe(2);
    expect(draws).toBe(1);
    expect(server.tokens.length).toBe(2);
  });

  test('ends with the stream', async () => {
    const server = await staying();
    const live = connect(server.url, { pauses: { baseMs: YEAR_MS / 100, maxMs: YEAR_MS / 100, spreadMs: 0 } });
    const items = stream(live);
    await items.next();
    server.cut();
    const next = items.next();
    await until('the pause', () => live.state === 'waiting');
    await items.return?.();
    expect(await next).toMatchObject({ done: true });
    expect(live.state).toBe('idle');
  });
});

describe('the state', () => {
  test('tells a user interface what happens', async () => {
    const server = await staying();
    const live = connect(server.url);
    const states: ConnectionState[] = [];
    const { onState } = live;
    const stop = onState((state) => states.push(state));
    const items = stream(live);
    expect(live.state).toBe('idle');
    await items.next();
    server.cut();
    await items.next();
    live.close();
    expect(states).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live', 'closed']);
    stop();
  });

  test('is waiting while the server cannot carry a stream out', async () => {
    const server = await serveRaw((socket, { type, id }) => {
      if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
      const errors = [{ message: 'Away.', extensions: { code: 'SERVICE_UNAVAILABLE', retryAfterMs: 60_000 } }];
      if (type === 'subscribe') socket.send(JSON.stringify({ type: 'error', id, payload: errors }));
    });
    const live = connect(server.url);
    const items = stream(live);
    const next = items.next();
    await until('the pause', () => live.state === 'waiting');
    await items.return?.();
    expect(await next).toMatchObject({ done: true });
    expect(live.state).toBe('live');
    const closed = take(stream(live));
    await until('the pause', () => live.state === 'waiting');
    live.close();
    expect(await closed).toEqual([]);
  });
});
