import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { startTestRedis, type TestRedis } from '#tests/kit/redis.ts';
import { pubsubContract } from './pubsub.contract.ts';
import { RedisPubSub } from './redis.ts';

const logger = createLogger({ level: 'silent' });
let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.stop());

function open(): RedisPubSub {
  const pubsub = new RedisPubSub({ settings: server.settings, logger });
  onTestFinished(() => pubsub.close());
  return pubsub;
}

pubsubContract('Redis', async () => [open(), open()]);

test('when the link was broken all listeners are told, and hear again what comes after', async () => {
  const [here, there] = [open(), open()];
  const heard: unknown[] = [];
  let gaps = 0;
  const onGap = () => {
    gaps += 1;
    void here.publish('a', { after: 'the gap' }).catch(() => {});
  };
  await there.subscribe('a', (notice) => heard.push(notice), onGap);
  await there.subscribe('b', () => {}, onGap);
  await here.publish('a', { before: 'the gap' });
  await vi.waitFor(() => expect(heard).toEqual([{ before: 'the gap' }]));
  await server.kill();
  await expect(here.publish('a', { lost: true })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await server.start();
  await vi.waitFor(() => expect(gaps).toBe(2), { timeout: 20_000 });
  await vi.waitFor(async () => {
    await here.publish('a', { after: 'a while' });
    expect(heard).toContainEqual({ after: 'a while' });
  });
  expect(heard).not.toContainEqual({ lost: true });
});

test('who begins to listen while the link is broken is told so, and can when it is back', async () => {
  const pubsub = open();
  await pubsub.subscribe(
    'warm',
    () => {},
    () => {},
  );
  await server.kill();
  const listen = () =>
    pubsub.subscribe(
      'late',
      (notice) => heard.push(notice),
      () => {},
    );
  const heard: unknown[] = [];
  await expect(listen()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await server.start();
  await vi.waitFor(listen, { timeout: 20_000, interval: 200 });
  await vi.waitFor(async () => {
    await pubsub.publish('late', { n: 1 });
    expect(heard.length).toBeGreaterThan(0);
  });
});

test('a channel that is left and entered again at once is heard', async () => {
  const pubsub = open();
  for (let round = 0; round < 50; round += 1) {
    const heard: unknown[] = [];
    const end = await pubsub.subscribe(
      'again',
      (notice) => heard.push(notice),
      () => {},
    );
    await pubsub.publish('again', { round });
    await vi.waitFor(() => expect(heard).toEqual([{ round }]));
    end();
  }
});
