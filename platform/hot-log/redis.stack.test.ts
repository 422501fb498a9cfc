import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands } from '#platform/redis/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/kit/redis.ts';
import { hotLogContract } from './hot-log.contract.ts';
import { HOT_LIFE_MS } from './hot-log.ts';
import { RedisHotLog } from './redis.ts';

const logger = createLogger({ level: 'silent' });
let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis(['--enable-debug-command', 'yes']);
});
afterAll(() => server.stop());

function open(): { redis: RedisCommands; hotLog: RedisHotLog } {
  const redis = new RedisCommands({ settings: server.settings, logger });
  onTestFinished(() => redis.close());
  // What stands behind a busy machine must not fail: the deadline has a test of its own.
  return { redis, hotLog: new RedisHotLog({ redis, logger, deadlineMs: 2_000 }) };
}

hotLogContract('Redis', async () => open().hotLog);

test('a room that nobody writes to is gone after the life of its last entry', async () => {
  const { redis, hotLog } = open();
  const room = randomUUID();
  await hotLog.put(room, { seq: 1, text: 'one' }, Date.now());
  const ttl = Number(await redis.send('PTTL', `message:hot:{${room}}`));
  expect(ttl).toBeGreaterThan(0);
  expect(ttl).toBeLessThanOrEqual(HOT_LIFE_MS);
});

test('what is not as it was written is no entry', async () => {
  const { redis, hotLog } = open();
  const room = randomUUID();
  await redis.send('ZADD', `message:hot:{${room}}`, 1, 'garbage', 2, '', 3, `${Date.now()} 3 right`);
  expect(await hotLog.read(room, { newest: 9 })).toEqual([{ seq: 3, text: 'right' }]);
  await redis.send('SET', `message:hot:{${room}}`, 'another type');
  expect(await hotLog.read(room, { newest: 9 })).toEqual([]);
});

test('a server that stands still is waited for a few times only, and asked again later', async () => {
  const { redis } = open();
  const hotLog = new RedisHotLog({ redis, logger, deadlineMs: 40 });
  const room = randomUUID();
  await expect
    .poll(async () => {
      await hotLog.put(room, { seq: 1, text: 'one' }, Date.now());
      return hotLog.read(room, { newest: 1 });
    })
    .toHaveLength(1);
  const sleeping = open()
    .redis.send('DEBUG', 'SLEEP', '1.5')
    .catch(() => null);
  await vi.waitFor(async () => expect(await hotLog.read(room, { newest: 1 })).toEqual([]));
  // Each that waits takes 40 ms; all together would be longer than the server sleeps.
  for (let index = 0; index < 1_000; index += 1) expect(await hotLog.read(room, { newest: 1 })).toEqual([]);
  await sleeping;
  await expect.poll(() => hotLog.read(room, { newest: 1 }), { timeout: 10_000 }).toHaveLength(1);
});

test('without a server it says nothing and rejects nothing', async () => {
  const { hotLog } = open();
  const room = randomUUID();
  await hotLog.put(room, { seq: 1, text: 'one' }, Date.now());
  await server.kill();
  for (let index = 0; index < 10; index += 1) {
    await hotLog.put(room, { seq: 2 + index, text: 'more' }, Date.now());
    await hotLog.forget(room);
    expect(await hotLog.read(room, { newest: 9 })).toEqual([]);
  }
  await server.start();
});
