import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FrameSocket, frame, OPCODE } from '#tests/kit/frame-socket.ts';
import { liveCursor, makeRoom, type Person, register, send } from '#tests/kit/people.ts';
import { RawSocket, type WireMessage } from '#tests/kit/raw-socket.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

/** The rules of `graphql-transport-ws`, over a real socket. What `socket-protocol.test.ts` tests is left out here. */
const lynk = useLynk();
const ROOM_EVENTS =
  'subscription ($roomId: ID!, $after: String) { roomEvents(roomId: $roomId, after: $after) { cursor } }';
let ann: Person;
let roomId: string;
beforeAll(async () => {
  ann = await register(lynk());
  roomId = await makeRoom(ann);
});

async function opened(): Promise<RawSocket> {
  const socket = await RawSocket.open(lynk().wsUrl);
  onTestFinished(() => socket.cut());
  return socket;
}
async function signedIn(token: string | null = ann.accessToken): Promise<RawSocket> {
  const socket = await RawSocket.signedIn(lynk().wsUrl, token);
  onTestFinished(() => socket.cut());
  return socket;
}
const of = (socket: RawSocket, id: string) => socket.messages.filter((message) => message.id === id);
/** Where the events that a subscription was sent stand; who is there and who types has no place. */
const places = (messages: readonly WireMessage[]) =>
  messages.flatMap(({ payload }) => {
    const { data } = payload as { data?: { roomEvents?: { cursor: string | null } } };
    return data?.roomEvents?.cursor ?? [];
  });
const types = (messages: readonly WireMessage[]) => messages.map(({ type }) => type);
/** Hashing passwords makes it slow: what is sent right behind it is there before it is answered. */
const SLOW = 'mutation { login(input: { identifier: "nobody", password: "wrong" }) { userErrors { code } } }';

describe('a message that is none (4400)', () => {
  const payload = { query: '{ __typename }' };
  it.each<[string, unknown]>([
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"connection_init"'],
    ['a list', '[{"type":"ping"}]'],
    ['nothing at all', ''],
    ['half of a message', '{"type":"ping"'],
    ['two messages in one', '{"type":"ping"}{"type":"ping"}'],
    ['no type', {}],
    ['a type that is no text', { type: 1 }],
    ['a type of another protocol', { type: 'start', id: '1', payload }],
    ['a type in capitals', { type: 'PING' }],
    ['a type of every object', { type: 'toString' }],
    ['a message for clients: connection_ack', { type: 'connection_ack' }],
    ['a payload of init that is no object', { type: 'connection_init', payload: 'token' }],
    ['a payload of ping that is no object', { type: 'ping', payload: [] }],
    ['a payload of pong that is no object', { type: 'pong', payload: 1 }],
    ['subscribe without an ID', { type: 'subscribe', payload }],
    ['subscribe with a number as its ID', { type: 'subscribe', id: 1, payload }],
    ['subscribe with null as its ID', { type: 'subscribe', id: null, payload }],
    ['subscribe with an empty ID', { type: 'subscribe', id: '', payload }],
    ['subscribe without a payload', { type: 'subscribe', id: '1' }],
    ['subscribe without a query', { type: 'subscribe', id: '1', payload: {} }],
    ['a query that is no text', { type: 'subscribe', id: '1', payload: { query: { a: 1 } } }],
    ['variables that are a text', { type: 'subscribe', id: '1', payload: { ...payload, variables: 'x' } }],
    ['an operation name that is no text', { type: 'subscribe', id: '1', payload: { ...payload, operationName: 1 } }],
    ['extensions that are a text', { type: 'subscribe', id: '1', payload: { ...payload, extensions: 'x' } }],
    ['complete without an ID', { type: 'complete' }],
    ['complete with a number as its ID', { type: 'complete', id: 1 }],
    ['complete with an empty ID', { type: 'complete', id: '' }],
  ])('%s', async (_, message) => {
    // Before and after the acknowledgement alike.
    for (const socket of [await opened(), await signedIn()]) {
      socket.send(message as object | string);
      expect(await socket.closed()).toBe(4400);
    }
  });
});

