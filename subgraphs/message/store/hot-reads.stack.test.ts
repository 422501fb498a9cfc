import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cassandra } from '#platform/cassandra/cassandra.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { RedisHotLog } from '#platform/hot-log/redis.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands } from '#platform/redis/redis.ts';
import { type TestKeyspace, testKeyspace } from '#tests/kit/cassandra.ts';
import { startTestRedis, type TestRedis } from '#tests/kit/redis.ts';
import { seedsToRun } from '#tests/kit/seeds.ts';
import { CassandraMessageStore } from './cassandra.ts';
import { HotRooms, hotReadsContract } from './contract/hot-reads.contract.ts';
import { Random } from './contract/random.ts';

const SEEDS = 4;
const logger = createLogger({ level: 'silent' });

describe('reads from Redis before Cassandra', () => {
  let keyspace: TestKeyspace;
  let session: Cassandra;
  let server: TestRedis;
  let redis: RedisCommands;
  beforeAll(async () => {
    [keyspace, server] = await Promise.all([testKeyspace(), startTestRedis()]);
    session = keyspace.open();
    redis = new RedisCommands({ settings: server.settings, logger });
  });
  afterAll(async () => {
    redis.close();
    await server.stop();
    await session.close();
    await keyspace.drop();
  });
  // Two of each, as two processes have them: what one has appended is not known to the other.
  const open = () => ({
    store: new CassandraMessageStore(session, { clock: systemClock }),
    hotLog: new RedisHotLog({ redis, logger, deadlineMs: 2_000 }),
  });

  hotReadsContract(open);

  it('are those of Cassandra, also when Redis comes back empty or old', { timeout: 300_000 }, async () => {
    let hits = 0;
    for (const seed of seedsToRun(SEEDS)) {
      const { store, hotLog } = open();
      const random = new Random(seed);
      const rooms = new HotRooms(store, hotLog, random, { hasMentions: false });
      const other = rooms.asAnotherProcess(open());
      let snapshot: readonly (readonly [string, string])[] = [];
      for (let step = 0; step < 40; step += 1) {
        if (random.chance(5)) await redis.send('FLUSHALL');
        if (random.chance(5)) snapshot = await dump();
        if (random.chance(5)) await restore(snapshot);
        const difference = await random.pick([rooms, other]).step();
        if (difference) expect.fail(`seed ${seed}, step ${step}: ${difference}`);
      }
      hits += rooms.reads.counts.hits + other.reads.counts.hits;
    }
    expect(hits).toBeGreaterThan(SEEDS * 5);
  });

  /** Every room's entries, as text. */
  async function dump() {
    const keys = (await redis.send('KEYS', '*')) as string[];
    const found = keys.map(async (key) =>
      ((await redis.send('ZRANGE', key, 0, -1)) as string[]).map((each) => [key, each]),
    );
    return (await Promise.all(found)).flat() as [string, string][];
  }

  /** Redis as it was before. */
  async function restore(snapshot: readonly (readonly [string, string])[]): Promise<void> {
    await redis.send('FLUSHALL');
    for (const [key, entry] of snapshot) await redis.send('ZADD', key, entry.split(' ')[1] ?? 0, entry);
  }
});
