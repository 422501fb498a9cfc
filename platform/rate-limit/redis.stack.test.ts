import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands } from '#platform/redis/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/kit/redis.ts';
import { rateLimitContract } from './rate-limit.contract.ts';
import { RedisRateLimit } from './redis.ts';

const RULE = { perSecond: 3, burst: 5 };
let server: TestRedis;
let redis: RedisCommands;
beforeAll(async () => {
  server = await startTestRedis();
  redis = new RedisCommands({ settings: server.settings, logger: createLogger({ level: 'silent' }) });
});
afterAll(async () => {
  redis.close();
  await server.stop();
});

rateLimitContract('Redis', async () => {
  await redis.send('FLUSHALL');
  return { rateLimit: new RedisRateLimit(redis), advance: async (ms) => void (await sleep(ms + 1)) };
});

test('two processes take from the same bucket', async () => {
  await redis.send('FLUSHALL');
  const other = new RedisCommands({ settings: server.settings, logger: createLogger({ level: 'silent' }) });
  const limits = [new RedisRateLimit(redis), new RedisRateLimit(other)];
  const decisions = await Promise.all(
    Array.from({ length: 20 }, (_, index) => limits[index % 2]?.take(['a'], RULE) ?? Promise.reject(new Error())),
  );
  other.close();
  expect(decisions.filter((decision) => decision.allowed)).toHaveLength(5);
});

test('a bucket that has filled up is stored no longer', async () => {
  await redis.send('FLUSHALL');
  await new RedisRateLimit(redis).take(['a'], { perSecond: 100, burst: 5 });
  expect(await redis.send('DBSIZE')).toBe(1);
  await expect.poll(() => redis.send('DBSIZE')).toBe(0);
});

test('without an answer it says so', async () => {
  await server.kill();
  await expect(new RedisRateLimit(redis).take(['a'], RULE)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await server.start();
  await expect.poll(() => new RedisRateLimit(redis).take(['a'], RULE).catch(() => null)).toEqual({ allowed: true });
});
