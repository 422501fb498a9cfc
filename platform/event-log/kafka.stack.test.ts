import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openKafkaLog } from '#tests/kit/kafka.ts';
import { stackKafka } from '#tests/kit/stack.ts';
import { kafkaClient } from '../kafka/kafka.ts';
import { createLogger } from '../logger/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { describeDeadLetters, IMPATIENCE } from './dead-letters.contract.ts';
import { describeEventLog, record } from './event-log.contract.ts';
import { KafkaDeadLetters } from './kafka-dead-letters.ts';

const logger = createLogger({ level: 'silent' });
const PATIENCE = { timeout: 30_000, interval: 20 };

describeEventLog('Kafka', () => openKafkaLog(), { patienceMs: 30_000 });

describeDeadLetters(
  'Kafka',
  async () => {
    const { log, prefix, close } = await openKafkaLog(IMPATIENCE);
    const deadLetters = new KafkaDeadLetters({ kafka: kafkaClient(stackKafka('admin'), logger), prefix });
    return {
      log,
      deadLetters,
      close: async () => {
        await deadLetters.close();
        await close();
      },
    };
  },
  { patienceMs: 30_000 },
);

test('records that are appended at the same time are written together', async () => {
  const metrics = new Metrics();
  const { log, close } = await openKafkaLog({}, metrics);
  onTestFinished(close);
  const figure = async (name: string) => {
    const { body } = await metrics.text();
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)?.[1]);
  };
  const batches = () => figure('lynk_event_log_append_batches_total');
  for (let n = 0; n < 5; n++) await log.append([record('a', n)]);
  expect(await batches()).toBe(5);
  await Promise.all(Array.from({ length: 1_000 }, (_, n) => log.append([record(`key ${n}`, n)])));
  expect((await batches()) - 5).toBeLessThanOrEqual(2);
  expect(await figure('lynk_event_log_appended_records_total')).toBe(1_005);
});

test('the lag is told for each partition, and nobody is behind in the end', async () => {
  const metrics = new Metrics();
  const { log, prefix, close } = await openKafkaLog({}, metrics);
  onTestFinished(close);
  let isBroken = true;
  await log.append(Array.from({ length: 7 }, (_, n) => record('one key', n)));
  const consumer = log.consume('group', ['user.created'], async ({ payload }) => {
    if (isBroken && payload['n'] === 2) throw new Error('planned');
  });
  onTestFinished(() => consumer.stop());
  const lags = async () => {
    const { body } = await metrics.text();
    const lines = body.matchAll(/^lynk_event_log_lag_records\{partition="group (\S+)\/\d+"\} (\d+)$/gm);
    return [...lines].filter(([, topic]) => topic === `${prefix}user.created`).map(([, , lag]) => Number(lag));
  };
  await vi.waitFor(async () => expect(await lags()).toEqual([5]), PATIENCE);
  isBroken = false;
  await vi.waitFor(async () => expect(await lags()).toEqual([0]), PATIENCE);
});

test('a handler whose partition is taken away ends, and its record is not begun again beside it', async () => {
  const { log, another, close } = await openKafkaLog({ heartbeatMs: 100 });
  onTestFinished(close);
  const running = new Set<string>();
  const begun: string[] = [];
  let isOverlapping = false;
  const handle = async ({ id }: { readonly id: string }) => {
    isOverlapping ||= running.has(id);
    running.add(id);
    begun.push(id);
    await sleep(2_000);
    running.delete(id);
  };
  const first = log.consume('group', ['user.created'], handle);
  onTestFinished(() => first.stop());
  await log.append(Array.from({ length: 8 }, (_, n) => record(`key ${n}`, n)));
  await vi.waitFor(() => expect(running.size).toBeGreaterThan(0), PATIENCE);
  const second = (await another()).log.consume('group', ['user.created'], handle);
  onTestFinished(() => second.stop());
  await vi.waitFor(() => expect(new Set(begun).size).toBe(8), PATIENCE);
  await vi.waitFor(() => expect(running.size).toBe(0), PATIENCE);
  expect(isOverlapping).toBe(false);
});

test('a consumer that does not get on is told of, unless it is the brokers that do not answer', async () => {
  const { another, close } = await openKafkaLog();
  onTestFinished(close);
  const { log, kill } = await another();
  await log.check();
  const consumer = log.consume('group', ['user.created'], async () => {
    throw new Error('planned');
  });
  onTestFinished(() => consumer.stop());
  await log.append([record('a', 0)]);
  await log.checkConsumers();
  const later = performance.now() + 3_600_000;
  await vi.waitFor(async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(later);
    const check = log.checkConsumers();
    now.mockRestore();
    await expect(check).rejects.toThrow(/^group has not got on for \d+ s$/);
  }, PATIENCE);
  await kill();
  await expect(log.check()).rejects.toThrow();
  const now = vi.spyOn(performance, 'now').mockReturnValue(later);
  const check = log.checkConsumers();
  now.mockRestore();
  await check;
});

test('what waits for a broker that does not answer is refused, not kept for ever', async () => {
  const { another, close } = await openKafkaLog();
  onTestFinished(close);
  const { log, kill } = await another();
  await log.append([record('a', 0)]);
  await kill();
  await expect(log.append([record('a', 1)])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
