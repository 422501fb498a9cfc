import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cassandra } from '#platform/cassandra/cassandra.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { LynkError } from '#platform/errors/errors.ts';
import { type TestKeyspace, testKeyspace } from '#tests/kit/cassandra.ts';
import { seedsToRun } from '#tests/kit/seeds.ts';
import { CassandraMessageStore } from '../cassandra.ts';
import { Random } from '../contract/random.ts';
import { message, range, readAll, seqsOf } from '../contract/subject.ts';
import type { AppendResult, NewRoomEvent } from '../room-log.ts';
import { FaultySession } from './faulty-session.ts';

const SEEDS = 2;
const WRITERS = 8;
const MESSAGES_OF_WRITER = 90;
const RATES = { lostRequest: 2, lostAnswer: 4, forgotten: 4 };

interface Process {
  readonly session: FaultySession;
  readonly store: CassandraMessageStore;
}

/**
 * Two processes write to one room whose buckets hold 100 events. Requests and answers are lost, some go on after the
 * writer has given up, old keys come again over the borders, and whoever seals a bucket dies now and then before it opens
 * the next one. Writers ask again with the same key until they are answered.
 */
describe('two processes that write to one room on Cassandra', () => {
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

  /** Appends until there is an answer, through whichever process lives. */
  async function untilAnswered(pick: () => Process, room: string, next: NewRoomEvent): Promise<AppendResult> {
    for (;;) {
      try {
        return await pick().store.log.append(room, next);
      } catch (error) {
        if (!(error instanceof LynkError)) throw error;
      }
    }
  }

  it('leave a log without a hole, a double or a loss', { timeout: 300_000 }, async () => {
    for (const seed of seedsToRun(SEEDS)) {
      const random = new Random(seed);
      const room = randomUUID();
      let deaths = 0;
      const start = (): Process => {
        const faulty = new FaultySession(session, random, RATES);
        faulty.diesAfter = (texts) => {
          const dies = texts.some((text) => /SET sealed = true/.test(text)) && random.chance(60);
          if (dies) deaths += 1;
          return dies;
        };
        const options = { clock: systemClock, buckets: { events: 100 }, limits: { waitMs: 2_000, group: 8 } };
        return { session: faulty, store: new CassandraMessageStore(faulty, options) };
      };
      const processes = [start(), start()];
      const pick = () => {
        const index = random.below(2);
        if (processes[index]?.session.isDead) processes[index] = start();
        return processes[index] as Process;
      };

      const acknowledged: { event: NewRoomEvent; seq: number }[] = [];
      const write = async (writer: number) => {
        const actor = randomUUID();
        for (let n = 1; n <= MESSAGES_OF_WRITER; n++) {
          const next = message(actor, `${writer} ${n}`, { topic: 'room.message' });
          const before = acknowledged.at(-1)?.seq ?? 0;
          const result = await untilAnswered(pick, room, next);
          if (!('seq' in result)) throw new Error('A message is never superseded.');
          // What was acknowledged before this was asked for stands before it.
          if (result.seq <= before) expect.fail(`seed ${seed}: place ${result.seq} was asked for after ${before}`);
          acknowledged.push({ event: next, seq: result.seq });
          const old = random.chance(10) ? random.pick(acknowledged) : null;
          if (!old) continue;
          const again = await untilAnswered(pick, room, old.event);
          expect(again).toMatchObject({ outcome: 'duplicate', seq: old.seq });
        }
      };
      await Promise.all(range(1, WRITERS).map(write));

      const store = new CassandraMessageStore(session, { clock: systemClock, buckets: { events: 100 } });
      const events = await readAll(store.log, room);
      const total = WRITERS * MESSAGES_OF_WRITER;
      expect(seqsOf(events), `seed ${seed}`).toEqual(range(1, total));
      expect(events.every(({ id }, index) => id > (events[index - 1]?.id ?? 0))).toBe(true);
      expect(new Set(events.map(({ actorId, clientKey }) => `${actorId} ${clientKey}`)).size).toBe(total);
      for (const { event, seq } of acknowledged) expect(events[seq - 1]?.clientKey).toBe(event.clientKey);
      const { rows } = await store.history(room, { after: null, before: null, fromEnd: true, limit: total });
      expect(seqsOf(rows)).toEqual(range(1, total));
      expect(deaths, 'nobody died between sealing and opening').toBeGreaterThan(0);
    }
  });
});