describe('the beginning of a connection', () => {
  it('is waited for, but not for ever (4408)', async () => {
    const silent = await opened();
    const pinging = await opened();
    pinging.send({ type: 'ping' });
    expect(await silent.closed()).toBe(4408);
    expect(await pinging.closed()).toBe(4408);
    expect(types(pinging.messages)).toEqual(['pong']);
  });

  it('comes once (4429), also while the first one is being looked at', async () => {
    const socket = await opened();
    socket.send({ type: 'connection_init' });
    socket.send({ type: 'connection_init' });
    expect(await socket.closed()).toBe(4429);
  });

  it('is over before anything is asked (4401), also when the init has been sent already', async () => {
    const socket = await FrameSocket.open(lynk().wsUrl);
    onTestFinished(() => socket.cut());
    // One piece, so that no acknowledgement can come in between.
    const init = { type: 'connection_init', payload: { authorization: ann.accessToken } };
    const ask = { type: 'subscribe', id: '1', payload: { query: '{ __typename }' } };
    socket.send(frame(OPCODE.text, JSON.stringify(init)), frame(OPCODE.text, JSON.stringify(ask)));
    expect(await socket.closed()).toBe(4401);
    expect(socket.messages.filter(({ id }) => id === '1')).toEqual([]);
  });

  it('is refused to a token that is not good (4403)', async () => {
    const socket = await opened();
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${ann.accessToken}x` } });
    expect(await socket.closed()).toBe(4403);
    expect(socket.messages).toEqual([]);
  });

  it('is answered by connection_ack, and by nothing else', async () => {
    const socket = await signedIn();
    expect(types(socket.messages)).toEqual(['connection_ack']);
  });

  it.each([
    ['the protocol before this one', 'graphql-ws'],
    ['a protocol that nobody knows', 'nonsense'],
  ])('is not made in %s (4406)', async (_, protocol) => {
    // A client closes by itself, too, when the server has agreed to none of its protocols.
    const outcome = await RawSocket.open(lynk().wsUrl, { protocol }).then(
      (socket) => socket.closed(),
      (error: Error) => error.message,
    );
    expect([4406, 'Server sent no subprotocol']).toContain(outcome);
  });
});

describe('ping and pong', () => {
  it('are answered with the payload that came, before the acknowledgement, too', async () => {
    for (const socket of [await opened(), await signedIn()]) {
      socket.send({ type: 'ping', payload: { at: 1, nested: { text: 'ä€😀' } } });
      const pong = await socket.next(({ type }) => type === 'pong');
      expect(pong).toEqual({ type: 'pong', payload: { at: 1, nested: { text: 'ä€😀' } } });
      socket.send({ type: 'ping' });
      await until('the second pong', () => socket.messages.filter(({ type }) => type === 'pong').length === 2);
      expect(socket.messages.at(-1)).toEqual({ type: 'pong' });
    }
  });

  it('pong may be said without being asked', async () => {
    const socket = await signedIn();
    socket.send({ type: 'pong', payload: { why: 'keep alive' } });
    expect(await socket.isAlive()).toBe(true);
  });
});

describe('an operation', () => {
  it.each([
    ['a query', '{ viewer { id } }'],
    ['a mutation', SLOW],
    ['a query whose field fails', '{ room(id: "nonsense") { id } }'],
  ])('that is %s gives one result and completes', async (_, query) => {
    const socket = await signedIn();
    socket.subscribe('1', query);
    await socket.next(({ type }) => type === 'complete');
    expect(await socket.isAlive()).toBe(true);
    expect(types(of(socket, '1'))).toEqual(['next', 'complete']);
  });

  it('takes what is optional as null, and its operation by name', async () => {
    const socket = await signedIn();
    const query = 'query A { a: __typename } query B { b: __typename }';
    socket.send({
      id: '1',
      type: 'subscribe',
      payload: { query, operationName: 'B', variables: null, extensions: null },
    });
    expect((await socket.answer('1')).payload).toEqual({ data: { b: 'Query' } });
    socket.send({ id: '2', type: 'subscribe', payload: { query, operationName: null } });
    expect(await socket.refusal('2')).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    socket.send({ id: '3', type: 'subscribe', payload: { query, operationName: 'C' } });
    expect(await socket.refusal('3')).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  });

  it('that is refused gets one error and no complete, and its ID is free again', async () => {
    const socket = await signedIn();
    socket.subscribe('1', '{ nothing }');
    await socket.answer('1');
    socket.subscribe('1', '{ __typename }');
    await socket.next(({ type }) => type === 'complete');
    expect(await socket.isAlive()).toBe(true);
    expect(types(of(socket, '1'))).toEqual(['error', 'next', 'complete']);
  });

  it('that fails leaves the others alone', async () => {
    const socket = await signedIn();
    socket.subscribe('live', ROOM_EVENTS, { roomId, after: await liveCursor(ann, roomId) });
    socket.subscribe('wrong', ROOM_EVENTS, { roomId: 'nonsense' });
    socket.subscribe('broken', '{');
    await socket.answer('wrong');
    await socket.answer('broken');
    const { cursor } = await send(ann, roomId, 'hi');
    await until('the event', () => places(of(socket, 'live')).includes(cursor));
  });

  it('runs beside many others, each answered under its own ID, whatever it is', async () => {
    const socket = await signedIn();
    const ids = ['1', ' ', '"', '\\', '\n', 'ä€😀', '__proto__', 'constructor', 'x'.repeat(1_000), '\u2028', '<&>'];
    const after = await liveCursor(ann, roomId);
    for (const id of ids) socket.subscribe(id, ROOM_EVENTS, { roomId, after });
    for (const id of ids) socket.subscribe(`ask ${id}`, `{ a: __typename viewer { id } }`);
    const { cursor } = await send(ann, roomId, 'to all');
    for (const id of ids) {
      await until(`the event for ${id}`, () => places(of(socket, id)).join() === cursor);
      expect((await socket.answer(`ask ${id}`)).payload).toEqual({ data: { a: 'Query', viewer: { id: ann.id } } });
    }
  });

  it.each(['a query', 'a subscription'])('with the ID of %s that runs closes the socket (4409)', async (which) => {
    const socket = await signedIn();
    if (which === 'a query') socket.subscribe('same', SLOW);
    else socket.subscribe('same', ROOM_EVENTS, { roomId });
    socket.subscribe('same', '{ __typename }');
    expect(await socket.closed()).toBe(4409);
  });
});

describe('complete from the client', () => {
  it('ends what runs, silently', async () => {
    const socket = await signedIn();
    socket.subscribe('1', ROOM_EVENTS, { roomId, after: await liveCursor(ann, roomId) });
    const { cursor } = await send(ann, roomId, 'seen');
    await until('the event', () => places(of(socket, '1')).length > 0);
    socket.send({ type: 'complete', id: '1' });
    expect(await socket.isAlive()).toBe(true);
    const before = of(socket, '1');
    socket.subscribe('2', ROOM_EVENTS, { roomId, after: cursor });
    await send(ann, roomId, 'not seen under the old ID');
    await until('the event', () => places(of(socket, '2')).length > 0);
    expect(of(socket, '1')).toEqual(before);
    expect(places(before)).toEqual([cursor]);
  });

  it('may come before the first result', async () => {
    const socket = await signedIn();
    socket.subscribe('slow', SLOW);
    socket.subscribe('live', ROOM_EVENTS, { roomId });
    socket.send({ type: 'complete', id: 'slow' });
    socket.send({ type: 'complete', id: 'live' });
    socket.subscribe('witness', SLOW);
    await socket.answer('witness');
    await send(ann, roomId, 'hi');
    expect(await socket.isAlive()).toBe(true);
    expect([...of(socket, 'slow'), ...of(socket, 'live')]).toEqual([]);
  });

  it('may come twice, late, or for what was never there', async () => {
    const socket = await signedIn();
    socket.subscribe('1', '{ __typename }');
    await socket.next(({ type }) => type === 'complete');
    for (const id of ['1', '1', 'never', 'toString', '__proto__']) socket.send({ type: 'complete', id });
    expect(await socket.isAlive()).toBe(true);
    expect(of(socket, '1').length).toBe(2);
  });

  it('frees the ID: what had it is over, and is not answered in place of what has it now', async () => {
    const socket = await signedIn();
    const after = await liveCursor(ann, roomId);
    socket.subscribe('1', SLOW);
    socket.send({ type: 'complete', id: '1' });
    socket.subscribe('1', ROOM_EVENTS, { roomId, after });
    socket.subscribe('witness', SLOW);
    await socket.next(({ type, id }) => type === 'complete' && id === 'witness');
    const { cursor } = await send(ann, roomId, 'hi');
    await until('the event', () => places(of(socket, '1')).length > 0);
    socket.send({ type: 'complete', id: '1' });
    socket.subscribe('last', ROOM_EVENTS, { roomId, after: cursor });
    await send(ann, roomId, 'after the end');
    await until('the other event', () => places(of(socket, 'last')).length > 0);
    expect(places(of(socket, '1'))).toEqual([cursor]);
    expect(new Set(types(of(socket, '1')))).toEqual(new Set(['next']));
    expect(JSON.stringify(of(socket, '1'))).not.toContain('login');
  });

  it('frees the ID of a subscription at once, also when both messages come in one piece', async () => {
    const socket = await FrameSocket.signedIn(lynk().wsUrl, ann.accessToken);
    onTestFinished(() => socket.cut());
    const after = await liveCursor(ann, roomId);
    const subscribe = { id: '1', type: 'subscribe', payload: { query: ROOM_EVENTS, variables: { roomId, after } } };
    const turns = Array.from({ length: 5 }, () => [{ type: 'complete', id: '1' }, subscribe]).flat();
    socket.say(subscribe);
    socket.send(...turns.map((message) => frame(OPCODE.text, JSON.stringify(message))));
    socket.say({ type: 'ping' });
    await until('the pong', () => socket.messages.some(({ type }) => type === 'pong'));
    const { cursor } = await send(ann, roomId, 'hi');
    const own = () => socket.messages.filter(({ id }) => id === '1');
    await until('the event', () => places(own()).length > 0);
    socket.say({ type: 'complete', id: '1' });
    socket.say({ id: '2', type: 'subscribe', payload: { query: ROOM_EVENTS, variables: { roomId, after: cursor } } });
    await send(ann, roomId, 'after the end');
    await until('the other event', () => places(socket.messages.filter(({ id }) => id === '2')).length > 0);
    expect(places(own())).toEqual([cursor]);
    expect(new Set(types(own()))).toEqual(new Set(['next']));
  });
});
