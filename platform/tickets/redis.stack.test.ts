import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands } from '#platform/redis/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/kit/redis.ts';
import { RedisTickets } from './redis.ts';
import { ticketsContract } from './tickets.contract.ts';

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

ticketsContract('Redis', async () => ({
  tickets: new RedisTickets(redis),
  advance: async (ms) => void (await sleep(ms + 1)),
}));

test('the keys do not hold what redeems a ticket', async () => {
  const token = await new RedisTickets(redis).issue('room-picture', 'the subject', 10_000);
  expect(JSON.stringify(await redis.send('KEYS', '*'))).not.toContain(token);
});
