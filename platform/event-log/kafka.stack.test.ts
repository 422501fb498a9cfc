import { randomBytes } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import type { Admin, ISocketFactory, Kafka } from 'kafkajs';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { stackKafka } from '#tests/kit/stack.ts';
import { until } from '#tests/kit/until.ts';
import { headerText, kafkaClient } from '../kafka/kafka.ts';
import { createLogger } from '../logger/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { describeEventLog, record } from './event-log.contract.ts';
import { KafkaEventLog } from './kafka.ts';
import type { KafkaTimes } from './kafka-group-member.ts';

const logger = createLogger({ level: 'silent' });
const PATIENCE = { timeout: 30_000, interval: 20 };
const PARTITIONS = 8;
const TOPICS = ['user.created', 'user.block'];
const GROUPS = ['early', 'late', 'group'];
const TIMES: KafkaTimes = {
  // The least that brokers allow.
  sessionMs: 6_000,
  heartbeatMs: 500,
  handleMs: 60_000,
  pauses: { firstMs: 5, longestMs: 50 },
  triesInPlace: 1_000,
  asideMs: [],
};

let admin: Admin;
beforeAll(async () => {
  admin = kafkaClient(stackKafka('admin'), logger).admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

async function openLog(times: Partial<KafkaTimes> = {}) {
  const prefix = `test-${randomBytes(6).toString('hex')}.`;
  const topics = [...TOPICS, ...GROUPS.flatMap((group) => [`${group}.retry`, `${group}.dead-letter`])].map(
    (topic) => prefix + topic,
  );
  await admin.createTopics({
    // The driver's own waiting takes "not known yet" for a fault.
    waitForLeaders: false,
    topics: topics.map((topic) => ({ topic, numPartitions: PARTITIONS, replicationFactor: 1 })),
  });
  await until('the topics', () => admin.fetchTopicMetadata({ topics }).catch(() => null));
  const logs: KafkaEventLog[] = [];
  const open = (kafka: Kafka) => {
    const log = new KafkaEventLog({
      kafka,
      logger,
      metrics: new Metrics(),
      prefix,
      times: { ...TIMES, ...times },
    });
    logs.push(log);
    return log;
  };
  return {
    prefix,
    log: open(kafkaClient(stackKafka('admin'), logger)),
    another: async () => {
      const { factory, cut } = cuttableSockets();
      return { log: open(kafkaClient(stackKafka('admin'), logger, factory)), kill: async () => cut() };
    },
    close: async () => {
      await Promise.all(logs.map((log) => log.close()));
      await admin.deleteTopics({ topics });
    },
  };
}

/** Connections that can be cut all at once and for good, as the death of a process does it. */
function cuttableSockets() {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const socket = tls.connect({ host, port, servername: net.isIP(host) ? '' : host, ...ssl }, onConnect);
    sockets.add(socket);
    if (isCut) socket.destroy();
    return socket;
  };
  return {
    factory,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

describeEventLog('Kafka', openLog, { patienceMs: 30_000, knowsRepetitions: false });

test('a record that always fails is set aside, then a dead letter, and what is behind it goes on', async () => {
  const { log, prefix, close } = await openLog({ triesInPlace: 2, asideMs: [50] });
  onTestFinished(close);
  const tried: unknown[] = [];
  const consumer = log.consume('group', ['user.created'], async ({ payload }) => {
    tried.push(payload['n']);
    if (payload['n'] === 0) throw new Error('planned');
  });
  onTestFinished(() => consumer.stop());
  const poison = record('one key', 0);
  await log.append([poison, record('one key', 1)]);
  await vi.waitFor(() => expect(tried.toSorted()).toEqual([0, 0, 0, 0, 1]), PATIENCE);

  const letters = kafkaClient(stackKafka('admin'), logger).consumer({ groupId: `${prefix}look` });
  onTestFinished(() => letters.disconnect());
  const found: (string | undefined)[] = [];
  await letters.connect();
  await letters.subscribe({ topic: `${prefix}group.dead-letter`, fromBeginning: true });
  await letters.run({ eachMessage: async ({ message }) => void found.push(headerText(message, 'id')) });
  await vi.waitFor(() => expect(found).toEqual([poison.id]), PATIENCE);
});

test('a group whose handler fails says that it does not get on, until it does', async () => {
  const { log, close } = await openLog();
  onTestFinished(close);
  let isBroken = true;
  const consumer = log.consume('group', ['user.created'], async () => {
    if (isBroken) throw new Error('planned');
  });
  onTestFinished(() => consumer.stop());
  await vi.waitFor(() => expect(log.stalledFor(0)).toEqual([]), PATIENCE);
  await log.append([record('a', 0)]);
  await vi.waitFor(() => expect(log.stalledFor(100)).toEqual(['group']), PATIENCE);
  isBroken = false;
  await vi.waitFor(() => expect(log.stalledFor(0)).toEqual([]), PATIENCE);
});

test('what waits for a broker that does not answer is refused, not kept for ever', async () => {
  const { another, close } = await openLog();
  onTestFinished(close);
  const { log, kill } = await another();
  await log.append([record('a', 0)]);
  await kill();
  await expect(log.append([record('a', 1)])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
