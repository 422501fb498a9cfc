import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cassandra } from '#platform/cassandra/cassandra.ts';
import { systemClock } from '#platform/clock/clock.ts';
import { RedisHotLog } from '#platform/hot-log/redis.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisPubSub } from '#platform/pubsub/redis.ts';
import { RedisCommands } from '#platform/redis/redis.ts';
import { CassandraMessageStore } from '#subgraphs/message/store/cassandra.ts';
import { HotReads } from '#subgraphs/message/store/hot-reads.ts';
import type { RoomEvent } from '#subgraphs/message/store/room-log.ts';
import { findViolations } from '../../kit/checker/checker.ts';
import { startTestRedisCluster, type TestRedisCluster } from '../../kit/redis.ts';
import { until } from '../../kit/until.ts';
import { CassandraNodes } from './cassandra-nodes.ts';
import { Figures } from './figures.ts';
import { cut } from './network.ts';
import { type Instance, RoomTraffic } from './room-traffic.ts';

const INSTANCES = 3;
const ROOMS = 4;
/** Small, so that many are sealed while something is away. */
const BUCKETS = { events: 150 };
const logger = createLogger({ level: 'silent' });

const cassandra = new CassandraNodes();
let redis: TestRedisCluster;
const sessions: Cassandra[] = [];
const links: { close(): void }[] = [];
const hotReads: HotReads[] = [];

beforeAll(async () => {
  redis = await startTestRedisCluster();
  await cassandra.start();
}, 600_000);
afterAll(async () => {
  for (const link of links) link.close();
  await Promise.all(sessions.map((session) => session.close()));
  await Promise.all([redis?.stop(), cassandra.stop()]);
}, 60_000);

/** A process of the message subgraph, as far as its store and its notices go. */
function instance(): Instance {
  const session = cassandra.open();
  const pubsub = new RedisPubSub({ settings: redis.settings, logger });
  const commands = new RedisCommands({ settings: redis.settings, logger });
  const hotLog = new RedisHotLog({ redis: commands, logger });
  const store = new CassandraMessageStore(session, { clock: systemClock, buckets: BUCKETS });
  const reads = new HotReads({ store, hotLog });
  sessions.push(session);
  links.push(pubsub, commands);
  hotReads.push(reads);
  return { store, reads, hotLog, pubsub };
}

/** Contiguous places, rising IDs, every key once. */
function* faultsOf(log: readonly RoomEvent[]): Generator<string> {
  const keys = new Set<string>();
  let lastId = 0;
  for (const [index, { seq, id, actorId, clientKey }] of log.entries()) {
    if (seq !== index + 1) yield `place ${seq} stands where ${index + 1} should`;
    if (id <= lastId) yield `the ID at place ${seq} does not rise`;
    if (keys.has(`${actorId} ${clientKey}`)) yield `the key at place ${seq} is there twice`;
    keys.add(`${actorId} ${clientKey}`);
    lastId = id;
  }
}

test('nothing is lost, doubled or out of order while one of three is away', { timeout: 600_000 }, async () => {
  const figures = new Figures();
  const instances = Array.from({ length: INSTANCES }, instance);
  const rooms = Array.from({ length: ROOMS }, () => new RoomTraffic(instances, figures));
  figures.begin('all are there');
  const traffic = rooms.flatMap((room) => instances.flatMap((each) => [room.write(each), room.follow(each)]));
  // A fault ends the run at once.
  const failed = Promise.all(traffic).then(() => new Promise<never>(() => undefined));
  const part = (name: string, work: () => Promise<unknown>) => {
    figures.begin(name);
    return Promise.race([work(), failed]);
  };
  const seconds = (count: number) => sleep(count * 1_000);
  const [first, second, third] = cassandra.nodes;
  if (!first || !second || !third) throw new Error('There are no nodes.');

  // A slow machine takes its time until everything is warm.
  const warm = () => [...figures.appended.values()].some((appended) => appended >= 50);
  await Promise.race([until('the first messages', warm, { deadlineMs: 90_000, pollMs: 500 }), failed]);
  await Promise.race([seconds(8), failed]);
  await part('Cassandra 2 killed', async () => {
    await cassandra.kill(second);
    await seconds(20);
    expect(await cassandra.serves(second)).toBe(false);
  });
  await part('Cassandra 2 starts again', async () => {
    cassandra.run(second);
    await cassandra.answers(second);
    await seconds(8);
  });
  let goOn: () => void = () => undefined;
  await part('Cassandra 1 paused', async () => {
    goOn = cassandra.pause(first);
    await seconds(16);
    expect(await cassandra.serves(first)).toBe(false);
  });
  await part('Cassandra 1 goes on', async () => {
    goOn();
    await seconds(10);
  });
  let join: () => Promise<void> = async () => undefined;
  await part('Cassandra 3 cut off', async () => {
    join = await cut(third.number, cassandra.storagePort);
    await seconds(20);
    expect(await cassandra.serves(third)).toBe(false);
  });
  await part('Cassandra 3 joined again', async () => {
    await join();
    await seconds(12);
  });
  const lost = redis.nodes.at(0);
  await part('Redis 1 of 3 killed', async () => {
    await lost?.kill();
    await seconds(12);
  });
  await part('Redis 1 back, empty', async () => {
    await lost?.start();
    await seconds(10);
  });
  figures.end();
  for (const node of cassandra.nodes) expect(await cassandra.serves(node), `node ${node.number}`).toBe(true);
  for (const room of rooms) room.isOver = true;
  await Promise.all(traffic);

  process.stdout.write(`\n${figures.table()}\n`);
  for (const [name, appended] of figures.appended) expect(appended, name).toBeGreaterThan(0);
  let total = 0;
  for (const room of rooms) {
    const { observations, log } = await room.observations();
    expect([...faultsOf(log)].slice(0, 10)).toEqual([]);
    expect(findViolations(observations).slice(0, 10)).toEqual([]);
    total += log.length;
  }
  const proven = hotReads.reduce((sum, { counts }) => sum + counts.hits, 0);
  process.stdout.write(`
${total} events, ${ROOMS} rooms, ${INSTANCES} processes, ${proven} reads answered by the hot log
`);
});
