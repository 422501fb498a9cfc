import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Message } from 'kafkajs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Certificates, makeCertificates } from '#tests/kit/grpc.ts';
import { type StackAccount, stackKafka, stackPort } from '#tests/kit/stack.ts';
import { handshake } from '#tests/kit/tls-handshake.ts';
import { until } from '#tests/kit/until.ts';

let foreign: Certificates;
beforeAll(async () => {
  foreign = await makeCertificates();
});
afterAll(() => foreign.remove());

interface Differences {
  readonly tls?: Readonly<Record<string, unknown>>;
  readonly username?: string;
  readonly password?: string;
}

/** A client of an account that does not try anything twice. */
function client(account: StackAccount, { tls = {}, ...differences }: Differences = {}): Kafka {
  const settings = { ...stackKafka(account), ...differences };
  return new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ssl: { ...settings.tls, minVersion: 'TLSv1.3', ...tls },
    sasl: { mechanism: 'scram-sha-512', username: settings.username, password: settings.password },
    connectionTimeout: 5_000,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
}

/** Signs in and asks what topics there are. */
async function signIn(kafka: Kafka): Promise<readonly string[]> {
  const admin = kafka.admin();
  onTestFinished(() => admin.disconnect());
  await admin.connect();
  return admin.listTopics();
}

async function produce(account: StackAccount, topic: string): Promise<void> {
  const producer = client(account).producer();
  onTestFinished(() => producer.disconnect());
  await producer.connect();
  const message: Message = { key: 'nobody', value: 'refused' };
  await producer.send({ topic, messages: [message] });
}

/** Consumes until something is refused, or fetched: in a group that nobody else is in. */
async function consume(account: StackAccount, groupId: string, topic: string): Promise<void> {
  const consumer = client(account).consumer({ groupId, retry: { retries: 0, restartOnFailure: async () => false } });
  onTestFinished(() => consumer.disconnect());
  const settled = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer.on(consumer.events.FETCH, () => resolve());
  });
  settled.catch(() => undefined);
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({ autoCommit: false, eachMessage: async () => undefined });
  await settled;
}

const REFUSED = /not authorized|authorization failed/i;
/** Who coordinates a group is not told either. */
const GROUP_REFUSED = /not authorized|find group coordinator/i;

test('a service signs in with its certificate and its password', async () => {
  expect(await signIn(client('message'))).toContain('room.message');
});

test('nobody is let in without a certificate, with one of another authority, or with TLS 1.2', async () => {
  await expect(signIn(client('message', { tls: { cert: undefined, key: undefined } }))).rejects.toThrow();
  const { cert, key } = foreign.of('message');
  await expect(signIn(client('message', { tls: { cert, key } }))).rejects.toThrow();
  const { tls } = stackKafka('message');
  for (const name of ['KAFKA', 'KAFKA_INTERNAL', 'KAFKA_CONTROLLER']) {
    const port = stackPort(name);
    await expect(handshake({ port, tls, version: 'TLSv1.3' })).resolves.toBe('TLSv1.3');
    await expect(handshake({ port, tls, version: 'TLSv1.2' })).rejects.toThrow(/protocol|version|reset/i);
  }
});

test('a client does not speak to a server of another authority', async () => {
  await expect(signIn(client('message', { tls: { ca: foreign.of('message').ca } }))).rejects.toThrow(/certificate/);
});

test('a wrong password, and one of another account, are refused', async () => {
  const refused = /authentication failed/i;
  await expect(signIn(client('message', { password: 'wrong' }))).rejects.toThrow(refused);
  await expect(signIn(client('message', { username: 'admin' }))).rejects.toThrow(refused);
  await expect(signIn(client('message', { username: 'nobody' }))).rejects.toThrow(refused);
});

test('between servers, the certificate of a service is nobody', async () => {
  const { tls, clientId } = stackKafka('message');
  const kafka = new Kafka({
    clientId,
    brokers: [`127.0.0.1:${stackPort('KAFKA_INTERNAL')}`],
    ssl: { ...tls, minVersion: 'TLSv1.3' },
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  expect(await signIn(kafka)).toEqual([]);
});

test('a service writes to its own topics alone', async () => {
  const foreignTopics: [StackAccount, string][] = [
    ['notification', 'room.message'],
    ['notification', 'conversation.message'],
    ['media', 'room.picture'],
    ['auth', 'room.membership'],
    ['room', 'room.message'],
    ['message', 'room.membership'],
    ['message', 'notification-push.retry'],
    ['operator', 'room.message'],
    ['operator', 'user.created'],
  ];
  for (const [account, topic] of foreignTopics) {
    await expect(produce(account, topic), `${account} → ${topic}`).rejects.toThrow(REFUSED);
  }
});

test('nobody reads what it does not consume: auth reads no chat', async () => {
  const foreignTopics: [StackAccount, string][] = [
    ['auth', 'room.message'],
    ['auth', 'conversation.message'],
    ['user', 'room.message'],
    ['room', 'user.block'],
    ['message', 'user.created'],
    ['operator', 'room.message'],
    ['operator', 'media.retry'],
  ];
  const alone = () => `dead-letters.${randomUUID()}`;
  // A broker makes the place for groups when it is asked for the first one.
  await until('a coordinator of groups', () =>
    consume('operator', alone(), 'media.dead-letter').then(
      () => true,
      (error: Error) => {
        if (!/coordinator/.test(error.message)) throw error;
      },
    ),
  );
  for (const [account, topic] of foreignTopics) {
    await expect(consume(account, alone(), topic), `${account} ← ${topic}`).rejects.toThrow(REFUSED);
  }
});

test('a service joins its own groups alone', async () => {
  const foreignGroups: [StackAccount, string, string][] = [
    ['message', 'media', 'room.picture'],
    ['message', 'message-2', 'room.picture'],
    ['media', 'notification-push', 'room.message'],
    ['notification', 'notification', 'room.message'],
    ['notification', 'media', 'room.message'],
    ['operator', 'media', 'media.dead-letter'],
    ['media', 'dead-letters.test', 'room.picture'],
  ];
  for (const [account, group, topic] of foreignGroups) {
    await expect(consume(account, group, topic), `${account} in ${group}`).rejects.toThrow(GROUP_REFUSED);
  }
});

test('a service neither makes, changes nor deletes topics, and does not learn who has which rights', async () => {
  const admin = client('message').admin();
  onTestFinished(() => admin.disconnect());
  await admin.connect();
  const topics = [{ topic: 'message.own', numPartitions: 1, replicationFactor: 1 }];
  await expect(admin.createTopics({ topics })).rejects.toThrow();
  expect(await signIn(client('admin'))).not.toContain('message.own');
  await expect(admin.deleteTopics({ topics: ['room.message'] })).rejects.toThrow(REFUSED);
  await expect(admin.createPartitions({ topicPartitions: [{ topic: 'room.message', count: 13 }] })).rejects.toThrow(
    REFUSED,
  );
  await expect(
    admin.deleteTopicRecords({ topic: 'room.message', partitions: [{ partition: 0, offset: '-1' }] }),
  ).rejects.toThrow();
  const any = { resourceType: 1, resourcePatternType: 1, operation: 1, permissionType: 1 };
  await expect(admin.describeAcls(any)).rejects.toThrow(REFUSED);
  expect(await signIn(client('admin'))).toContain('room.message');
});
