import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { until } from '#tests/kit/until.ts';

const OPERATIONS = 3;
const MESSAGE_BYTES = 20_000;
const HANDSHAKE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
};
const userId = randomUUID();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start({
    config: {
      allowedOrigins: ['https://chat.example'],
      socket: {
        messageBytes: MESSAGE_BYTES,
        operations: OPERATIONS,
        queuedBytes: 100_000,
        initTimeoutMs: 300,
        pingIntervalMs: 200,
      },
    },
  });
});
beforeEach(() => {
  gateway.controls.beforePeople = () => {};
});
afterAll(() => gateway.stop());

const initialised = () => RawSocket.signedIn(gateway.wsUrl, null);

describe('operations over a socket', () => {
  it('are queries, mutations and subscriptions', async () => {
    const room = gateway.room(userId);
    const socket = await gateway.connect(userId);
    const [query] = await socket.subscribe('{ messages(first: 1) { sender { displayName } } }').take(1);
    expect(query).toEqual({ data: { messages: [{ sender: { displayName: 'Name of u0' } }] } });
    const [sent] = await socket
      .subscribe('mutation($r: ID!) { send(roomId: $r, body: "hi") { body } }', { r: room.publicId })
      .take(1);
    expect(sent).toEqual({ data: { send: { body: 'hi' } } });
    const ticks = socket.subscribe('subscription S($n: Int = 3) { tick: ticks(count: $n) }');
    expect(await ticks.ended()).toBe('complete');
    expect(ticks.results).toEqual([1, 2, 3].map((tick) => ({ data: { tick } })));
  });

  it('are answered with what is wrong, and the socket stays', async () => {
    const socket = await gateway.connect(null);
    expect(await socket.subscribe('{ messages(').ended()).toEqual(['GRAPHQL_PARSE_FAILED']);
    expect(await socket.subscribe('subscription { nope }').ended()).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await socket.subscribe('subscription { viewerEvents { text } }').ended()).toEqual(['UNAUTHENTICATED']);
    expect(await socket.subscribe('subscription($n: Int!) { ticks(count: $n) }').ended()).toEqual(['BAD_USER_INPUT']);
    const [failed] = await socket.subscribe('mutation { fail }').take(1);
    expect(failed?.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    expect(await socket.raw.isAlive()).toBe(true);
  });

  it('are bounded in number', async () => {
    gateway.controls.beforePeople = () => new Promise(() => {});
    const socket = await gateway.connect(null);
    for (let count = 0; count < OPERATIONS; count += 1) socket.subscribe('{ person(id: "p") { id } }');
    socket.subscribe('{ whoAmI }', {}, 'one more');
    expect(await socket.raw.answer('one more')).toEqual({
      id: 'one more',
      type: 'error',
      payload: [
        {
          message: `This socket runs ${OPERATIONS} operations already, which is the most that one may.`,
          extensions: { code: 'BAD_USER_INPUT', limit: OPERATIONS, value: OPERATIONS + 1 },
        },
      ],
    });
    expect(await socket.raw.isAlive()).toBe(true);
  });
});

