import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type PrivateKafka, startPrivateKafka } from '#tests/kit/private-kafka.ts';
import { type StackAccount, stackKafka } from '#tests/kit/stack.ts';
import { kafkaClient } from '../kafka/kafka.ts';
import { createLogger } from '../logger/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { OutboxRelay } from '../outbox/relay.ts';
import { PATIENCE as PATIENT } from './dead-letters.ts';
import { record } from './event-log.contract.ts';
import type { EventRecord } from './event-log.ts';
import { KafkaEventLog } from './kafka.ts';
import { KafkaDeadLetters } from './kafka-dead-letters.ts';
import type { KafkaTimes } from './kafka-group-member.ts';

const logger = createLogger({ level: 'silent' });
const PATIENCE = { timeout: 120_000, interval: 100 };
const TIMES: KafkaTimes = {
  ...PATIENT,
  sessionMs: 6_000,
  heartbeatMs: 500,
  handleMs: 30_000,
  pauses: { firstMs: 20, longestMs: 500 },
};

let server: PrivateKafka;
beforeAll(async () => {
  server = await startPrivateKafka();
}, 300_000);
afterAll(() => server.remove(), 60_000);

/** The event log as a service has it, with the rights of its account. */
function open(account: StackAccount, times: Partial<KafkaTimes> = {}): KafkaEventLog {
  const kafka = kafkaClient(stackKafka(account), logger);
  const log = new KafkaEventLog({ kafka, logger, metrics: new Metrics(), times: { ...TIMES, ...times } });
  onTestFinished(() => log.close());
  return log;
}

/** An outbox that forgets nothing but what it is told to, like that of a database which stays up. */
function memoryOutbox() {
  let rows: EventRecord[] = [];
  let wake = () => {};
  const outbox: Outbox = {
    pending: async (limit) => rows.slice(0, limit),
    remove: async (ids) => {
      rows = rows.filter(({ id }) => !ids.includes(id));
    },
    onPending: (callback) => {
      wake = callback;
      return async () => undefined;
    },
  };
  const add = (...records: EventRecord[]) => {
    rows.push(...records);
    wake();
  };
  return { outbox, add, size: () => rows.length };
}

const change = (key: string, n: number): EventRecord => ({ ...record(key, n), topic: 'room.membership' });

test('a server that dies and comes back costs time: no record is lost or handled twice, and each key keeps its order', async () => {
  const [room, message] = [open('room'), open('message')];
  const handled: EventRecord[] = [];
  const consumer = message.consume('message', ['room.membership', 'room.picture', 'user.block'], async (each) => {
    handled.push(each);
  });
  onTestFinished(() => consumer.stop());
  const { outbox, add, size } = memoryOutbox();
  const relay = new OutboxRelay({
    outbox,
    eventLog: room,
    logger,
    owner: 'room',
    pauses: { firstMs: 50, longestMs: 500 },
  });
  onTestFinished(() => relay.stop());

  const keys = Array.from({ length: 6 }, () => randomUUID());
  let rounds = 0;
  let isRunning = true;
  const happening = (async () => {
    for (; isRunning; rounds++) {
      add(...keys.map((key) => change(key, rounds)));
      await sleep(50);
    }
  })();
  for (let kills = 0; kills < 2; kills++) {
    const before = handled.length;
    await vi.waitFor(() => expect(handled.length).toBeGreaterThan(before + 50), PATIENCE);
    await server.kill();
    await expect(room.append([change('refused', 0)])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(room.check()).rejects.toThrow();
    await server.start();
  }
  isRunning = false;
  await happening;
  await vi.waitFor(() => expect(size()).toBe(0), PATIENCE);
  await vi.waitFor(
    () => expect(handled.filter(({ key }) => key !== 'refused')).toHaveLength(rounds * keys.length),
    PATIENCE,
  );
  for (const key of keys) {
    const numbers = handled.filter((each) => each.key === key).map(({ payload }) => payload['n']);
    expect(numbers).toEqual(Array.from({ length: rounds }, (_, n) => n));
  }
}, 300_000);

test('a poisoned record ends as a dead letter under the rights of its service, and an operator gives it back', async () => {
  const [auth, user] = [open('auth'), open('user', { triesInPlace: 2, asideMs: [50] })];
  const seen: string[] = [];
  let isBroken = true;
  const consumer = user.consume('user', ['user.created'], async ({ id }) => {
    seen.push(id);
    if (isBroken && id === poison.id) throw new Error('planned');
  });
  onTestFinished(() => consumer.stop());
  const [poison, other] = [record('one key', 0), record('one key', 1)];
  await auth.append([poison, other]);

  const operator = new KafkaDeadLetters({ kafka: kafkaClient(stackKafka('operator'), logger) });
  onTestFinished(() => operator.close());
  expect(await operator.groups()).toEqual(['media', 'message', 'notification-inbox', 'notification-push', 'user']);
  await vi.waitFor(async () => {
    const letters = await operator.list('user');
    expect(letters.map((letter) => letter.record)).toEqual([poison]);
  }, PATIENCE);
  expect(seen).toContain(other.id);
  isBroken = false;
  const tries = seen.length;
  expect(await operator.replay('user', [poison.id])).toBe(1);
  await vi.waitFor(() => expect(seen.slice(tries)).toEqual([poison.id]), PATIENCE);
  expect(await operator.list('user')).toEqual([]);
}, 120_000);

test('a password changes while the server runs, and an account is added', async () => {
  const topics = async (account: StackAccount, username: string, password: string) => {
    const admin = kafkaClient({ ...stackKafka(account), username, password }, logger).admin({ retry: { retries: 0 } });
    onTestFinished(() => admin.disconnect());
    await admin.connect();
    return admin.listTopics();
  };
  const { password: old } = stackKafka('media');
  expect(await topics('media', 'media', old)).toContain('room.message');
  writeFileSync(path.join(server.folder, 'secrets', 'kafka-media'), 'another password');
  writeFileSync(path.join(server.folder, 'secrets', 'kafka-newcomer'), 'a password');
  for (let times = 0; times < 2; times++) await server.applyUsers();
  await expect(topics('media', 'media', old)).rejects.toThrow(/authentication failed/i);
  expect(await topics('media', 'media', 'another password')).toContain('room.message');
  expect(await topics('media', 'newcomer', 'a password')).toEqual([]);
}, 120_000);
