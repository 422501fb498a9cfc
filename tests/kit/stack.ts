import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KafkaSettings } from '#platform/kafka/kafka.ts';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { DATABASE } from '#runtime/database-roles.ts';

/** Accounts of the real servers: services, who runs migrations, who looks after dead letters, who may do everything. */
export type StackAccount =
  | 'admin'
  | 'migrator'
  | 'operator'
  | 'gateway'
  | 'auth'
  | 'user'
  | 'room'
  | 'message'
  | 'media'
  | 'notification';

const HOST = '127.0.0.1';

/**
 * The real servers that `npm run stack:up` has started.
 *
 * @throws Error when they were never started
 */
function read(...name: string[]): string {
  const folder = process.env['LYNK_STACK_FOLDER'] ?? '/var/lib/lynk-stack';
  try {
    return readFileSync(path.join(folder, ...name), 'utf8').trim();
  } catch (cause) {
    throw new Error('The real servers do not run: start them with "npm run stack:up".', { cause });
  }
}

/** The port of a server, by its name in `ports.env`, such as `KAFKA`. */
export function stackPort(name: string): number {
  const port = new RegExp(`^${name}_PORT=(\\d+)$`, 'm').exec(read('ports.env'))?.[1];
  if (port === undefined) throw new Error(`There is no port of ${name}.`);
  return Number(port);
}

/** A secret, by its name, such as `kafka-auth`. */
export const stackSecret = (name: string) => read('secrets', name);

/** The authority's certificate, and an account's own certificate and key, in PEM. */
export const stackTls = (account: StackAccount) => ({
  ca: read('tls', 'ca.crt'),
  cert: read('tls', `${account}.crt`),
  key: read('tls', `${account}.key`),
});

/** How an account reaches Kafka. */
export function stackKafka(account: StackAccount): KafkaSettings {
  return {
    brokers: [`${HOST}:${stackPort('KAFKA')}`],
    clientId: `lynk-test-${account}`,
    username: account,
    password: stackSecret(`kafka-${account}`),
    tls: stackTls(account),
  };
}

/** How an account reaches PostgreSQL: `admin` cannot. */
export function stackPostgres(
  account: Exclude<StackAccount, 'admin' | 'gateway' | 'operator'>,
): Required<PostgresConnection> {
  return {
    host: HOST,
    port: stackPort('POSTGRES'),
    user: `lynk_${account}`,
    password: stackSecret(`postgres-${account}`),
    database: DATABASE,
    tls: stackTls(account),
  };
}