describe('the protocol', () => {
  it('closes what does not speak it', async () => {
    const uninitialised = await RawSocket.open(gateway.wsUrl);
    uninitialised.subscribe('1', '{ whoAmI }');
    expect(await uninitialised.closed()).toBe(4401);
    expect(await (await RawSocket.open(gateway.wsUrl)).closed()).toBe(4408);
    const cases: [number, (socket: RawSocket) => void][] = [
      [4400, (socket) => socket.send('garbage')],
      [4400, (socket) => socket.send({ type: 'unknown' })],
      [4400, (socket) => socket.send(Buffer.from('{"type":"ping"}'))],
      [4400, (socket) => socket.send({ type: 'subscribe', id: '', payload: { query: '{ whoAmI }' } })],
      [4429, (socket) => socket.send({ type: 'connection_init' })],
      [1009, (socket) => socket.send('x'.repeat(MESSAGE_BYTES + 1))],
    ];
    for (const [code, act] of cases) {
      const socket = await initialised();
      act(socket);
      expect(await socket.closed()).toBe(code);
    }
  });

  it('says how long a message was, and how long one may be', async () => {
    const longest = { type: 'ping', payload: { filler: '' } };
    longest.payload.filler = 'x'.repeat(MESSAGE_BYTES - JSON.stringify(longest).length);
    const socket = await initialised();
    socket.send(longest);
    expect((await socket.next(({ type }) => type === 'pong')).payload).toEqual(longest.payload);
    // Bytes count, and not characters.
    longest.payload.filler = `é${longest.payload.filler.slice(1)}`;
    socket.send(longest);
    expect(await socket.closed()).toBe(1009);
    expect(socket.closeReason).toBe(`The message has ${MESSAGE_BYTES + 1} bytes; at most ${MESSAGE_BYTES} are taken.`);
    // Nobody waits for what is far too long only to say how long it was.
    const flood = await initialised();
    flood.send('x'.repeat(MESSAGE_BYTES * 4));
    expect([await flood.closed(), flood.closeReason]).toEqual([1009, '']);
  });

  it('closes a socket that uses an ID twice, however long the ID is', async () => {
    const id = 'i'.repeat(500);
    gateway.controls.beforePeople = () => new Promise(() => {});
    const socket = await initialised();
    socket.subscribe(id, '{ person(id: "p") { id } }');
    socket.subscribe(id, '{ whoAmI }');
    expect(await socket.closed()).toBe(4409);
  });

  it('refuses other subprotocols, other paths and foreign pages', async () => {
    const other = await RawSocket.open(gateway.wsUrl, { protocol: 'graphql-ws' }).catch(
      (error: Error) => error.message,
    );
    expect(other instanceof RawSocket ? await other.closed() : other).toSatisfy(
      (end) => end === 4406 || /subprotocol/i.test(String(end)),
    );
    const open = (url: string, origin?: string) =>
      RawSocket.open(url, origin === undefined ? {} : { headers: { origin } }).then(
        (socket) => {
          socket.cut();
          return 'open';
        },
        (error: Error) => error.message,
      );
    expect(await open(`${gateway.wsUrl}/else`)).toContain('404');
    expect(await open(gateway.wsUrl, 'https://evil.example')).toContain('403');
    expect(await open(gateway.wsUrl, 'https://chat.example')).toBe('open');
    expect(await open(gateway.wsUrl, gateway.url)).toBe('open');
  });

  it('tells whoever asks for no socket why there is none', async () => {
    const answer = (path: string, origin: string) =>
      new Promise<string>((resolve, reject) => {
        const headers = { ...HANDSHAKE, origin };
        const request = http.get(new URL(path, gateway.url), { headers }, async (response) => {
          const { 'content-type': type, 'x-content-type-options': sniffing } = response.headers;
          resolve(`${response.statusCode} ${type} ${sniffing}: ${await text(response)}`);
        });
        request.on('error', reject);
        request.on('upgrade', () => reject(new Error('There is a socket.')));
      });
    expect(await answer('/graphql', 'https://evil.example')).toBe(
      '403 text/plain; charset=utf-8 nosniff: Pages of the origin https://evil.example may not open sockets here. ' +
        'The setting LYNK_ALLOWED_ORIGINS lists those that may.\n',
    );
    expect(await answer('/graphql', `https://${'e'.repeat(5_000)}.example`)).toMatch(/origin https:\/\/e{292} may/);
    expect(await answer('/live', gateway.url)).toMatch(/^404 .*WebSockets are opened at \/graphql/);
  });

  it('reuses an ID after its operation has ended', async () => {
    const socket = await gateway.connect(null);
    for (let round = 0; round < 3; round += 1) {
      const operation = socket.subscribe('{ whoAmI }', {}, 'same');
      expect(await operation.ended()).toBe('complete');
    }
  });

  it('cuts a client that does not answer pings', async () => {
    const socket = new WebSocket(gateway.wsUrl, 'graphql-transport-ws', { autoPong: false });
    await once(socket, 'open');
    socket.send('{"type":"connection_init"}');
    const [code] = await once(socket, 'close');
    expect(code).toBe(1006);
  });
});

describe('identity over a socket', () => {
  const whoAmI = async (token: string) => {
    const [result] = await (await gateway.connect(null, { token })).subscribe('{ whoAmI }').take(1);
    return result?.data?.['whoAmI'];
  };

  it('comes from connection_init, with or without Bearer', async () => {
    const token = await gateway.token(userId);
    expect(await whoAmI(token)).toMatch(userId);
    const bare = await RawSocket.open(gateway.wsUrl);
    bare.send({ type: 'connection_init', payload: { authorization: token } });
    await bare.next(({ type }) => type === 'connection_ack');
    bare.subscribe('1', '{ whoAmI }');
    expect((await bare.answer('1')).payload).toMatchObject({ data: { whoAmI: expect.stringContaining(userId) } });
  });

  it('closes the socket when the token is not good', async () => {
    const socket = await RawSocket.open(gateway.wsUrl);
    socket.send({ type: 'connection_init', payload: { authorization: 'Bearer garbage' } });
    expect(await socket.closed()).toBe(4403);
  });

  it('closes the socket when the session ends or the token expires', async () => {
    const sessionId = randomUUID();
    const ended = await gateway.connect(null, { token: await gateway.token(userId, { sessionId }) });
    const expiring = await gateway.connect(null, { token: await gateway.token(userId, { seconds: 1 }) });
    const staying = await gateway.connect(userId);
    await gateway.pubsub.publish('sessions.ended', { sessionId });
    expect(await ended.raw.closed()).toBe(4403);
    expect(await expiring.raw.closed()).toBe(4403);
    expect(await staying.raw.isAlive()).toBe(true);
  });

  it('tells presence', async () => {
    const person = randomUUID();
    const online = async () => (await gateway.presence.states([person])).get(person)?.online;
    const socket = await gateway.connect(person);
    await until('the person to be there', online);
    socket.close();
    await until('the person to be away', async () => !(await online()));
  });
});
