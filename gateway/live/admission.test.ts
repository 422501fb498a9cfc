import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FILTERS_CHANGED_CHANNEL } from '#platform/pubsub/pubsub.ts';
import { unavailable } from '#tests/kit/gateway/faults.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import type { TestRoom } from '#tests/kit/gateway/test-room.ts';
import { BODIES, cursors, FRIENDS, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';
import { DEFAULT_GATEWAY_CONFIG } from '../config.ts';

const [ann, ben, cat] = [randomUUID(), randomUUID(), randomUUID()] as const;
const ADMISSIONS = { atOnce: 3, waiting: 12, deadlineMs: 5_000 };
let gateway: TestGateway;
let room: TestRoom;

beforeEach(async () => {
  gateway = await TestGateway.start({
    config: {
      live: {
        ...DEFAULT_GATEWAY_CONFIG.live,
        eventsInFlight: 8,
        waitingResults: 20,
        beginMs: 500,
        retryMs: 50,
        admissions: ADMISSIONS,
      },
    },
  });
  room = gateway.room(ann, ben, cat);
});
afterEach(() => gateway.stop());

const admitted = (count: number) => until(`${count} viewers to be admitted`, () => room.replays >= count);
const manyMembers = (count: number) => {
  const people = Array.from({ length: count }, () => randomUUID());
  for (const person of people) room.members.add(person);
  return people;
};
const say = (...bodies: string[]) => bodies.map((body) => room.say(body, ann));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));
/** Every cursor once, in order: no hole, no double. */
const expectChain = (found: (string | null)[], from: number) =>
  expect(found.filter((cursor) => cursor !== null)).toEqual(
    found.filter((cursor) => cursor !== null).map((_, index) => room.cursor(from + index)),
  );

