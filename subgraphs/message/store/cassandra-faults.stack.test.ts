import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cassandra } from '#platform/cassandra/cassandra.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { type TestKeyspace, testKeyspace } from '#tests/kit/cassandra.ts';
import { CassandraMessageStore, type CassandraStoreOptions } from './cassandra.ts';
import { fold } from './contract/fold.ts';
import { Random } from './contract/random.ts';
import { storedRoom } from './contract/stored-room.ts';
import { appendAll, event, joined, left, message, range, readAll, seqsOf, TestClock } from './contract/subject.ts';
import { FaultySession } from './seeded-schedules/faulty-session.ts';

const HOUR_MS = 3_600_000;

describe('the room log on Cassandra while things fail', () => {
  const [alice, bob] = [randomUUID(), randomUUID()];
  let keyspace: TestKeyspace;
  let session: Cassandra;

  beforeAll(async () => {
    keyspace = await testKeyspace();
    session = keyspace.open();
  });
  afterAll(async () => {
    await session.close();
    await keyspace.drop();
  });

  const open = (options: Partial<CassandraStoreOptions> = {}) =>
    new CassandraMessageStore(session, { clock: systemClock, ...options });
  const faulty = (options: Partial<CassandraStoreOptions> = {}, ...rates: [object?]) => {
    const faultySession = new FaultySession(session, new Random(7), ...rates);
    const store = new CassandraMessageStore(faultySession, { clock: systemClock, ...options });
    return { session: faultySession, store, log: store.log };
  };
  const sealing = (texts: readonly string[]) => texts.some((text) => /SET sealed = true/.test(text));
  const appending = (texts: readonly string[]) => texts.some((text) => /SET head_seq/.test(text));

  it('goes on where a process died between sealing a bucket and opening the next one', async () => {
    const room = randomUUID();
    const buckets = { events: 5 };
    const first = message(alice, 'first');
    const dying = faulty({ buckets, limits: { waitMs: 2_000 } });
    await appendAll(dying.log, room, [first, ...range(2, 5).map((n) => message(alice, `${n}`))]);
    dying.session.diesAfter = sealing;
    const sixth = message(alice, 'sixth');
    await expect(dying.log.append(room, sixth)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(dying.session.isDead).toBe(true);

    // Nobody has opened the next bucket: readers see the end of the sealed one.
    expect(seqsOf(await readAll(open({ buckets }).log, room))).toEqual(range(1, 5));
    const logs = [open({ buckets }).log, open({ buckets }).log];
    const results = await Promise.all(range(1, 12).map((n) => (logs[n % 2] ?? open().log).append(room, sixth)));
    expect(results.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    expect(await open({ buckets }).log.append(room, first)).toMatchObject({ outcome: 'duplicate', seq: 1 });
    expect(seqsOf(await readAll(open({ buckets }).log, room))).toEqual(range(1, 6));
  });

  it('appends nothing to a sealed bucket, even on the head that it was sealed with', async () => {
    const room = randomUUID();
    const unaware = open({ buckets: { events: 100 } }).log;
    await appendAll(unaware, room, [message(alice), message(alice), message(alice)]);
    await appendAll(open({ buckets: { events: 3 } }).log, room, [message(bob)]);
    expect(await unaware.append(room, message(alice))).toMatchObject({ outcome: 'appended', seq: 5 });
    expect(seqsOf(await readAll(unaware, room))).toEqual(range(1, 5));
  });

  it('knows a key for 24 hours, across the borders of buckets', async () => {
    const room = randomUUID();
    const clock = new TestClock();
    const log = open({ clock, buckets: { events: 3, ageMs: HOUR_MS } }).log;
    const old = message(alice, 'old');
    await log.append(room, old);
    for (let hour = 1; hour < 24; hour++) {
      clock.time += HOUR_MS - 1;
      await appendAll(log, room, [message(bob)]);
      expect(await log.append(room, old)).toMatchObject({ outcome: 'duplicate', seq: 1 });
    }
    expect(await open({ clock }).log.append(room, old)).toMatchObject({ outcome: 'duplicate', seq: 1 });
    expect(await open({ clock }).isSent(room, alice, old.clientKey)).toBe(true);
    expect(seqsOf(await readAll(log, room))).toEqual(range(1, 24));
  });

  it('seals a bucket by its bytes, and reads on both ways over many', async () => {
    const room = randomUUID();
    const log = open({ buckets: { bytes: 4_000 } }).log;
    await appendAll(
      log,
      room,
      range(1, 20).map(() => message(alice, 'x'.repeat(1_500))),
    );
    const buckets = await session.read<{ bucket: number }>('SELECT bucket FROM room_buckets WHERE room_id = ?', [room]);
    expect(buckets.length).toBeGreaterThanOrEqual(7);
    for (const seq of [1, 3, 4, 10, 19]) {
      expect(seqsOf((await log.read(room, { after: seq, limit: 7 })).events)).toEqual(
        range(seq + 1, Math.min(20, seq + 7)),
      );
      expect(seqsOf((await log.read(room, { before: seq, limit: 7 })).events)).toEqual(
        range(Math.max(1, seq - 7), seq - 1),
      );
      expect(seqsOf((await log.read(room, { around: seq, limit: 3 })).events)).toEqual(
        range(Math.max(1, seq - 1), seq + 1),
      );
    }
  });

  it('appends once although every answer is lost at first', async () => {
    const room = randomUUID();
    const { log, session: lossy } = faulty({}, { lostAnswer: 60 });
    const results = await Promise.all(range(1, 40).map((n) => log.append(room, message(alice, `${n}`))));
    expect(results.map((result) => 'seq' in result && [result.seq, result.outcome])).toEqual(
      range(1, 40).map((seq) => [seq, 'appended']),
    );
    expect(lossy.faults).toBeGreaterThan(0);
    expect(seqsOf(await readAll(log, room))).toEqual(range(1, 40));
  });

  it('brings the state up to the log after a process died in between', async () => {
    const room = randomUUID();
    const dying = faulty({ limits: { waitMs: 2_000 } });
    await appendAll(dying.log, room, [joined(alice), message(alice, 'kept'), message(bob, 'deleted')]);
    dying.session.diesAfter = appending;
    const last = [event(bob, { type: 'message.deleted', messageSeq: 3 }), left(alice), message(bob, 'last')];
    const results = await Promise.allSettled(last.map((each) => dying.log.append(room, each)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);

    const store = open();
    const appended = (await store.log.heads([room])).get(room)?.seq ?? 0;
    expect(appended).toBeGreaterThan(3);
    const events = await readAll(store.log, room);
    expect(await storedRoom(store, room, events, [alice, bob])).toEqual(fold(events));
    expect(events[2]).toMatchObject({ body: { body: null } });
    for (const each of last) await store.log.append(room, each);
    expect(await store.log.append(room, last[0] ?? message(bob))).toMatchObject({ outcome: 'duplicate', seq: 4 });
    expect(await readAll(store.log, room)).toHaveLength(6);
  });

  it('announces each event under the trace of its request, though two processes append in turns', async () => {
    const room = randomUUID();
    const stores = [open(), open()];
    const traceOf = (seq: number) => `00-${`${seq}`.padStart(32, '0')}-0000000000000001-01`;
    for (const seq of range(1, 6)) {
      const traced = message(alice, `${seq}`, { topic: 'room.message', traceparent: traceOf(seq) });
      await stores[seq % 2]?.log.append(room, traced);
    }
    for (const { outbox } of stores) {
      const records = (await outbox.pending(1_000)).filter(({ key }) => key === room);
      const traces = records.map(({ payload, traceparent }) => [payload['seq'], traceparent]);
      expect(traces).toEqual(range(1, 6).map((seq) => [seq, traceOf(seq)]));
    }
  });

  it('announces what a dead process has left', async () => {
    const room = randomUUID();
    const clock = new TestClock(Date.now());
    const topic = 'room.message' as const;
    const dying = faulty({ clock, limits: { waitMs: 2_000 } });
    await dying.log.append(room, message(alice, 'told by nobody', { topic }));
    dying.session.diesAfter = appending;
    await dying.log.append(room, message(alice, 'not even answered', { topic })).catch(() => undefined);

    const other = open({ clock });
    const announced = async () => {
      const records = (await other.outbox.pending(1_000)).filter(({ key }) => key === room);
      return records.map(({ id, payload }) => ({ id, seq: payload['seq'] }));
    };
    expect(await announced()).toEqual([]);
    clock.time += 60_000;
    const found = await announced();
    expect(found.map(({ seq }) => seq)).toEqual([1, 2]);
    await other.outbox.remove(found.map(({ id }) => id));
    expect(await announced()).toEqual([]);
    clock.time += 60_000;
    const third = open({ clock });
    expect((await third.outbox.pending(1_000)).filter(({ key }) => key === room)).toEqual([]);
  });
});
