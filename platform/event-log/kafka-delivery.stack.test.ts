import { setTimeout as sleep } from 'node:timers/promises';
import type { ISocketFactory } from 'kafkajs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { connectTls, openKafkaLog } from '#tests/kit/kafka.ts';
import { until } from '#tests/kit/until.ts';
import { record } from './event-log.contract.ts';
import type { EventRecord } from './event-log.ts';

const PATIENCE = { timeout: 45_000, interval: 50 };
/** Kafka's numbers of requests. */
const PRODUCE = 0;
const INIT_PRODUCER_ID = 22;
/** Long enough for a server on this machine to do what it was asked. */
const DONE_MS = 300;

/**
 * Connections on which requests can be lost after the server has got them: it does what it is asked, and nobody hears of it.
 *
 * @param losesAnswer is asked for each request
 */
function deafSockets(losesAnswer: (apiKey: number) => boolean): ISocketFactory {
  return (address) => {
    const socket = connectTls(address);
    const write = socket.write.bind(socket) as (data: Buffer, ...rest: unknown[]) => boolean;
    const intercepted = (data: Buffer, ...rest: unknown[]): boolean => {
      if (losesAnswer(data.readInt16BE(4))) {
        socket.pause();
        setTimeout(() => socket.destroy(new Error('planned')), DONE_MS);
      }
      return write(data, ...rest);
    };
    socket.write = intercepted as typeof socket.write;
    return socket;
  };
}

test('a record is written once when the answer to it is lost and it is sent again', async () => {
  const { over, size, close } = await openKafkaLog();
  onTestFinished(close);
  let lost = 0;
  const log = over(deafSockets((apiKey) => apiKey === PRODUCE && ++lost <= 2));
  await log.append([record('a', 0)]);
  expect(lost).toBe(3);
  expect(await size('user.created')).toBe(1);
});

test('a batch that was written although it seemed to fail does not swallow the next one', async () => {
  const { log: reader, over, close } = await openKafkaLog();
  onTestFinished(close);
  const seen: string[] = [];
  const consumer = reader.consume('group', ['user.created'], async ({ id }) => void seen.push(id));
  onTestFinished(() => consumer.stop());
  let isDeaf = true;
  let producers = 0;
  const log = over(
    deafSockets((apiKey) => {
      // The driver has given up the first batch once it asks for new numbers.
      if (apiKey === INIT_PRODUCER_ID && ++producers === 2) isDeaf = false;
      return isDeaf && apiKey === PRODUCE;
    }),
  );
  const [first, second] = [record('one key', 0), record('one key', 1)];
  await expect(log.append([first])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await until('the second record to be taken', () =>
    log.append([second]).then(
      () => true,
      () => false,
    ),
  );
  await vi.waitFor(() => expect(seen).toEqual([first.id, second.id]), PATIENCE);
  // As the outbox does with what it has not heard of.
  const third = record('one key', 2);
  await log.append([first]);
  await log.append([third]);
  await vi.waitFor(() => expect(seen).toEqual([first.id, second.id, third.id]), PATIENCE);
});

test('while members come and go, nothing is lost and the order within a key holds', async () => {
  const { log, another, close } = await openKafkaLog();
  onTestFinished(close);
  const handled: EventRecord[] = [];
  const handle = async (each: EventRecord) => {
    await sleep(2);
    handled.push(each);
  };
  const first = log.consume('group', ['user.created'], handle);
  onTestFinished(() => first.stop());
  const keys = Array.from({ length: 10 }, (_, n) => `key ${n}`);
  const producing = (async () => {
    for (let n = 0; n < 60; n++) {
      await log.append(keys.map((key) => record(key, n)));
      await sleep(50);
    }
  })();
  const { log: theirs, kill } = await another();
  const second = theirs.consume('group', ['user.created'], handle);
  await sleep(1_000);
  await second.stop();
  theirs.consume('group', ['user.created'], handle);
  await sleep(1_000);
  await kill();
  await producing;
  await vi.waitFor(() => expect(new Set(handled.map(({ id }) => id)).size).toBe(600), PATIENCE);
  for (const key of keys) {
    const numbers = handled.filter((each) => each.key === key).map(({ payload }) => payload['n']);
    // Whoever takes over may begin with what was handled and not noted any more.
    expect([...new Set(numbers)]).toEqual(Array.from({ length: 60 }, (_, n) => n));
  }
});
