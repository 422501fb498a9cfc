import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands } from '#platform/redis/redis.ts';
import { startTestRedis, type TestRedis } from '#tests/kit/redis.ts';
import { CONTRACT_BITS, nameFilterContract } from './name-filter.contract.ts';
import { RedisNameFilter } from './redis.ts';

const logger = createLogger({ level: 'silent' });
const LIBRARY = readFileSync('init/redis/name-filter.lua', 'utf8');
/** A module with `CF.*` for servers before Redis 8, where there is one. */
const MODULE = process.env['LYNK_REDIS_FILTER_MODULE'];
const COMPLETE = { isComplete: true, through: 'the end' };

const ENGINES = [
  { engine: 'functions', options: [], isThere: true },
  { engine: 'commands', options: ['--loadmodule', MODULE ?? ''], isThere: MODULE !== undefined },
];

for (const { engine, options, isThere } of ENGINES) {
  describe.skipIf(!isThere)(`on ${engine}`, () => {
    let server: TestRedis;
    let redis: RedisCommands;
    beforeAll(async () => {
      server = await startTestRedis(options);
      redis = new RedisCommands({ settings: server.settings, logger });
      await load();
    });
    afterAll(async () => {
      redis.close();
      await server.stop();
    });

    const load = async () => {
      if (engine === 'functions') await redis.send('FUNCTION', 'LOAD', 'REPLACE', LIBRARY);
    };
    const open = (name: string = randomUUID(), firstBits = CONTRACT_BITS) =>
      new RedisNameFilter({ redis, logger, name, firstBits, deadlineMs: 2_000 });

    nameFilterContract(`Redis, ${engine}`, async () => open(), { isCoarse: engine === 'commands' });

    test('it is one for all processes', async () => {
      const name = randomUUID();
      await open(name).add(['taken']);
      await open(name).setProgress(COMPLETE);
      expect([await open(name).mayHold('taken'), await open(name).mayHold('free')]).toEqual([true, false]);
    });

    test('when it can hold no more it says so, and knows nothing from then on', async () => {
      const filter = open(randomUUID(), 1);
      await filter.setProgress(COMPLETE);
      const fill = async () => {
        for (let batch = 0; batch < 80; batch += 1) {
          await filter.add(Array.from({ length: 100 }, (_, index) => `name ${batch} ${index}`));
        }
      };
      if (engine === 'functions') {
        await expect(fill()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
        expect(await filter.progress()).toBeNull();
      }
    });

    test('a part that is gone makes it know nothing', async () => {
      const name = randomUUID();
      const filter = open(name);
      await filter.add(['taken']);
      await filter.setProgress(COMPLETE);
      await redis.send('DEL', `room:{${name}}:0`);
      expect(await filter.mayHold('free')).toBe(true);
    });

    test('a server that comes back empty makes it know nothing, until it is filled again', async () => {
      const filter = open();
      await filter.add(['taken']);
      await filter.setProgress(COMPLETE);
      await server.kill();
      expect(await filter.mayHold('free')).toBe(true);
      await server.start();
      await expect.poll(load, { timeout: 20_000 }).toBeUndefined();
      await expect.poll(() => filter.progress().catch(() => 'no answer'), { timeout: 20_000 }).toBeNull();
      expect(await filter.mayHold('free')).toBe(true);
      await filter.add(['taken']);
      await filter.setProgress(COMPLETE);
      expect([await filter.mayHold('taken'), await filter.mayHold('free')]).toEqual([true, false]);
    });
  });
}

test('without the functions it knows nothing and says that it cannot be filled', async () => {
  const server = await startTestRedis();
  const redis = new RedisCommands({ settings: server.settings, logger });
  onTestFinished(async () => {
    redis.close();
    await server.stop();
  });
  const filter = new RedisNameFilter({ redis, logger, name: 'names' });
  expect(await filter.mayHold('free')).toBe(true);
  await expect(filter.add(['taken'])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
