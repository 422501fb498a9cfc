import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeId } from '#platform/ids/ids.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import type { TestRoom } from '#tests/kit/gateway/test-room.ts';
import { BODIES, cursors, FRIENDS, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';

const [plain, blocker, kicked, speaker] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
let gateway: TestGateway;
let room: TestRoom;

beforeEach(async () => {
  gateway = await TestGateway.start();
  room = gateway.room(plain, blocker, kicked, speaker);
});
afterEach(() => gateway.stop());

const admitted = (count: number) => until(`${count} viewers to be admitted`, () => room.replays >= count);
const kick = () => {
  const user = { id: encodeId('user', kicked) };
  return room.append({ __typename: 'MemberLeft', user }, { actorId: plain, revoked: [kicked] });
};

describe.each([
  ['shared', BODIES],
  ['executed per viewer', FRIENDS],
])('three viewers, one of them kicked in the middle of a burst (%s)', (_how, query) => {
  it('each see what they may, to the end', async () => {
    room.hidden.set(blocker, new Set([speaker]));
    gateway.controls.beforePeople = () => sleep(500 * Math.random());
    const operations = await Promise.all(
      [plain, blocker, kicked].map((person) => watch(gateway, room, person, { query })),
    );
    await admitted(3);
    gateway.controls.peopleReads = 0;
    const before = ['1', '2', '3'];
    const after = ['5', '6', '7'];
    for (const body of before) room.say(body, speaker);
    kick();
    for (const body of after) room.say(body, speaker);
    const [seenByPlain, seenByBlocker, seenByKicked] = operations;
    expect(texts((await seenByPlain?.take(7)) ?? [])).toEqual([...before, 'MemberLeft', ...after]);
    expect(texts((await seenByBlocker?.take(7)) ?? [])).toEqual([null, null, null, 'MemberLeft', null, null, null]);
    expect(await seenByKicked?.ended()).toBe('complete');
    expect(texts(seenByKicked?.results ?? [])).toEqual([...before, 'MemberLeft', 'AccessRevoked']);
    for (const operation of [seenByPlain, seenByBlocker]) {
      expect(cursors(operation?.results ?? [])).toEqual([1, 2, 3, 4, 5, 6, 7].map((seq) => room.cursor(seq)));
    }
    // At most one read for each message, or one for each message and each viewer that sees it.
    if (query === BODIES) expect(gateway.controls.peopleReads).toBeLessThanOrEqual(6);
    else expect(gateway.controls.peopleReads).toBe(9);
  });
});

describe('a viewer that has lost access', () => {
  it('is told when it tries to catch up', async () => {
    const operation = await watch(gateway, room, kicked);
    await admitted(1);
    room.members.delete(kicked);
    // A hole, so that the viewer has to ask.
    room.append(null, { unannounced: true });
    room.say('secret', speaker);
    expect(await operation.ended()).toBe('complete');
    expect(texts(operation.results)).toEqual(['AccessRevoked']);
  });

  it('is asked about when notices may have been lost', async () => {
    const operation = await watch(gateway, room, kicked);
    const other = await watch(gateway, room, plain);
    await admitted(2);
    room.members.delete(kicked);
    room.tellGap();
    room.say('secret', speaker);
    expect(await operation.ended()).toBe('complete');
    expect(texts(operation.results)).toEqual(['AccessRevoked']);
    expect(texts(await other.take(1))).toEqual(['secret']);
  });

  it('gets nothing of what came while the upstream was broken', async () => {
    const operation = await watch(gateway, room, kicked);
    const other = await watch(gateway, room, plain);
    await admitted(2);
    room.breakUpstreams();
    kick();
    for (let count = 0; count < 1_100; count += 1) room.say('secret', speaker);
    expect(await operation.ended()).toBe('complete');
    expect(texts(operation.results)).toEqual(['AccessRevoked']);
    expect(texts(await other.take(1))).toEqual(['StreamReset']);
  });

  it('is told in the shape that it has asked for', async () => {
    const query = `subscription($room: ID!) {
      live: roomEvents(roomId: $room) { __typename event { ... on AccessRevoked { gone: room { __typename number: id } } } }
    }`;
    const operation = await watch(gateway, room, kicked, { query });
    await admitted(1);
    kick();
    await operation.ended();
    expect(operation.results).toEqual([
      { data: { live: { __typename: 'RoomStreamItem', event: {} } } },
      {
        data: {
          live: { __typename: 'RoomStreamItem', event: { gone: { __typename: 'Room', number: room.publicId } } },
        },
      },
    ]);
  });
});
