import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { hotLogContract } from '#platform/hot-log/hot-log.contract.ts';
import { RedisHotLog } from '#platform/hot-log/redis.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { CONTRACT_BITS, nameFilterContract } from '#platform/name-filter/name-filter.contract.ts';
import { RedisNameFilter } from '#platform/name-filter/redis.ts';
import { RedisPresence } from '#platform/presence/redis.ts';
import { pubsubContract } from '#platform/pubsub/pubsub.contract.ts';
import { RedisPubSub } from '#platform/pubsub/redis.ts';
import { rateLimitContract } from '#platform/rate-limit/rate-limit.contract.ts';
import { RedisRateLimit } from '#platform/rate-limit/redis.ts';
import { RedisTickets } from '#platform/tickets/redis.ts';
import { ticketsContract } from '#platform/tickets/tickets.contract.ts';
import { startTestRedisCluster, type TestRedisCluster } from '#tests/kit/redis.ts';
import { RedisCommands, type RedisSettings } from './redis.ts';

const logger = createLogger({ level: 'silent' });
let cluster: TestRedisCluster;
let redis: RedisCommands;
beforeAll(async () => {
  cluster = await startTestRedisCluster();
  redis = new RedisCommands({ settings: cluster.settings, logger });
});
afterAll(async () => {
  redis.close();
  await cluster.stop();
});

/** Listens and publishes by another node than the first. */
const byNode = (first: number): RedisSettings => ({
  ...cluster.settings,
  nodes: [...cluster.settings.nodes.slice(first), ...cluster.settings.nodes.slice(0, first)],
});

function openPubSub(first: number): RedisPubSub {
  const pubsub = new RedisPubSub({ settings: byNode(first), logger });
  onTestFinished(() => pubsub.close());
  return pubsub;
}

pubsubContract('two nodes of a cluster', async () => [openPubSub(0), openPubSub(2)]);

rateLimitContract('a cluster', async () => {
  await cluster.flush();
  return { rateLimit: new RedisRateLimit(redis), advance: async (ms) => void (await sleep(ms + 1)) };
});

ticketsContract('a cluster', async () => ({
  tickets: new RedisTickets(redis),
  advance: async (ms) => void (await sleep(ms + 1)),
}));

hotLogContract('a cluster', async () => new RedisHotLog({ redis, logger, deadlineMs: 2_000 }));

nameFilterContract('a cluster', async () => {
  const library = readFileSync('init/redis/name-filter.lua', 'utf8');
  for (const { settings } of cluster.nodes) {
    const node = new RedisCommands({ settings, logger });
    await node.send('FUNCTION', 'LOAD', 'REPLACE', library).finally(() => node.close());
  }
  return new RedisNameFilter({ redis, logger, name: randomUUID(), firstBits: CONTRACT_BITS, deadlineMs: 2_000 });
});

test('presence of people on all nodes', async () => {
  const pubsub = openPubSub(1);
  const presence = await RedisPresence.start({ redis, pubsub, clock: { now: () => Date.now() }, logger });
  onTestFinished(() => presence.close());
  const people = Array.from({ length: 64 }, () => crypto.randomUUID());
  const told = new Set<string>();
  presence.onChange(({ userId, online }) => told.add(`${userId} ${online}`));
  await presence.alive(people.map((userId) => ({ userId, socketId: 's' })));
  const states = await presence.states(people);
  expect(people.filter((userId) => states.get(userId)?.online)).toHaveLength(64);
  await Promise.all(people.map((userId) => presence.disconnect(userId, 's')));
  await vi.waitFor(() => expect(told.size).toBe(128));
});

test('a node that goes takes the links to another one, and what listens hears of the gap', async () => {
  const [here, there] = [openPubSub(1), openPubSub(2)];
  const heard: unknown[] = [];
  let gaps = 0;
  const count = () => {
    gaps += 1;
  };
  await there.subscribe('a', (notice) => heard.push(notice), count);
  await here.publish('a', { n: 1 });
  await vi.waitFor(() => expect(heard).toEqual([{ n: 1 }]));
  await cluster.nodes[2]?.kill();
  await vi.waitFor(() => expect(gaps).toBe(1), { timeout: 20_000 });
  await here.publish('a', { n: 2 });
  await vi.waitFor(() => expect(heard).toContainEqual({ n: 2 }));
});
