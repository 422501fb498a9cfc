import { print } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { RoomEventsSubscription } from '#client/gql/graphql.ts';
import { LiveClient, Session } from '#client/index.ts';
import { CutSockets } from '#tests/kit/cut-sockets.ts';
import { LiveSubscription } from '#tests/kit/live.ts';
import { ROOM_EVENTS } from '#tests/kit/operations/live.ts';
import { HISTORY } from '#tests/kit/operations/message.ts';
import { LEAVE_ROOM, ROOM } from '#tests/kit/operations/room.ts';
import { liveCursor, makeRoom, type Person, registerAll, send } from '#tests/kit/people.ts';
import { placeOf } from '#tests/kit/place.ts';
import { until } from '#tests/kit/until.ts';
import { useHive } from './hive.ts';

type Item = RoomEventsSubscription['roomEvents'];

const hive = useHive();

const sentIds = (items: readonly Item[]) =>
  items.flatMap(({ event }) => (event?.__typename === 'MessageSent' ? [event.message.id] : []));

function watch(person: Person, roomId: string, after: string) {
  const live = new LiveSubscription(hive().wsUrl, person.accessToken, ROOM_EVENTS, { roomId, after });
  onTestFinished(() => live.close());
  return live;
}

/** Watches with the live client of this repository, which knows nothing of the gateway in front. */
function watchWithClient(person: Person, roomId: string, after: string) {
  const sockets = new CutSockets();
  const session = new Session({ url: hive().url, tokens: { accessToken: 'stale', refreshToken: person.refreshToken } });
  const live = new LiveClient({
    url: hive().wsUrl,
    accessToken: (refused) => session.token(refused),
    webSocket: sockets.webSocket,
    pauses: { baseMs: 20, maxMs: 200, spreadMs: 200 },
  });
  onTestFinished(() => live.close());
  const items: Item[] = [];
  const ended = new Promise((resolve) => {
    live.subscribe<RoomEventsSubscription>(
      { query: print(ROOM_EVENTS), variables: { roomId, after } },
      { next: ({ roomEvents }) => items.push(roomEvents), error: resolve, complete: () => resolve('complete') },
    );
  });
  return { sockets, items, ended };
}

/** Sends many messages and does something to the streams after each tenth. @returns the IDs */
async function talk(person: Person, roomId: string, items: readonly Item[], disturb: () => void): Promise<string[]> {
  const sent: string[] = [];
  for (let index = 0; index < 40; index += 1) {
    sent.push((await send(person, roomId, `message ${index}`)).id);
    if (index % 10 !== 5) continue;
    await until('an item', () => sentIds(items).length > index - 5);
    disturb();
  }
  await until('the last message', () => sentIds(items).includes(sent.at(-1) ?? ''));
  return sent;
}

describe('behind Hive Gateway the subgraphs, as they are,', () => {
  it('answer queries and mutations with fields of one another', async () => {
    const [ann, ben] = await registerAll(hive().url, 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben], { name: 'Behind Hive' });
    const sent = await send(ben, roomId, 'hello');
    expect(sent.sender).toEqual({ id: ben.id, displayName: 'Ben' });
    const history = await ann.client.get(HISTORY, { roomId, last: 10 });
    expect(history.room?.messages?.edges.map(({ node }) => [node.body, node.sender?.displayName])).toEqual([
      ['hello', 'Ben'],
    ]);
    expect((await ben.client.get(ROOM, { id: roomId })).room?.name).toBe('Behind Hive');
  });

  it('know who asks, and refuse whoever may not', async () => {
    const [ann, ben] = await registerAll(hive().url, 'Ann', 'Ben');
    const roomId = await makeRoom(ann);
    expect((await ben.client.ask(HISTORY, { roomId })).data?.room?.messages ?? null).toBeNull();
    expect((await ben.client.as('garbage').ask(ROOM, { id: roomId })).codes).toEqual(['UNAUTHENTICATED']);
    expect((await ben.client.as(null).ask(ROOM, { id: roomId })).codes).toEqual(['UNAUTHENTICATED']);
    const refused = watch(ben, roomId, await liveCursor(ann, roomId));
    await until('the refusal', () => refused.faults.length > 0 || refused.state.kind !== 'open');
    expect(refused.items).toEqual([]);
  });

  it('go live after a cursor, with fields of one another, until access ends', async () => {
    const [ann, ben] = await registerAll(hive().url, 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const after = await liveCursor(ben, roomId);
    const missed = await send(ann, roomId, 'missed');
    const live = watch(ben, roomId, after);
    await live.until('what was missed', (items) => sentIds(items.map(({ roomEvents }) => roomEvents)).length === 1);
    const seen = await send(ann, roomId, 'seen');
    await live.until('the next', (items) => sentIds(items.map(({ roomEvents }) => roomEvents)).length === 2);
    const items = () => live.items.map(({ roomEvents }) => roomEvents);
    expect(sentIds(items())).toEqual([missed.id, seen.id]);
    const [first] = items().filter(({ event }) => event?.__typename === 'MessageSent');
    expect(first).toMatchObject({ event: { message: { body: 'missed', sender: { displayName: 'Ann' } } } });
    await ben.client.get(LEAVE_ROOM, { input: { roomId } });
    expect(await live.ended()).toEqual({ kind: 'complete' });
    expect(items().at(-1)?.event?.__typename).toBe('AccessRevoked');
    expect(live.faults).toEqual([]);
  });

  it('lose and double nothing when a client’s socket is cut', async () => {
    const [ann, ben] = await registerAll(hive().url, 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const after = await liveCursor(ben, roomId);
    const { items, sockets } = watchWithClient(ben, roomId, after);
    const sent = await talk(ann, roomId, items, () => sockets.cutAll());
    expect(sentIds(items)).toEqual(sent);
    const places = items.flatMap(({ cursor }) => (cursor ? [placeOf(cursor)] : []));
    expect(places).toEqual(places.map((_, index) => placeOf(after) + 1 + index));
    expect(sockets.cut).toBe(4);
  });

  it('lose and double nothing when the link behind the gateway is cut', async () => {
    const [ann, ben] = await registerAll(hive().url, 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const { items } = watchWithClient(ben, roomId, await liveCursor(ben, roomId));
    const first = await send(ann, roomId, 'first');
    await until('the first message', () => sentIds(items).includes(first.id));
    hive().liveLink.cut();
    const last = await send(ann, roomId, 'last');
    await until('the last message', () => sentIds(items).includes(last.id));
    expect(sentIds(items)).toEqual([first.id, last.id]);
  });
});
