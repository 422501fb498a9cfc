import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisPubSub } from '#platform/pubsub/redis.ts';
import { RedisCommands } from '#platform/redis/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/kit/redis.ts';
import { presenceContract } from './presence.contract.ts';
import { RedisPresence } from './redis.ts';

const logger = createLogger({ level: 'silent' });
const BEGIN = Date.UTC(2026, 0, 31);
let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.stop());

/** A process of its own, as far as presence knows. Its clock and its sweeps go by what `advance` says. */
async function open() {
  let now = BEGIN;
  const redis = new RedisCommands({ settings: server.settings, logger });
  const pubsub = new RedisPubSub({ settings: server.settings, logger });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true, now });
  const presence = await RedisPresence.start({ redis, pubsub, clock: { now: () => now }, logger });
  onTestFinished(() => {
    presence.close();
    pubsub.close();
    redis.close();
    vi.useRealTimers();
  });
  const advance = async (ms: number) => {
    now += ms;
    await vi.advanceTimersByTimeAsync(5_000);
  };
  return { presence, advance, now: () => now, redis };
}

presenceContract('Redis', async () => {
  const opened = await open();
  await opened.redis.send('FLUSHALL');
  return opened;
});

test('a person is online while any process has a socket of hers, and every process is told', async () => {
  const [here, there] = [await open(), await open()];
  await here.redis.send('FLUSHALL');
  const ann = randomUUID();
  const told: string[] = [];
  there.presence.onChange(({ online }) => told.push(`there ${online}`));
  await here.presence.connect(ann, 's1');
  await there.presence.connect(ann, 's2');
  await here.presence.disconnect(ann, 's1');
  expect((await here.presence.states([ann])).get(ann)?.online).toBe(true);
  await there.presence.disconnect(ann, 's2');
  await vi.waitFor(() => expect(told).toEqual(['there true', 'there false']));
});

test('a Redis that comes back empty is mended by the next report', async () => {
  const { presence } = await open();
  const ann = randomUUID();
  await presence.connect(ann, 's1');
  await server.kill();
  await server.start();
  await vi.waitFor(() => presence.alive([{ userId: ann, socketId: 's1' }]), { timeout: 10_000 });
  expect((await presence.states([ann])).get(ann)?.online).toBe(true);
});
