import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAT_SDL, PEOPLE_SDL } from '#tests/kit/gateway/schemas.ts';
import { composeSupergraph, TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import type { TestRoom } from '#tests/kit/gateway/test-room.ts';
import { BODIES, cursors, FRIENDS, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';

const [ann, ben] = [randomUUID(), randomUUID()] as const;
let gateway: TestGateway;
let room: TestRoom;

beforeEach(async () => {
  gateway = await TestGateway.start();
  room = gateway.room(ann, ben);
});
afterEach(() => gateway.stop());

const admitted = (count: number) => until(`${count} viewers to be admitted`, () => room.replays >= count);
const MINE = `subscription ($room: ID!, $after: String) {
  item: roomEvents(roomId: $room, after: $after) { at: cursor what: event { ... on MessageSent { message { text: body isMine } } } }
}`;
const renamed = () =>
  composeSupergraph({ people: PEOPLE_SDL.replace('broken: String', 'broken: String nickname: String') });
const withoutBroken = () => composeSupergraph({ people: PEOPLE_SDL.replace('broken: String', '') });
const withoutNames = () => composeSupergraph({ people: PEOPLE_SDL.replace('displayName: String!', '') });

describe('another supergraph', () => {
  it.each([
    ['shared', BODIES],
    ['executed for each viewer', FRIENDS],
    ['with an upstream for each viewer', MINE],
  ])('drops nobody and loses nothing of streams that are %s', async (_, query) => {
    const operations = [
      await watch(gateway, room, ann, { query, after: room.cursor(0) }),
      await watch(gateway, room, ben, { query, after: room.cursor(0) }),
    ];
    let said = 0;
    const say = () => {
      said += 1;
      room.say(`${said}`, ann);
    };
    say();
    for (const operation of operations) await operation.take(1);
    for (const sdl of [renamed(), composeSupergraph({}), renamed()]) {
      // Before, while streams are taken over, and after it.
      say();
      gateway.reload(sdl);
      gateway.reload(withoutBroken());
      say();
      await new Promise(setImmediate);
      say();
      for (const operation of operations) await operation.take(said);
    }
    const places = Array.from({ length: said }, (_each, index) => index + 1);
    for (const operation of operations) {
      expect(texts(operation.results)).toEqual(places.map(String));
      expect(cursors(operation.results)).toEqual(places.map((place) => room.cursor(place)));
      expect(operation.ending).toBeUndefined();
    }
  });

  it('is not waited for by what is being executed, and comes behind it', async () => {
    const operation = await watch(gateway, room, ann);
    await admitted(1);
    let finish = () => {};
    gateway.controls.beforePeople = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    const reads = gateway.controls.peopleReads;
    room.say('slow', ann);
    await until('the execution to be under way', () => gateway.controls.peopleReads > reads);
    gateway.controls.beforePeople = () => {};
    gateway.reload(renamed());
    room.say('quick', ann);
    finish();
    const results = await operation.take(2);
    expect(texts(results)).toEqual(['slow', 'quick']);
    // Nothing of it was given up.
    expect(results[0]).toMatchObject({
      data: { item: { what: { message: { author: { displayName: expect.any(String) } } } } },
    });
  });

  it('is shared by those who were there and those who come', async () => {
    const before = await watch(gateway, room, ann);
    await admitted(1);
    gateway.reload(renamed());
    const after = await watch(gateway, room, ben, { after: room.cursor(0) });
    room.say('for both', ann);
    expect(texts(await before.take(1))).toEqual(['for both']);
    expect(texts(await after.take(1))).toEqual(['for both']);
    expect(room.watchers).toBe(1);
    before.leave();
    after.leave();
    await until('the upstream to end', () => room.watchers === 0);
  });

  it('reaches whoever is just being admitted', async () => {
    let goOn = () => {};
    const arrived = new Promise<void>((resolve) => {
      room.beforeReplay = () => {
        resolve();
        return new Promise<void>((go) => {
          goOn = go;
        });
      };
    });
    const operation = await watch(gateway, room, ann, { after: room.cursor(0) });
    await arrived;
    room.beforeReplay = () => {};
    gateway.reload(renamed());
    room.say('one', ann);
    goOn();
    await operation.take(1);
    room.say('two', ann);
    expect(texts(await operation.take(2))).toEqual(['one', 'two']);
  });

  it('ends what asks for something that is gone, and nothing else', async () => {
    const gone = await watch(gateway, room, ann);
    const stays = await watch(gateway, room, ann, { query: MINE, after: room.cursor(0) });
    await admitted(1);
    room.say('one', ann);
    await gone.take(1);
    await stays.take(1);
    gateway.reload(withoutNames());
    expect(await gone.ended()).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    room.say('two', ann);
    expect(texts(await stays.take(2))).toEqual(['one', 'two']);
    expect(gone.results.length).toBe(1);
    expect(await (await watch(gateway, room, ann)).ended()).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('decides anew what is shared: a field that depends on the viewer from now on is executed for each', async () => {
    const marked = PEOPLE_SDL.replace('displayName: String!', 'displayName: String! @viewer');
    const operations = [await watch(gateway, room, ann), await watch(gateway, room, ben)];
    await admitted(2);
    room.say('one', ann);
    for (const operation of operations) await operation.take(1);
    expect(gateway.controls.peopleReads).toBe(1);
    gateway.reload(composeSupergraph({ people: marked }));
    await admitted(4);
    room.say('two', ann);
    for (const operation of operations) expect(texts(await operation.take(2))).toEqual(['one', 'two']);
    expect(gateway.controls.peopleReads).toBe(3);
  });

  it('ends for now what could not be shared any more, so that its clients begin again', async () => {
    const operation = await watch(gateway, room, ann);
    await admitted(1);
    gateway.reload(composeSupergraph({ chat: CHAT_SDL.replace(/(?<=Node @key[^}]*body: String!)/, ' @viewer') }));
    expect(await operation.ended()).toEqual(['SERVICE_UNAVAILABLE']);
    const again = await watch(gateway, room, ann, { after: room.cursor(0) });
    room.say('one', ann);
    expect(texts(await again.take(1))).toEqual(['one']);
  });

  it('answers queries over HTTP and sockets at once', async () => {
    const query = '{ messages(first: 1) { sender { nickname } } }';
    const refused = async () => {
      const socket = (await gateway.connect(ann)).subscribe(query);
      return [(await gateway.ask(query)).errors?.[0]?.extensions?.['code'], (await socket.ended())[0]];
    };
    expect(await refused()).toEqual(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED']);
    gateway.reload(renamed());
    expect((await gateway.ask(query)).data).toEqual({ messages: [{ sender: { nickname: null } }] });
    expect((await (await gateway.connect(ann)).subscribe(query).take(1))[0]?.data).toEqual({
      messages: [{ sender: { nickname: null } }],
    });
    gateway.reload(composeSupergraph({}));
    expect(await refused()).toEqual(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('leaves no upstream behind of those who go in the meantime', async () => {
    const [stays, goes] = [await watch(gateway, room, ann), await watch(gateway, room, ben, { query: FRIENDS })];
    await admitted(2);
    expect(room.watchers).toBe(2);
    gateway.reload(renamed());
    goes.leave();
    room.say('one', ann);
    expect(texts(await stays.take(1))).toEqual(['one']);
    await until('one upstream to be left', () => room.watchers === 1);
    // Somebody comes and goes before those who were there have been taken over.
    gateway.reload(composeSupergraph({}));
    const short = await watch(gateway, room, ben);
    short.leave();
    room.say('two', ann);
    expect(texts(await stays.take(2))).toEqual(['one', 'two']);
    stays.leave();
    await until('the upstream to end', () => room.watchers === 0);
  });

  it('that is none leaves everything as it was', async () => {
    const operation = await watch(gateway, room, ann);
    await admitted(1);
    expect(() => gateway.reload('type Query { nothing: String }')).toThrow();
    room.say('one', ann);
    expect(texts(await operation.take(1))).toEqual(['one']);
    expect(room.upstreams).toBe(1);
  });
});