describe('whoever begins to watch', () => {
  it('gets what came after the cursor, and then what comes', async () => {
    say(...upTo(5));
    const operation = await watch(gateway, room, ben, { after: room.cursor(2) });
    expect(texts(await operation.take(3))).toEqual(['3', '4', '5']);
    say('6');
    expect(texts(await operation.take(4))).toEqual(['3', '4', '5', '6']);
    expectChain(cursors(operation.results), 3);
  });

  it('begins now without a cursor', async () => {
    say('old');
    const operation = await watch(gateway, room, ben);
    await admitted(1);
    say('new');
    expect(texts(await operation.take(1))).toEqual(['new']);
  });

  it('misses nothing of what happens just then', async () => {
    say(...upTo(3));
    let moment = 0;
    room.beforeReplay = () => {
      moment += 1;
      if (moment === 1) say('4', '5');
    };
    const operation = await watch(gateway, room, ben, { after: room.cursor(0) });
    await operation.take(5);
    say('6');
    expect(texts(await operation.take(6))).toEqual(upTo(6));
  });

  it.each([21, 30])('catches up again when %i events come meanwhile and 20 can wait', async (count) => {
    let asked = 0;
    room.afterReplay = async () => {
      asked += 1;
      if (asked > 2) return;
      const read = gateway.controls.peopleReads;
      // Each by somebody else, so that each is a read of its own.
      for (let index = 0; index < count; index += 1) room.say(`${asked}.${index}`, randomUUID());
      await until('the stream to have them all', () => gateway.controls.peopleReads === read + count);
      await sleep(50);
    };
    const operation = await watch(gateway, room, ben, { after: room.cursor(0) });
    const results = await operation.take(2 * count);
    expect(results).toHaveLength(2 * count);
    expectChain(cursors(results), 1);
    expect(asked).toBe(3);
  });

  it('is told to start anew when too much was missed', async () => {
    for (let count = 0; count < 1_001; count += 1) room.say(`${count}`);
    const operation = await watch(gateway, room, ben, { after: room.cursor(0) });
    expect(texts(await operation.take(1))).toEqual(['StreamReset']);
    say('next');
    expect(texts(await operation.take(2))).toEqual(['StreamReset', 'next']);
  });

  it('is refused when it may not, or asks for nonsense', async () => {
    const stranger = randomUUID();
    expect(await (await watch(gateway, room, stranger)).ended()).toEqual(['NOT_FOUND']);
    const socket = await gateway.connect(ann);
    const ending = (variables: object) => socket.subscribe(BODIES, variables).ended();
    expect(await ending({ room: 'r_nonsense' })).toEqual(['BAD_USER_INPUT']);
    expect(await ending({ room: room.publicId, after: 'nonsense' })).toEqual(['BAD_USER_INPUT']);
    expect(await ending({ room: room.publicId, after: gateway.room(ann).cursor(0) })).toEqual(['BAD_USER_INPUT']);
    expect(await ending({})).toEqual(['BAD_USER_INPUT']);
    const nobody = await gateway.connect(null);
    expect(await nobody.subscribe(BODIES, { room: room.publicId }).ended()).toEqual(['UNAUTHENTICATED']);
    await until('all upstreams to end', () => room.watchers === 0);
  });

  it('is told when the service does not answer', async () => {
    room.beforeReplay = unavailable;
    expect(await (await watch(gateway, room, ann)).ended()).toEqual(['SERVICE_UNAVAILABLE']);
  });

  it('waits for its turn when many begin at once, and when all must ask anew', async () => {
    let underWay = 0;
    let most = 0;
    room.beforeReplay = () => {
      underWay += 1;
      most = Math.max(most, underWay);
    };
    room.afterReplay = async () => {
      await sleep(1);
      underWay -= 1;
    };
    const people = manyMembers(12);
    const operations = await Promise.all(people.map((person) => watch(gateway, room, person)));
    await admitted(12);
    say('1');
    for (const operation of operations) await operation.take(1);
    await gateway.pubsub.publish(FILTERS_CHANGED_CHANNEL, { userIds: people });
    await admitted(24);
    say('2');
    for (const operation of operations) expect(texts(await operation.take(2))).toEqual(['1', '2']);
    expect(most).toBe(ADMISSIONS.atOnce);
  });

  it('is told to come back when too many wait already, who then have their turn', async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    room.beforeReplay = () => opened;
    const people = manyMembers(ADMISSIONS.atOnce + ADMISSIONS.waiting);
    const operations = await Promise.all(people.map((person) => watch(gateway, room, person)));
    const waiting = () => gateway.metrics.text().then(({ body }) => /live_admissions_waiting (\d+)/.exec(body)?.[1]);
    await until('the queue to be full', async () => (await waiting()) === `${ADMISSIONS.waiting}`);
    expect(await (await watch(gateway, room, ben)).ended()).toEqual(['SERVICE_UNAVAILABLE']);
    open();
    await admitted(people.length);
    say('1');
    for (const operation of operations) expect(texts(await operation.take(1))).toEqual(['1']);
  });

  it('gets nothing for an ID that it has given up meanwhile', async () => {
    say('old');
    let open: (() => void) | undefined;
    room.beforeReplay = () =>
      new Promise<void>((resolve) => {
        open = resolve;
      });
    const socket = await gateway.connect(ben);
    const variables = { room: room.publicId, after: room.cursor(0) };
    const first = socket.subscribe(BODIES, variables, 'same');
    await until('the replay to wait', () => open);
    first.leave();
    await socket.raw.isAlive();
    open?.();
    const second = socket.subscribe('subscription { ticks(count: 2) }', {}, 'same');
    expect(await second.ended()).toBe('complete');
    expect(second.results.map(({ data }) => data)).toEqual([{ ticks: 1 }, { ticks: 2 }]);
  });
});

