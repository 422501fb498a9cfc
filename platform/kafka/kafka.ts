import { type ISocketFactory, Kafka, logLevel, type Message, type SASLOptions } from 'kafkajs';
import type { Logger } from '../logger/logger.ts';

/** Where Kafka is, and as whom to sign in. */
export interface KafkaSettings {
  /** `host:port` of some brokers; the others are found through them. */
  readonly brokers: readonly string[];
  /** What the brokers' logs call this process, such as `lynk-message`. */
  readonly clientId: string;
  /** SCRAM-SHA-512. */
  readonly username: string;
  /** Read for each connection, as are the certificates: a getter may give another one after it was rotated. */
  readonly password: string;
  /** Certificates in PEM. */
  readonly tls: { readonly ca: string; readonly cert: string; readonly key: string };
}

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * A client of the brokers, over TLS 1.3 with a certificate and a password. The driver's own log goes into ours.
 *
 * @param socketFactory makes the connections, for tests that cut them
 */
export function kafkaClient(settings: KafkaSettings, logger: Logger, socketFactory?: ISocketFactory): Kafka {
  const sasl: SASLOptions = {
    mechanism: 'scram-sha-512',
    username: settings.username,
    get password() {
      return settings.password;
    },
  };
  return new Kafka({
    clientId: settings.clientId,
    brokers: [...settings.brokers],
    ssl: {
      get ca() {
        return settings.tls.ca;
      },
      get cert() {
        return settings.tls.cert;
      },
      get key() {
        return settings.tls.key;
      },
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
    },
    sasl,
    ...(socketFactory ? { socketFactory } : {}),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    enforceRequestTimeout: true,
    // About ten seconds in all: long enough for another broker to become the leader.
    retry: { initialRetryTime: 100, maxRetryTime: LONGEST_PAUSE_MS, retries: 7 },
    logLevel: logLevel.WARN,
    // The driver tells every attempt as an error; what matters is told by whoever gives up.
    logCreator: () => (entry) => {
      const { message, error, groupId, topic } = entry.log;
      logger.debug({ namespace: entry.namespace, reason: error, group: groupId, topic }, `Kafka: ${message}`);
    },
  });
}

/** The text of a header; undefined when there is none. */
export function headerText(message: Pick<Message, 'headers'>, name: string): string | undefined {
  const value = message.headers?.[name];
  const [first] = Array.isArray(value) ? value : [value];
  return first?.toString();
}
