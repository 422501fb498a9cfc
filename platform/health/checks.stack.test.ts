import { expect, it, onTestFinished } from 'vitest';
import { stackKafka, stackPort, stackSecret, stackTls } from '#tests/kit/stack.ts';
import { S3BlobStore } from '../blob-store/s3.ts';
import { Cassandra } from '../cassandra/cassandra.ts';
import { systemClock } from '../clock/clock.ts';
import { KafkaEventLog } from '../event-log/kafka.ts';
import { kafkaClient } from '../kafka/kafka.ts';
import { createLogger } from '../logger/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { RedisPubSub } from '../pubsub/redis.ts';
import { RedisCommands } from '../redis/redis.ts';

const logger = createLogger({ level: 'silent' });
const HOST = '127.0.0.1';

/** Each service has to be allowed what its checks ask. */
it.each(['gateway', 'auth', 'user', 'room', 'message', 'notification'] as const)(
  '%s may ask Redis',
  async (service) => {
    const settings = {
      nodes: [{ host: HOST, port: stackPort('REDIS') }],
      isCluster: false,
      username: service,
      password: stackSecret(`redis-${service}`),
      tls: stackTls(service),
    };
    const [redis, pubsub] = [new RedisCommands({ settings, logger }), new RedisPubSub({ settings, logger })];
    onTestFinished(() => {
      redis.close();
      pubsub.close();
    });
    await redis.check();
    await pubsub.check();
  },
);

it.each(['auth', 'user', 'room', 'message', 'media', 'notification'] as const)('%s may ask Kafka', async (service) => {
  const log = new KafkaEventLog({ kafka: kafkaClient(stackKafka(service), logger), logger, metrics: new Metrics() });
  onTestFinished(() => log.close());
  await log.check();
  await log.checkConsumers();
});

it('message may ask Cassandra', async () => {
  const { ca, cert, key } = stackTls('message');
  const session = new Cassandra({
    connection: {
      hosts: [HOST],
      port: stackPort('CASSANDRA'),
      datacenter: 'datacenter1',
      keyspace: 'lynk_message',
      user: 'lynk_message',
      password: stackSecret('cassandra-message'),
      tls: { ca, certificate: cert, key },
    },
    logger,
  });
  onTestFinished(() => session.close());
  await expect(session.check()).resolves.toBeUndefined();
});

it('media may ask S3', async () => {
  const settings = {
    endpoint: `https://${HOST}:${stackPort('S3')}`,
    publicEndpoint: `https://${HOST}:${stackPort('S3_PUBLIC')}`,
    region: 'us-east-1',
    bucket: 'lynk-media',
    accessKeyId: 'media',
    secretAccessKey: stackSecret('s3-media'),
    tls: stackTls('media'),
  };
  const store = new S3BlobStore({ settings, clock: systemClock });
  const elsewhere = new S3BlobStore({ settings: { ...settings, bucket: 'not-there' }, clock: systemClock });
  onTestFinished(() => {
    store.close();
    elsewhere.close();
  });
  await expect(store.check()).resolves.toBeUndefined();
  await expect(elsewhere.check()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
});
