import type { DeadLetters } from '#platform/event-log/dead-letters.ts';
import { KafkaDeadLetters } from '#platform/event-log/kafka-dead-letters.ts';
import { PostgresDeadLetters } from '#platform/event-log/postgres-dead-letters.ts';
import { kafkaClient } from '#platform/kafka/kafka.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { FileSecrets } from '#platform/secrets/files.ts';
import { openTls } from '#platform/secrets/tls.ts';
import { readConfig, readServiceConfig } from '../../config.ts';
import { withDatabase } from '../../embedded-database.ts';

const OPERATOR = 'operator';

type Work = (deadLetters: DeadLetters) => Promise<void>;

/** Gives some work the dead letters of the data folder, whether Lynk runs or not. @throws as `withDatabase` does */
export async function withEmbeddedDeadLetters(work: Work): Promise<void> {
  const { dataDir, logLevel } = readConfig();
  const logger = createLogger({ level: logLevel });
  await withDatabase({ dataDir, logger }, async (connection) => {
    const database = new Database({ connection: connection('lynk_event_log'), logger, maxConnections: 1 });
    try {
      await work(new PostgresDeadLetters(database));
    } finally {
      await database.close();
    }
  });
}

/** Gives some work the dead letters of Kafka. @throws Error when a secret is missing, or no broker answers */
export async function withKafkaDeadLetters(work: Work): Promise<void> {
  const { logLevel, services } = readServiceConfig();
  const logger = createLogger({ level: logLevel });
  const secrets = new FileSecrets({ folder: services.secretsFolder, logger });
  const certificates = new FileSecrets({ folder: services.tlsFolder, logger });
  try {
    const kafka = kafkaClient(
      {
        brokers: services.kafka.map(({ host, port }) => `${host}:${port}`),
        clientId: `lynk-${OPERATOR}`,
        username: OPERATOR,
        password: await secrets.read(`kafka-${OPERATOR}`),
        tls: (await openTls(certificates, OPERATOR)).current(),
      },
      logger,
    );
    const deadLetters = new KafkaDeadLetters({ kafka });
    try {
      await work(deadLetters);
    } finally {
      await deadLetters.close();
    }
  } finally {
    secrets.close();
    certificates.close();
  }
}
