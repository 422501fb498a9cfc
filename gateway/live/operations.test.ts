import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
import { unavailable } from '#tests/kit/gateway/faults.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import type { TestEvent, TestRoom } from '#tests/kit/gateway/test-room.ts';
import { until } from '#tests/kit/until.ts';

const ann = randomUUID();
const annId = encodeId('user', ann);
const [u2, u3] = ['u_2', 'u_3'];
let gateway: TestGateway;
let room: TestRoom;

beforeAll(async () => {
  gateway = await TestGateway.start({ config: { subgraphDeadlineMs: 300 } });
});
beforeEach(() => {
  gateway.controls.beforePeople = () => {};
  room = gateway.room(ann);
});
afterAll(() => gateway.stop());

const MESSAGE: TestEvent = {
  __typename: 'MessageSent',
  message: {
    id: 'm1',
    body: 'hello',
    senderId: annId,
    mentionIds: [u2, u3],
    replyTo: { id: 'm0', body: 'before', senderId: u2 },
    attachment: { __typename: 'Image', url: 'pic', uploader: { __typename: 'User', id: u3 } },
  },
};

/** What a subscription gives for the message, live and replayed: both must be the same. */
async function resultOf(query: string, variables: object = {}) {
  const socket = await gateway.connect(ann);
  const live = socket.subscribe(query, { room: room.publicId, ...variables });
  await until('the viewer to be admitted', () => room.replays > 0);
  room.append(MESSAGE, { actorId: ann });
  const [fromStream] = await live.take(1);
  const replayed = socket.subscribe(query, { room: room.publicId, after: room.cursor(0), ...variables });
  const [fromPast] = await replayed.take(1);
  socket.close();
  expect(fromPast).toEqual(fromStream);
  return fromStream;
}

const withMessage = (selection: string, more = '') =>
  `subscription S($room: ID!, $after: String${more}) {
    roomEvents(roomId: $room, after: $after) { event { ... on MessageSent { message { ${selection} } } } }
  }`;
const messageIn = (result: Awaited<ReturnType<typeof resultOf>>) =>
  (result as { data: { roomEvents: { event: { message: Record<string, unknown> } } } }).data.roomEvents.event.message;

describe('any subscription gives what a query would', () => {
  it('with lists of entities and three subgraphs', async () => {
    const result = await resultOf(withMessage('mentions { id badge { label } }'));
    expect(messageIn(result)).toEqual({
      mentions: [u2, u3].map((id) => ({ id, badge: { label: `Label of badge-${id}` } })),
    });
  });

  it('with fragments, aliases, type names and interfaces', async () => {
    const query = `
      subscription S($room: ID!, $after: String) { ...Root }
      fragment Root on Subscription { live: roomEvents(roomId: $room, after: $after) { ...Item } }
      fragment Item on RoomStreamItem { type: __typename place: cursor again: cursor event { ...Event } }
      fragment Event on RoomEvent { __typename ... on MessageSent { it: message { ...Any text: body } } ... on Link { href } }
      fragment Any on Node { __typename number: id }
    `.replace('... on Link { href }', '');
    expect(await resultOf(query)).toEqual({
      data: {
        live: {
          type: 'RoomStreamItem',
          place: room.cursor(1),
          again: room.cursor(1),
          event: { __typename: 'MessageSent', it: { __typename: 'Message', number: 'm1', text: 'hello' } },
        },
      },
    });
  });

  it('with conditions', async () => {
    const selection = 'id replyTo @include(if: $x) { sender { displayName @skip(if: $y) id } }';
    const more = ', $x: Boolean!, $y: Boolean = true';
    const shown = await resultOf(withMessage(selection, more), { x: true });
    expect(messageIn(shown)).toEqual({ id: 'm1', replyTo: { sender: { id: u2 } } });
    room = gateway.room(ann);
    expect(messageIn(await resultOf(withMessage(selection, more), { x: false }))).toEqual({ id: 'm1' });
  });

  it('with unions inside of entities', async () => {
    const selection = 'attachment { ... on Image { url uploader { displayName } } ... on Link { href } }';
    expect(messageIn(await resultOf(withMessage(selection)))).toEqual({
      attachment: { url: 'pic', uploader: { displayName: `Name of ${u3}` } },
    });
  });

  it('with errors at their places', async () => {
    const result = await resultOf(withMessage('id mentions { id broken } who: sender { broken }'));
    expect(messageIn(result)).toEqual({
      id: 'm1',
      mentions: [u2, u3].map((id) => ({ id, broken: null })),
      who: { broken: null },
    });
    const place = ['roomEvents', 'event', 'message'];
    expect(result?.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        [...place, 'mentions', 0, 'broken'],
        [...place, 'mentions', 1, 'broken'],
        [...place, 'who', 'broken'],
      ]),
    );
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  it('with empty places for what does not answer, or not in time', async () => {
    for (const beforePeople of [unavailable, () => new Promise<void>(() => {})]) {
      room = gateway.room(ann);
      gateway.controls.beforePeople = beforePeople;
      const result = await resultOf(withMessage('id sender { displayName }'));
      expect(messageIn(result)).toEqual({ id: 'm1', sender: null });
      expect(result?.errors).toMatchObject([
        { path: ['roomEvents', 'event', 'message', 'sender'], extensions: { code: 'SERVICE_UNAVAILABLE' } },
      ]);
    }
  });

  it('with nothing but its place, or nothing but its event', async () => {
    const only = (field: string) =>
      `subscription($room: ID!, $after: String) { roomEvents(roomId: $room, after: $after) { ${field} } }`;
    expect((await resultOf(only('cursor')))?.data).toEqual({ roomEvents: { cursor: room.cursor(1) } });
    room = gateway.room(ann);
    expect((await resultOf(only('event { __typename }')))?.data).toEqual({
      roomEvents: { event: { __typename: 'MessageSent' } },
    });
  });
});

describe('a subscription that cannot be made live', () => {
  it.each([
    ['subscription($x: Boolean!) { ticks(count: 1) @include(if: $x) }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription($x: Boolean!) { ... @skip(if: $x) { ticks(count: 1) } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['subscription($_lynk_after: Int!) { ticks(count: $_lynk_after) }', 'BAD_USER_INPUT'],
  ])('is refused: %s', async (query, code) => {
    const variables = { x: true, _lynk_after: 1 };
    const socket = await gateway.connect(ann);
    expect(await socket.subscribe(query, variables).ended()).toEqual([code]);
    expect((await gateway.post({ query, variables })).status).toBe(400);
    expect(await socket.raw.isAlive()).toBe(true);
  });
});
