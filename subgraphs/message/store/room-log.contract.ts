import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { readingContract } from './contract/reading.contract.ts';
import {
  appendAll,
  event,
  joined,
  left,
  message,
  type OpenStore,
  range,
  readAll,
  seqsOf,
  TestClock,
} from './contract/subject.ts';
import { EpochMoved, type NewRoomEvent, type RoomLog } from './room-log.ts';

/** What every {@link RoomLog} does. Call it in a `describe`. */
export function roomLogContract(open: OpenStore): void {
  const [alice, bob, carol] = [randomUUID(), randomUUID(), randomUUID()];
  let clock: TestClock;
  let log: RoomLog;
  let room: string;

  beforeEach(() => {
    clock = new TestClock();
    log = open({ clock }).log;
    room = randomUUID();
  });

  const epochOf = async () => (await log.heads([room])).get(room)?.accessEpoch;
  const appendTogether = (events: readonly NewRoomEvent[]) =>
    Promise.allSettled(events.map((each) => log.append(room, each)));
  /** Keeps the log busy, so that what is appended meanwhile is committed as one group. */
  const asOneGroup = async (events: readonly NewRoomEvent[]) => {
    const [, ...results] = await appendTogether([event(alice, { type: 'room.created' }), ...events]);
    return results.map((result) => (result.status === 'fulfilled' ? result.value.outcome : result.reason));
  };

  describe('places', () => {
    it('counts from 1 without a hole, in each room by itself', async () => {
      const other = randomUUID();
      expect(await appendAll(log, room, [message(alice), message(bob), message(alice)])).toEqual([1, 2, 3]);
      expect(await appendAll(log, other, [message(alice)])).toEqual([1]);
      expect(seqsOf(await readAll(log, room))).toEqual([1, 2, 3]);
    });

    it('keeps the order in which events of one process were given', async () => {
      const bodies = range(1, 200).map((n) => `message ${n}`);
      const results = await Promise.all(bodies.map((body) => log.append(room, message(alice, body))));
      expect(results.map((result) => result.outcome !== 'superseded' && result.seq)).toEqual(range(1, 200));
      const events = await readAll(log, room);
      expect(events.map(({ body }) => 'body' in body && body.body)).toEqual(bodies);
    });

    it('gives places to several processes at once', async () => {
      const logs = [log, open({ clock }).log, open({ clock: new TestClock(clock.time - 5_000) }).log];
      const events = range(1, 90).map((n) => message(alice, `${n}`));
      const results = await Promise.all(events.map((each, n) => (logs[n % 3] ?? log).append(room, each)));
      const places = results.map((result) => (result.outcome === 'appended' ? result.seq : 0));
      expect(places.toSorted((a, b) => a - b)).toEqual(range(1, 90));
      const inLog = await readAll(log, room);
      events.forEach((each, n) => {
        expect(inLog[(places[n] ?? 0) - 1]?.clientKey).toBe(each.clientKey);
      });
      expectRisingIds(inLog);
    });

    it('makes IDs from the clock, and rising ones when the clock steps back', async () => {
      await log.append(room, message(alice));
      clock.time -= 3_600_000;
      await log.append(room, message(alice));
      clock.time += 7_200_000;
      await log.append(room, message(alice));
      const events = await readAll(log, room);
      expectRisingIds(events);
      const start = clock.time - 3_600_000;
      expect(events.map(({ createdAt }) => createdAt)).toEqual([start, start, clock.time]);
      expect(events[0]?.id).toBe((start - Date.UTC(2024, 0, 1)) * 4096);
      expect((await log.heads([room])).get(room)).toEqual({ seq: 3, id: events[2]?.id, accessEpoch: 0 });
    });

    it('keeps every field of every type', async () => {
      const bodies: NewRoomEvent['body'][] = [
        { type: 'room.created' },
        { type: 'member.joined', userId: bob, role: 'OWNER', version: 1 },
        { type: 'message.sent', body: 'hello', contentType: 'text/markdown' },
        { type: 'message.edited', messageSeq: 3, body: 'hallo' },
        { type: 'reaction.added', messageSeq: 3, emoji: '👩‍👩‍👧' },
        { type: 'reaction.removed', messageSeq: 3, emoji: '👩‍👩‍👧' },
        { type: 'member.role_changed', userId: bob, role: 'MODERATOR', version: 2 },
        { type: 'member.left', userId: bob, version: 3 },
        { type: 'access.changed' },
        { type: 'message.sent', body: null, contentType: 'application/octet-stream' },
        { type: 'message.deleted', messageSeq: 10 },
      ];
      const events = bodies.map((body) => event(alice, body));
      await appendAll(log, room, events);
      expect(await readAll(log, room)).toMatchObject(
        events.map(({ actorId, clientKey, body }, n) => ({ roomId: room, seq: n + 1, actorId, clientKey, body })),
      );
    });
  });

  describe('keys', () => {
    it('answers a key that is in the log with its first place, in any process', async () => {
      const first = message(alice, 'once');
      const [, result] = [await log.append(room, message(bob)), await log.append(room, first)];
      const again = { ...first, body: { type: 'message.sent', body: 'twice', contentType: 'text/plain' } } as const;
      expect(await log.append(room, again)).toEqual({ ...result, outcome: 'duplicate' });
      expect(await open({ clock }).log.append(room, first)).toEqual({ ...result, outcome: 'duplicate' });
      expect(await readAll(log, room)).toMatchObject([{}, { body: { body: 'once' } }]);
    });

    it('appends once what comes twice at the same time', async () => {
      const once = message(alice);
      const logs = [log, open({ clock }).log];
      const results = await Promise.all(range(0, 9).map((n) => (logs[n % 2] ?? log).append(room, once)));
      expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
      expect(new Set(results.map((result) => 'seq' in result && result.seq))).toEqual(new Set([1]));
      expect(await readAll(log, room)).toHaveLength(1);
    });

    it('belongs to an actor and a room', async () => {
      const options = { clientKey: 'the same' };
      await appendAll(log, room, [message(alice, 'a', options), message(bob, 'b', options)]);
      expect(await log.append(randomUUID(), message(alice, 'c', options))).toMatchObject({ outcome: 'appended' });
    });

    it('holds for what the system appends, too', async () => {
      const change = joined(bob);
      await appendAll(log, room, [change, left(bob, 2)]);
      expect(await log.append(room, change)).toMatchObject({ outcome: 'duplicate', seq: 1 });
    });
  });

  describe('epochs', () => {
    it('is raised by what may take a right away, and by nothing else', async () => {
      const steps: [NewRoomEvent, number][] = [
        [event(alice, { type: 'room.created' }), 0],
        [joined(alice, 1), 0],
        [message(alice), 0],
        [event(alice, { type: 'member.role_changed', userId: alice, role: 'MODERATOR', version: 2 }), 1],
        [left(alice, 3), 2],
        [joined(alice, 4), 2],
        [event(bob, { type: 'access.changed' }), 3],
      ];
      for (const [step, epoch] of steps) {
        await log.append(room, step);
        expect([step.body.type, await epochOf()]).toEqual([step.body.type, epoch]);
      }
    });

    it('refuses what was allowed at another one, and appends nothing', async () => {
      await appendAll(log, room, [joined(bob), left(bob)]);
      const late = message(bob, 'too late', { allowedAtEpoch: 0 });
      await expect(log.append(room, late)).rejects.toThrow(EpochMoved);
      await expect(log.append(room, late)).rejects.toMatchObject({ currentEpoch: 1 });
      expect(await log.append(room, { ...late, allowedAtEpoch: 1 })).toMatchObject({ outcome: 'appended', seq: 3 });
    });

    it('gives the first place to a key that is in the log, whatever the epoch', async () => {
      const early = message(bob, 'in time', { allowedAtEpoch: 0 });
      await appendAll(log, room, [early, left(bob)]);
      expect(await log.append(room, early)).toMatchObject({ outcome: 'duplicate', seq: 1 });
    });

    it('moves within a group, and refuses only what stands behind', async () => {
      const group = [
        message(bob, 'before', { allowedAtEpoch: 0 }),
        left(bob),
        message(bob, 'behind', { allowedAtEpoch: 0 }),
        message(carol, 'also behind', { allowedAtEpoch: 0 }),
        message(carol, 'checked again', { allowedAtEpoch: 1 }),
      ];
      const outcomes = await asOneGroup(group);
      expect(outcomes).toEqual(['appended', 'appended', expect.any(EpochMoved), expect.any(EpochMoved), 'appended']);
      expect((await readAll(log, room)).map(({ clientKey }) => clientKey).slice(1)).toEqual(
        [group[0], group[1], group[4]].map((each) => each?.clientKey),
      );
    });
  });

  describe('membership changes', () => {
    it('drops what is older than the known one, or as old', async () => {
      await appendAll(log, room, [joined(bob, 1), joined(bob, 5)]);
      expect(await log.append(room, left(bob, 4))).toEqual({ outcome: 'superseded' });
      expect(await log.append(room, left(bob, 5))).toEqual({ outcome: 'superseded' });
      expect(await log.append(room, left(carol, 4))).toMatchObject({ outcome: 'appended', seq: 3 });
    });

    it('drops it within a group', async () => {
      expect(await asOneGroup([joined(bob, 3), left(bob, 2), message(carol), left(bob, 4), joined(bob, 1)])).toEqual([
        'appended',
        'superseded',
        'appended',
        'appended',
        'superseded',
      ]);
      expect(seqsOf(await readAll(log, room))).toEqual(range(1, 4));
    });

    it('raises the epoch when a joining has overtaken the departure before it', async () => {
      await appendAll(log, room, [joined(bob, 1), joined(bob, 3)]);
      expect(await epochOf()).toBe(1);
    });
  });

  readingContract(open);
}

function expectRisingIds(events: readonly { id: number }[]): void {
  const ids = events.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
}
