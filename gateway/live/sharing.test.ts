import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import type { TestRoom } from '#tests/kit/gateway/test-room.ts';
import { BODIES, FRIENDS, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';

const [ann, ben, cat] = [randomUUID(), randomUUID(), randomUUID()] as const;
let gateway: TestGateway;
let room: TestRoom;

beforeEach(async () => {
  gateway = await TestGateway.start();
  room = gateway.room(ann, ben, cat);
});
afterEach(() => gateway.stop());

const admitted = (count: number) => until(`${count} viewers to be admitted`, () => room.replays >= count);

describe('a shared stream', () => {
  it('has one upstream, and one execution of each event, for all viewers', async () => {
    const operations = await Promise.all([ann, ben, cat].map((person) => watch(gateway, room, person)));
    await admitted(3);
    gateway.controls.peopleReads = 0;
    for (const [index, body] of ['one', 'two', 'three'].entries()) {
      room.say(body, ann);
      await until('all to have it', () => operations.every(({ results }) => results.length > index));
    }
    for (const operation of operations) {
      expect(texts(operation.results)).toEqual(['one', 'two', 'three']);
      const author = { displayName: `Name of ${encodeId('user', ann)}` };
      expect(operation.results[0]).toEqual({
        data: { item: { at: room.cursor(1), what: { kind: 'MessageSent', message: { text: 'one', author } } } },
      });
    }
    expect(room.upstreams).toBe(1);
    expect(gateway.controls.peopleReads).toBe(3);
  });

  it('is the same for operations that differ in spelling and place only', async () => {
    await watch(gateway, room, ann);
    room.say('one', ann);
    const socket = await gateway.connect(ben);
    const respelt = BODIES.replace('subscription Bodies', '# written by hand\nsubscription Other').replace(
      /\n\s*/g,
      ' \n',
    );
    const literal = BODIES.replace(', $after: String', '').replace('$after', JSON.stringify(room.cursor(0)));
    const operations = [respelt, literal].map((query) => socket.subscribe(query, { room: room.publicId }));
    await operations[1]?.take(1);
    await admitted(3);
    room.say('two', ann);
    expect(texts((await operations[1]?.take(2)) ?? [])).toEqual(['one', 'two']);
    expect(texts((await operations[0]?.take(1)) ?? [])).toEqual(['two']);
    expect(room.upstreams).toBe(1);
  });

  it('is another one for other variables or another selection', async () => {
    const socket = await gateway.connect(ann);
    const query =
      'subscription($room: ID!, $x: Boolean!) { roomEvents(roomId: $room) { cursor event @include(if: $x) { __typename } } }';
    const [shown, skipped] = [true, false].map((x) => socket.subscribe(query, { room: room.publicId, x }));
    await admitted(2);
    room.say('one', ann);
    expect((await shown?.take(1))?.[0]?.data).toEqual({
      roomEvents: { cursor: room.cursor(1), event: { __typename: 'MessageSent' } },
    });
    expect((await skipped?.take(1))?.[0]?.data).toEqual({ roomEvents: { cursor: room.cursor(1) } });
    expect(room.upstreams).toBe(2);
  });

  it('keeps the order of events whose executions end in another', async () => {
    const operation = await watch(gateway, room, ann);
    await admitted(1);
    const gates: (() => void)[] = [];
    gateway.controls.beforePeople = () => new Promise((resolve) => gates.push(resolve));
    for (const [index, body] of ['one', 'two', 'three'].entries()) {
      room.say(body, ann);
      await until('its execution to wait', () => gates.length > index);
    }
    for (const open of gates.reverse()) open();
    expect(texts(await operation.take(3))).toEqual(['one', 'two', 'three']);
  });

  it('fetches together what events at the same time need, and each person once', async () => {
    const operation = await watch(gateway, room, ann);
    await admitted(1);
    gateway.controls.peopleReads = 0;
    gateway.controls.peopleRequests = 0;
    const speakers = [ann, ben, cat, ann, ben, ann];
    for (const speaker of speakers) room.say('hello', speaker);
    const results = await operation.take(speakers.length);
    expect(results.map(({ data }) => (data as { item: { what: { message: unknown } } }).item.what.message)).toEqual(
      speakers.map((speaker) => ({ text: 'hello', author: { displayName: `Name of ${encodeId('user', speaker)}` } })),
    );
    expect(gateway.controls.peopleReads).toBe(3);
    expect(gateway.controls.peopleRequests).toBe(1);
  });

  it('ends when nobody watches any more, and begins again', async () => {
    const [first, second] = [await watch(gateway, room, ann), await watch(gateway, room, ben)];
    await admitted(2);
    first.leave();
    second.leave();
    await until('the upstream to end', () => room.watchers === 0);
    const third = await watch(gateway, room, ann);
    await admitted(3);
    room.say('one', ben);
    expect(texts(await third.take(1))).toEqual(['one']);
    expect(first.results).toEqual([]);
  });
});

describe('a field that depends on who asks', () => {
  it('is executed for each viewer, on one upstream', async () => {
    const people = [ann, ben];
    const operations = await Promise.all(people.map((person) => watch(gateway, room, person, { query: FRIENDS })));
    await admitted(2);
    gateway.controls.peopleReads = 0;
    for (const body of ['one', 'two']) room.say(body, ann);
    for (const [index, operation] of operations.entries()) {
      const results = await operation.take(2);
      expect(texts(results)).toEqual(['one', 'two']);
      expect(results[1]).toMatchObject({
        data: { item: { what: { message: { author: { isFriend: index === 1 } } } } },
      });
    }
    expect(room.upstreams).toBe(1);
    expect(gateway.controls.peopleReads).toBe(4);
  });

  it('gives each viewer an upstream when the upstream itself would have to know', async () => {
    const query = BODIES.replace('text: body', 'text: body isMine');
    const operations = [];
    for (const person of [ann, ben])
      operations.push(await watch(gateway, room, person, { query, after: room.cursor(0) }));
    await until('both upstreams', () => room.upstreams === 2);
    room.say('one', ann);
    for (const [index, operation] of operations.entries()) {
      expect((await operation.take(1))[0]).toMatchObject({
        data: { item: { what: { message: { isMine: index === 0 } } } },
      });
    }
  });

  it('fails when its mark was forgotten, and shows nobody somebody else’s data', async () => {
    const query = BODIES.replace('text: body', 'text: body forgottenMark');
    const operations = await Promise.all([ann, ben].map((person) => watch(gateway, room, person, { query })));
    await admitted(2);
    room.say('one', ann);
    for (const operation of operations) {
      const [result] = await operation.take(1);
      expect(result).toMatchObject({ data: { item: { what: { message: { text: 'one', forgottenMark: null } } } } });
      expect(result?.errors).toMatchObject([
        { path: ['item', 'what', 'message', 'forgottenMark'], extensions: { code: 'FORBIDDEN' } },
      ]);
      expect(JSON.stringify(result)).not.toContain('only for');
    }
  });
});
