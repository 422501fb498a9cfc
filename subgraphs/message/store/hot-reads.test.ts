import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#platform/clock/clock.ts';
import { InProcessHotLog } from '#platform/hot-log/in-process.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { FaultyHotLog } from '#tests/kit/faulty-hot-log.ts';
import { freshDatabase } from '#tests/kit/fresh-database.ts';
import type { TestDatabase } from '#tests/kit/postgres.ts';
import { seedsToRun } from '#tests/kit/seeds.ts';
import { HotRooms, hotReadsContract } from './contract/hot-reads.contract.ts';
import { Random } from './contract/random.ts';
import { message } from './contract/subject.ts';
import { PostgresMessageStore } from './postgres.ts';

/** How many schedules a run of the tests explores; `LYNK_SEED` asks for one, or for others. */
const SEEDS = 30;

describe('reads that a hot log answers', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    testDatabase = await freshDatabase();
    database = new Database({
      connection: testDatabase.connection('lynk_message'),
      logger: createLogger({ level: 'silent' }),
    });
  });
  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });
  const open = () => new PostgresMessageStore(database, { clock: systemClock });

  hotReadsContract(() => ({ store: open(), hotLog: new InProcessHotLog({ clock: systemClock }) }));

  it('are those of the store, whatever the hot log does', { timeout: 300_000 }, async () => {
    let hits = 0;
    for (const seed of seedsToRun(SEEDS)) {
      const random = new Random(seed);
      const hotLog = new FaultyHotLog(random);
      const rooms = new HotRooms(open(), hotLog, random);
      for (let step = 0; step < 60; step += 1) {
        if (random.chance(12)) hotLog.misbehave();
        const difference = await rooms.step();
        if (difference) expect.fail(`seed ${seed}, step ${step}: ${difference}`);
      }
      hits += rooms.reads.counts.hits;
    }
    // Otherwise the store was asked each time, and nothing was shown.
    expect(hits).toBeGreaterThan(SEEDS * 5);
  });

  it('hold every event that was acknowledged before, while others write', async () => {
    const random = new Random(7);
    const rooms = new HotRooms(open(), new InProcessHotLog({ clock: systemClock }), random);
    const room = randomUUID();
    let acknowledged = 0;
    let isWriting = true;
    const writers = Array.from({ length: 3 }, async () => {
      for (let index = 0; index < 60; index += 1) {
        const { seq } = await rooms.append(room, message(randomUUID()));
        acknowledged = Math.max(acknowledged, seq);
      }
    });
    const reader = async () => {
      while (isWriting) {
        const before = acknowledged;
        const { rows, headSeq } = await rooms.reads.history(room, {
          limit: 20,
          fromEnd: true,
          after: null,
          before: null,
        });
        expect(headSeq).toBeGreaterThanOrEqual(before);
        const seqs = rows.map(({ seq }) => seq);
        expect(seqs).toEqual(Array.from({ length: rows.length }, (_, place) => headSeq - rows.length + 1 + place));
      }
    };
    const reading = reader();
    await Promise.all(writers).finally(() => {
      isWriting = false;
    });
    await reading;
    expect(rooms.reads.counts.hits).toBeGreaterThan(0);
  });
});