describe('a break in the chain', () => {
  it('is filled for each viewer, without a reconnect', async () => {
    const operations = [await watch(gateway, room, ben), await watch(gateway, room, cat, { query: FRIENDS })];
    await admitted(2);
    say('1');
    room.append(room.say('2', ann).event, { actorId: ann, unannounced: true });
    room.log.pop();
    for (const body of ['3', '4']) {
      room.append({ __typename: 'MessageSent', message: { id: body, body } }, { actorId: ann, unannounced: true });
    }
    say('5');
    for (const operation of operations) {
      expect(texts(await operation.take(5))).toEqual(upTo(5));
      expectChain(cursors(operation.results), 1);
      expect(operation.ending).toBeUndefined();
    }
  });

  it('is filled when the upstream breaks', async () => {
    const operations = [await watch(gateway, room, ben), await watch(gateway, room, cat)];
    await admitted(2);
    say('1', '2');
    await operations[0]?.take(2);
    room.breakUpstreams();
    say('3', '4');
    await until('a new upstream', () => room.upstreams === 2);
    say('5');
    for (const operation of operations) {
      expect(texts(await operation.take(5))).toEqual(upTo(5));
      expectChain(cursors(operation.results), 1);
    }
  });

  it('is filled when the replay was behind the stream', async () => {
    await watch(gateway, room, cat);
    await admitted(1);
    say('1', '2', '3');
    room.replayLag = 2;
    const operation = await watch(gateway, room, ben, { after: room.cursor(0) });
    expect(texts(await operation.take(1))).toEqual(['1']);
    room.replayLag = 0;
    say('4');
    expect(texts(await operation.take(4))).toEqual(upTo(4));
  });

  it('is filled once when what waits is not the next either', async () => {
    await watch(gateway, room, cat);
    await admitted(1);
    say('1', '2', '3');
    room.replayLag = 2;
    room.afterReplay = async () => {
      room.afterReplay = () => {};
      const read = gateway.controls.peopleReads;
      say('4');
      await until('the stream to have it', () => gateway.controls.peopleReads > read);
      await sleep(50);
      room.replayLag = 0;
    };
    const operation = await watch(gateway, room, ben, { after: room.cursor(0) });
    await operation.take(4);
    say('5');
    expect(texts(await operation.take(5))).toEqual(upTo(5));
    expect(room.replays).toBe(3);
  });

  it('is filled when the replay fails at first', async () => {
    const operation = await watch(gateway, room, ben);
    await admitted(1);
    let failures = 3;
    room.beforeReplay = () => {
      failures -= 1;
      if (failures >= 0) unavailable();
    };
    room.append({ __typename: 'MessageSent', message: { id: '1', body: '1' } }, { unannounced: true });
    say('2');
    expect(texts(await operation.take(2))).toEqual(upTo(2));
  });
});

describe('whose doings a viewer does not see', () => {
  it('are empty places for it, and nothing at all when they have none', async () => {
    room.hidden.set(ben, new Set([ann]));
    room.silent.set(ben, new Set([ann]));
    const [blocker, other] = [await watch(gateway, room, ben), await watch(gateway, room, cat)];
    await admitted(2);
    say('1');
    room.type(ann);
    room.say('2', cat);
    expect(texts(await other.take(3))).toEqual(['1', 'TypingChanged', '2']);
    expect(texts(await blocker.take(2))).toEqual([null, '2']);
    expect(cursors(blocker.results)).toEqual([room.cursor(1), room.cursor(2)]);
    expect(blocker.results[0]).toEqual({ data: { item: { at: room.cursor(1), what: null } } });
  });

  it('change while it is being admitted', async () => {
    room.afterReplay = async () => {
      room.afterReplay = () => {};
      room.hidden.set(ben, new Set([ann]));
      await gateway.pubsub.publish(FILTERS_CHANGED_CHANNEL, { userIds: [ben] });
    };
    say('1');
    const operation = await watch(gateway, room, ben, { after: room.cursor(0) });
    await operation.take(1);
    say('2');
    expect(texts(await operation.take(2))).toEqual([null, null]);
  });

  it('change while it watches', async () => {
    const operation = await watch(gateway, room, ben);
    await admitted(1);
    say('1');
    await operation.take(1);
    room.hidden.set(ben, new Set([ann]));
    await gateway.pubsub.publish(FILTERS_CHANGED_CHANNEL, { userIds: [ben, ann] });
    say('2');
    await operation.take(2);
    room.hidden.delete(ben);
    await gateway.pubsub.publish(FILTERS_CHANGED_CHANNEL, { userIds: [ben, ann] });
    say('3');
    expect(texts(await operation.take(3))).toEqual(['1', null, '3']);
    expectChain(cursors(operation.results), 1);
  });
});
