import type { S3BlobStore } from '#platform/blob-store/s3.ts';
import type { Cassandra } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { KafkaEventLog } from '#platform/event-log/kafka.ts';
import { GrpcChannel } from '#platform/grpc/channel.ts';
import type { ServiceName } from '#platform/grpc/contract.ts';
import type { Health } from '#platform/health/health.ts';
import type { Logger } from '#platform/logger/logger.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { Database } from '#platform/postgres/postgres.ts';
import { RedisPresence } from '#platform/presence/redis.ts';
import { RedisPubSub } from '#platform/pubsub/redis.ts';
import { RedisCommands, type RedisSettings } from '#platform/redis/redis.ts';
import type { Secrets } from '#platform/secrets/secrets.ts';
import type { LiveTls } from '#platform/secrets/tls.ts';
import { DATABASE } from '../database-roles.ts';
import { type SubgraphName, schemaFile } from '../schema-files.ts';
import type { ShutdownSteps } from '../shutdown.ts';
import type { ServicesConfig } from './settings.ts';

/** What connections are made with. */
export interface ConnectionsOptions {
  /** Which process this is: its name is that of its accounts, secrets and certificate. */
  readonly service: ServiceName;
  readonly config: ServicesConfig;
  readonly secrets: Secrets;
  readonly tls: LiveTls;
  readonly shutdown: ShutdownSteps;
  /** Learns whether what was opened answers. */
  readonly health: Health;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

const MESSAGE_KEYSPACE = 'lynk_message';

/**
 * The connections of one process to servers and to other processes, each under an account and with a certificate of its
 * own. What nobody asks for is neither loaded nor opened; what is asked for twice is opened once, and closed when the process
 * stops. A server is told a password or a certificate when a connection is made: after a change of those, restart the process.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  /** What was opened, by name. */
  readonly #opened = new Map<string, Promise<unknown>>();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** The schema of this service. */
  database(): Promise<Database> {
    return this.#once('PostgreSQL', async ({ service, config, secrets, tls, health, metrics, logger }) => {
      const { Database } = await import('#platform/postgres/postgres.ts');
      const user = `lynk_${service}`;
      const password = await secrets.read(`postgres-${service}`);
      const database = new Database({
        connection: { ...config.postgres, user, password, database: DATABASE, tls: tls.current() },
        logger,
        metrics,
      });
      health.addCheck('PostgreSQL', () => database.check());
      return [database, () => database.close()];
    });
  }

  eventLog(): Promise<KafkaEventLog> {
    return this.#once('Kafka', async ({ service, config, secrets, tls, health, metrics, logger }) => {
      const { KafkaEventLog } = await import('#platform/event-log/kafka.ts');
      const { kafkaClient } = await import('#platform/kafka/kafka.ts');
      const brokers = config.kafka.map(({ host, port }) => `${host}:${port}`);
      const name = `kafka-${service}`;
      const settings = {
        brokers,
        clientId: `lynk-${service}`,
        username: service,
        password: await secrets.read(name),
        get tls() {
          return tls.current();
        },
      };
      // Connections that begin after a rotation need what came with it.
      secrets.watch(name, (value) => {
        settings.password = value;
      });
      const eventLog = new KafkaEventLog({ kafka: kafkaClient(settings, logger), logger, metrics });
      // Chat goes on without Kafka: its absence takes no process out, consumers that do not get on do.
      health.addCheck('Kafka', () => eventLog.check(), { deep: true });
      health.addCheck('consumers', () => eventLog.checkConsumers());
      return [eventLog, () => eventLog.close()];
    });
  }

  redis(): Promise<RedisCommands> {
    return this.#once('Redis', async ({ health, metrics, logger }) => {
      const redis = new RedisCommands({ settings: await this.#redisSettings(), logger, metrics });
      // Nothing that was acknowledged is in Redis: without it things are slower or refused one by one.
      health.addCheck('Redis', () => redis.check(), { deep: true });
      return [redis, async () => redis.close()];
    });
  }

  pubsub(): Promise<RedisPubSub> {
    return this.#once('pub/sub', async ({ health, metrics, logger }) => {
      const pubsub = new RedisPubSub({ settings: await this.#redisSettings(), logger, metrics });
      health.addCheck('pub/sub', () => pubsub.check(), { deep: true });
      return [pubsub, async () => pubsub.close()];
    });
  }

  presence(): Promise<RedisPresence> {
    return this.#once('presence', async ({ service, clock, logger }) => {
      const presence = await RedisPresence.start({
        redis: await this.redis(),
        pubsub: await this.pubsub(),
        clock,
        logger,
        // Its account may not write there.
        isReader: service === 'notification',
      });
      return [presence, async () => presence.close()];
    });
  }

  cassandra(): Promise<Cassandra> {
    return this.#once('Cassandra', async ({ service, config, secrets, tls, health, metrics, logger }) => {
      const { Cassandra } = await import('#platform/cassandra/cassandra.ts');
      const { ca, cert, key } = tls.current();
      const session = new Cassandra({
        connection: {
          hosts: config.cassandra.map(({ host }) => host),
          port: config.cassandra[0]?.port ?? 9042,
          datacenter: config.cassandraDatacenter,
          keyspace: MESSAGE_KEYSPACE,
          user: `lynk_${service}`,
          password: await secrets.read(`cassandra-${service}`),
          tls: { ca, certificate: cert, key },
        },
        logger,
        metrics,
      });
      health.addCheck('Cassandra', () => session.check());
      return [session, () => session.close()];
    });
  }

  blobStore(): Promise<S3BlobStore> {
    return this.#once('S3', async ({ service, config, secrets, tls, health, metrics, clock }) => {
      const { S3BlobStore } = await import('#platform/blob-store/s3.ts');
      const secretAccessKey = await secrets.read(`s3-${service}`);
      const settings = { ...config.s3, accessKeyId: service, secretAccessKey, tls: tls.current() };
      const blobStore = new S3BlobStore({ settings, clock, metrics });
      health.addCheck('S3', () => blobStore.check(), { deep: true });
      return [blobStore, async () => blobStore.close()];
    });
  }

  /** The processes of a subgraph, which answer calls of this one. */
  channel(subgraph: SubgraphName): Promise<GrpcChannel> {
    return this.#once(`calls of ${subgraph}`, async ({ config, tls, health, metrics }) => {
      const channel = new GrpcChannel({
        service: subgraph,
        target: targetOf(config.rpc[subgraph]),
        tls,
        protoFolder: schemaFile(''),
        metrics,
      });
      health.addCheck(`calls of ${subgraph}`, () => channel.check(), { deep: true });
      return [channel, async () => channel.close()];
    });
  }

  async #redisSettings(): Promise<RedisSettings> {
    const { service, config, secrets, tls } = this.#options;
    const password = await secrets.read(`redis-${service}`);
    return { nodes: config.redis, isCluster: config.redis.length > 1, username: service, password, tls: tls.current() };
  }

  #once<T>(
    name: string,
    open: (options: ConnectionsOptions) => Promise<readonly [T, () => Promise<void>]>,
  ): Promise<T> {
    const known = this.#opened.get(name) as Promise<T> | undefined;
    if (known) return known;
    const opening = open(this.#options).then(([opened, close]) => {
      this.#options.shutdown.add(name, close);
      return opened;
    });
    this.#opened.set(name, opening);
    return opening;
  }
}

/** Addresses as gRPC names them: a name is asked of DNS, and several are told at once. */
function targetOf(addresses: string): string {
  const all = addresses.split(',').map((address) => address.trim());
  return all.length === 1 ? `dns:${all[0]}` : `ipv4:${all.join()}`;
}
