import { randomBytes } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory, Kafka } from 'kafkajs';
import { KafkaEventLog } from '#platform/event-log/kafka.ts';
import type { KafkaTimes } from '#platform/event-log/kafka-group-member.ts';
import { kafkaClient } from '#platform/kafka/kafka.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Metrics } from '#platform/metrics/metrics.ts';
import { stackKafka } from './stack.ts';
import { until } from './until.ts';

const logger = createLogger({ level: 'silent' });
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

/** An event log with topics of its own. */
export interface TestKafkaLog {
  readonly prefix: string;
  readonly log: KafkaEventLog;
  /** The same log as another process sees it, whose connections can be cut for good. */
  another(): Promise<{ readonly log: KafkaEventLog; kill(): Promise<void> }>;
  /** The same log over connections that somebody makes. */
  over(sockets: ISocketFactory): KafkaEventLog;
  /** How many records a topic has. */
  size(topic: string): Promise<number>;
  close(): Promise<void>;
}

/** Makes topics, and opens a log on them, as the account that may do everything. */
export async function openKafkaLog(
  times: Partial<KafkaTimes> = {},
  metrics: Metrics = new Metrics(),
): Promise<TestKafkaLog> {
  const settings = stackKafka('admin');
  const admin = kafkaClient(settings, logger).admin();
  await admin.connect();
  const prefix = `test-${randomBytes(6).toString('hex')}.`;
  const own = GROUPS.flatMap((group) => [`${group}.retry`, `${group}.dead-letter`]);
  const topics = [...TOPICS, ...own].map((topic) => prefix + topic);
  await admin.createTopics({
    // The driver's own waiting takes "not known yet" for a fault.
    waitForLeaders: false,
    topics: topics.map((topic) => ({ topic, numPartitions: PARTITIONS, replicationFactor: 1 })),
  });
  await until('the topics', () => admin.fetchTopicMetadata({ topics }).catch(() => null));
  const logs: KafkaEventLog[] = [];
  const open = (kafka: Kafka, figures = new Metrics()) => {
    const log = new KafkaEventLog({ kafka, logger, metrics: figures, prefix, times: { ...TIMES, ...times } });
    logs.push(log);
    return log;
  };
  return {
    prefix,
    log: open(kafkaClient(settings, logger), metrics),
    another: async () => {
      const { factory, cut } = cuttableSockets();
      return { log: open(kafkaClient(settings, logger, factory)), kill: async () => cut() };
    },
    over: (sockets) => open(kafkaClient(settings, logger, sockets)),
    size: async (topic) => {
      const offsets = await admin.fetchTopicOffsets(prefix + topic);
      return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
    },
    close: async () => {
      await Promise.all(logs.map((log) => log.close()));
      await admin.deleteTopics({ topics });
      await admin.disconnect();
    },
  };
}

/** Connects as the driver does by itself. */
export const connectTls: ISocketFactory = ({ host, port, ssl, onConnect }) =>
  tls.connect({ host, port, servername: net.isIP(host) ? '' : host, ...ssl }, onConnect);

/** Connections that can be cut all at once and for good, as the death of a process does it. */
function cuttableSockets() {
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const factory: ISocketFactory = (address) => {
    const socket = connectTls(address);
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
