import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '#platform/identity/identity.ts';
import { encodeId } from '#platform/ids/ids.ts';
import { CHAT_SDL } from '#tests/kit/gateway/schemas.ts';
import { composeSupergraph, TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import type { TestRoom } from '#tests/kit/gateway/test-room.ts';
import { BODIES, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';

const [ann, ben, cat] = [randomUUID(), randomUUID(), randomUUID()] as const;
const ROOMS = 3;
let gateway: TestGateway;
let rooms: TestRoom[];
/** On whose behalf people were read, as audiences of which rooms. */
let audiences: Set<string | null>;

beforeEach(async () => {
  gateway = await TestGateway.start();
  rooms = Array.from({ length: ROOMS }, () => gateway.room(ann, ben, cat));
});
afterEach(() => gateway.stop());

/** Ann watches all rooms; what is read from then on counts. */
async function watchAll(query = BODIES) {
  const operations = await Promise.all(rooms.map((room) => watch(gateway, room, ann, { query })));
  await until('her to be admitted', () => rooms.every(({ replays }) => replays > 0));
  audiences = new Set();
  gateway.controls.beforePeople = (identity: Identity) => {
    if (identity.kind === 'audience') audiences.add(identity.roomId);
  };
  gateway.controls.peopleReads = 0;
  gateway.controls.peopleRequests = 0;
  return async () => (await Promise.all(operations.map((operation) => operation.take(1)))).map(([result]) => result);
}

const name = (userId: string) => `Name of ${encodeId('user', userId)}`;

describe('events of several rooms at the same time', () => {
  it('are executed together, for the members of any room', async () => {
    const results = await watchAll();
    for (const [index, room] of rooms.entries()) room.say(`in ${index}`, index === 0 ? ben : cat);
    for (const [index, result] of (await results()).entries()) {
      const author = { displayName: name(index === 0 ? ben : cat) };
      expect(result).toEqual({
        data: {
          item: {
            at: rooms[index]?.cursor(1),
            what: { kind: 'MessageSent', message: { text: `in ${index}`, author } },
          },
        },
      });
    }
    expect(gateway.controls.peopleRequests).toBe(1);
    expect(gateway.controls.peopleReads).toBe(2);
    expect([...audiences]).toEqual([null]);
  });

  it('are executed for each room by itself when something is fetched that may depend on it', async () => {
    const results = await watchAll(BODIES.replace('displayName', 'displayName badge { label }'));
    for (const room of rooms) room.say('hello', ben);
    for (const result of await results()) {
      const author = { displayName: name(ben), badge: { label: `Label of badge-${encodeId('user', ben)}` } };
      expect(result).toMatchObject({ data: { item: { what: { message: { author } } } } });
    }
    expect(gateway.controls.peopleRequests).toBe(ROOMS);
    expect(audiences).toEqual(new Set(rooms.map(({ id }) => id)));
  });

  it('each have their own errors, at their own places', async () => {
    const results = await watchAll();
    gateway.controls.beforePeople = () => {
      throw new Error('secret: at /srv/people.ts:12');
    };
    rooms[0]?.type(ben);
    rooms[1]?.say('one', ben);
    rooms[2]?.append({ __typename: 'MessageSent', message: { id: 'm', body: 'two', senderId: null } });
    const [typing, broken, whole] = await results();
    expect(typing).toEqual({ data: { item: { at: null, what: { kind: 'TypingChanged', isTyping: true } } } });
    expect(broken).toEqual({
      data: {
        item: { at: rooms[1]?.cursor(1), what: { kind: 'MessageSent', message: { text: 'one', author: null } } },
      },
      errors: [expect.objectContaining({ path: ['item', 'what', 'message', 'author'] })],
    });
    expect(whole).not.toHaveProperty('errors');
  });

  it('do not take each other along when one cannot be shown', async () => {
    gateway.reload(composeSupergraph({ chat: CHAT_SDL.replace('event: RoomEvent', 'event: RoomEvent!') }));
    const results = await watchAll(BODIES.replace('text: body', 'text: body mentions { displayName }'));
    const message = { id: 'm', body: 'to nobody', senderId: null, mentionIds: ['u404'] };
    rooms[0]?.append({ __typename: 'MessageSent', message });
    for (const room of rooms.slice(1)) room.say('hello', ben);
    const [hopeless, ...others] = await results();
    expect(hopeless).toMatchObject({ data: null });
    for (const result of others) expect(texts(result ? [result] : [])).toEqual(['hello']);
  });

  it('that the selection of each depends on are executed by the values of their variables', async () => {
    const query = BODIES.replace('$room: ID!', '$room: ID!, $named: Boolean!').replace(
      'author: sender',
      'author: sender @include(if: $named)',
    );
    const socket = await gateway.connect(ann);
    const operations = rooms.map((room, index) => socket.subscribe(query, { room: room.publicId, named: index > 0 }));
    await until('her to be admitted', () => rooms.every(({ replays }) => replays > 0));
    for (const room of rooms) room.say('hello', ben);
    for (const [index, operation] of operations.entries()) {
      const shown = { text: 'hello', ...(index > 0 && { author: { displayName: name(ben) } }) };
      const [result] = await operation.take(1);
      expect(result?.data).toHaveProperty('item.what.message', shown);
    }
  });
});
