import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { liveCursor, makeRoom, type Person, register, send } from '#tests/kit/people.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const ROOM_EVENTS =
  'subscription ($roomId: ID!, $after: String) { roomEvents(roomId: $roomId, after: $after) { cursor } }';
let ann: Person;
let roomId: string;
beforeAll(async () => {
  ann = await register(lynk());
  roomId = await makeRoom(ann);
});

async function socketOf(token: string | null): Promise<RawSocket> {
  const socket = await RawSocket.signedIn(lynk().wsUrl, token);
  onTestFinished(() => socket.cut());
  return socket;
}

async function strangeSocket(
  options: Parameters<typeof RawSocket.open>[1] = {},
  url: string = lynk().wsUrl,
): Promise<RawSocket> {
  const socket = await RawSocket.open(url, options);
  onTestFinished(() => socket.cut());
  return socket;
}

describe('a socket', () => {
  it('carries queries, mutations and subscriptions at the same time', async () => {
    const socket = await socketOf(ann.accessToken);
    socket.subscribe('live', ROOM_EVENTS, { roomId, after: await liveCursor(ann, roomId) });
    socket.subscribe('ask', '{ viewer { id displayName } }');
    const { payload } = await socket.answer('ask');
    expect(payload).toEqual({ data: { viewer: { id: ann.id, displayName: 'Ann' } } });
    await socket.next((message) => message.type === 'complete' && message.id === 'ask');
    socket.subscribe(
      'do',
      'mutation ($roomId: ID!) { sendMessage(input: { roomId: $roomId, body: "hi", clientMessageId: "k" }) { cursor } }',
      { roomId },
    );
    const sent = (await socket.answer('do')).payload as { data: { sendMessage: { cursor: string } } };
    const live = (await socket.answer('live')).payload;
    expect(live).toEqual({ data: { roomEvents: { cursor: sent.data.sendMessage.cursor } } });
  });

  it('ends a subscription when it is told so, and sends nothing of it afterwards', async () => {
    const socket = await socketOf(ann.accessToken);
    socket.subscribe('one', ROOM_EVENTS, { roomId, after: await liveCursor(ann, roomId) });
    await send(ann, roomId, 'first');
    await socket.answer('one');
    socket.send({ type: 'complete', id: 'one' });
    expect(await socket.isAlive()).toBe(true);
    const before = socket.messages.filter((message) => message.id === 'one').length;
    await send(ann, roomId, 'second');
    socket.subscribe('two', '{ __typename }');
    await socket.answer('two');
    expect(socket.messages.filter((message) => message.id === 'one').length).toBe(before);
  });

  it.each([
    ['a syntax error', 'subscription { roomEvents(', 'GRAPHQL_PARSE_FAILED'],
    ['an empty document', '', 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing argument', 'subscription { roomEvents { cursor } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', ROOM_EVENTS, 'BAD_USER_INPUT'],
    [
      'two subscription fields',
      'subscription { a: viewerEvents { cursor } b: viewerEvents { cursor } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['no operation', 'fragment F on Query { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers %s to the operation and goes on', async (_, query, code) => {
    const socket = await socketOf(ann.accessToken);
    socket.subscribe('wrong', query);
    expect(new Set(await socket.refusal('wrong'))).toContain(code);
    socket.subscribe('right', '{ __typename }');
    expect((await socket.answer('right')).payload).toEqual({ data: { __typename: 'Query' } });
  });

  it('says UNAUTHENTICATED to the operations of nobody, and stays', async () => {
    const socket = await socketOf(null);
    socket.subscribe('room', ROOM_EVENTS, { roomId });
    expect(await socket.refusal('room')).toEqual(['UNAUTHENTICATED']);
    socket.subscribe('viewer', 'subscription { viewerEvents { cursor } }');
    expect(await socket.refusal('viewer')).toEqual(['UNAUTHENTICATED']);
    expect(await socket.isAlive()).toBe(true);
  });

  it('says NOT_FOUND of a room that the viewer is not in, and BAD_USER_INPUT of garbage', async () => {
    const socket = await socketOf((await register(lynk())).accessToken);
    socket.subscribe('1', ROOM_EVENTS, { roomId });
    expect(await socket.refusal('1')).toEqual(['NOT_FOUND']);
    socket.subscribe('2', ROOM_EVENTS, { roomId: 'nonsense' });
    expect(await socket.refusal('2')).toEqual(['BAD_USER_INPUT']);
    const mine = await socketOf(ann.accessToken);
    const elsewhere = await liveCursor(ann, await makeRoom(ann));
    for (const [index, after] of ['', 'nonsense', '\u0000', elsewhere, 'x'.repeat(10_000)].entries()) {
      mine.subscribe(`${index}`, ROOM_EVENTS, { roomId, after });
      expect(await mine.refusal(`${index}`)).toEqual(['BAD_USER_INPUT']);
    }
    mine.subscribe('viewer', 'subscription { viewerEvents(after: "nonsense") { cursor } }');
    expect(await mine.refusal('viewer')).toEqual(['BAD_USER_INPUT']);
    expect(await mine.isAlive()).toBe(true);
  });

  it.each([
    ['text that is no JSON', 'nonsense', 4400],
    ['JSON that is no message', '[]', 4400],
    ['bytes', Buffer.from([0xff, 0x00]), 4400],
    ['an unknown type', { type: 'nonsense' }, 4400],
    ['an operation without a query', { type: 'subscribe', id: '1', payload: {} }, 4400],
    ['an operation without an ID', { type: 'subscribe', payload: { query: '{ __typename }' } }, 4400],
    ['a second init', { type: 'connection_init' }, 4429],
  ])('is closed after %s', async (_, message, code) => {
    const socket = await socketOf(ann.accessToken);
    socket.send(message);
    expect(await socket.closed()).toBe(code);
  });

  it('is closed when an operation comes before the init', async () => {
    const socket = await strangeSocket();
    socket.subscribe('1', '{ __typename }');
    expect(await socket.closed()).toBe(4401);
  });

  it('is closed when an ID is used twice at the same time', async () => {
    const socket = await socketOf(ann.accessToken);
    socket.subscribe('same', ROOM_EVENTS, { roomId });
    socket.subscribe('same', ROOM_EVENTS, { roomId });
    expect(await socket.closed()).toBe(4409);
  });

  it('is closed when it speaks another protocol', async () => {
    const outcome = await strangeSocket({ protocol: 'graphql-ws' }).then(
      (socket) => socket.closed(),
      () => 'refused',
    );
    expect([4406, 'refused']).toContain(outcome);
  });

  it('is closed after a message that is far too long', async () => {
    const socket = await socketOf(ann.accessToken);
    socket.subscribe('1', `{ __typename } # ${'x'.repeat(4_000_000)}`);
    expect(await socket.closed()).toBe(1009);
  });

  it.each([1, {}, 'nonsense', ''])('is refused with 4403 when its authorization is %j', async (authorization) => {
    const socket = await strangeSocket();
    socket.send({ type: 'connection_init', payload: { authorization } });
    expect(await socket.closed()).toBe(4403);
  });

  it('is not opened for a page of somebody else', async () => {
    await expect(strangeSocket({ headers: { origin: 'https://evil.example' } })).rejects.toThrow();
    const { wsUrl } = lynk();
    const same = await strangeSocket({ headers: { origin: `http://${new URL(wsUrl).host}` } }, wsUrl);
    same.send({ type: 'connection_init' });
    await same.next((message) => message.type === 'connection_ack');
  });

  it('runs a bounded number of operations', async () => {
    const socket = await socketOf(ann.accessToken);
    for (let index = 0; index < 2_000; index += 1) socket.subscribe(`${index}`, ROOM_EVENTS, { roomId });
    const refused = await socket.next((message) => message.type === 'error');
    expect(refused.payload).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await socket.isAlive()).toBe(true);
  });
});

describe('a subscription over HTTP', () => {
  it('is told where subscriptions are', async () => {
    const answer = await ann.client.text('subscription { viewerEvents { cursor } }');
    expect(answer.status).toBe(400);
    expect(answer.codes).toEqual(['BAD_REQUEST']);
  });
});
