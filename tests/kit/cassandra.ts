import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import cassandra from 'cassandra-driver';
import { Cassandra, type CassandraConnection } from '#platform/cassandra/cassandra.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { stackPort, stackSecret, stackTls } from './stack.ts';

const SCHEMA = 'init/cassandra/lynk_message';
const KEYSPACE = 'lynk_message';
const HOST = '127.0.0.1';
const DATACENTER = 'datacenter1';

/** A keyspace of its own for one file of tests, with the tables of the message subgraph and the rights of its role. */
export interface TestKeyspace {
  readonly connection: CassandraConnection;
  /** Opens a session as the message subgraph. */
  open(options?: { readTimeoutMs?: number }): Cassandra;
  drop(): Promise<void>;
}

/** Who may do everything, on the stack's Cassandra. Shut it down. */
export async function cassandraAdmin(): Promise<cassandra.Client> {
  const admin = new cassandra.Client({
    contactPoints: [HOST],
    localDataCenter: DATACENTER,
    protocolOptions: { port: stackPort('CASSANDRA') },
    authProvider: new cassandra.auth.PlainTextAuthProvider('lynk_admin', stackSecret('cassandra-admin')),
    sslOptions: { ...stackTls('admin'), minVersion: 'TLSv1.3', rejectUnauthorized: true },
    socketOptions: { readTimeout: 60_000 },
  });
  await admin.connect();
  return admin;
}

/** Makes a {@link TestKeyspace} on the stack's Cassandra, which must be up. */
export async function testKeyspace(): Promise<TestKeyspace> {
  const port = stackPort('CASSANDRA');
  const keyspace = `${KEYSPACE}_${randomBytes(6).toString('hex')}`;
  const admin = await cassandraAdmin();
  await admin.execute(
    `CREATE KEYSPACE ${keyspace} WITH replication = {'class': 'NetworkTopologyStrategy', '${DATACENTER}': 1}`,
  );
  for (const name of readdirSync(SCHEMA).sort()) {
    const text = readFileSync(path.join(SCHEMA, name), 'utf8').replace(/^\s*--.*$/gm, '');
    for (const statement of text.replaceAll(`${KEYSPACE}.`, `${keyspace}.`).split(';')) {
      if (statement.trim() !== '') await admin.execute(statement);
    }
  }
  for (const right of ['SELECT', 'MODIFY'])
    await admin.execute(`GRANT ${right} ON KEYSPACE ${keyspace} TO ${KEYSPACE}`);
  const { ca, cert, key } = stackTls('message');
  const connection: CassandraConnection = {
    hosts: [HOST],
    port,
    datacenter: DATACENTER,
    keyspace,
    user: KEYSPACE,
    password: stackSecret('cassandra-message'),
    tls: { ca, certificate: cert, key },
  };
  const logger = createLogger({ level: 'silent' });
  return {
    connection,
    open: (options = {}) => new Cassandra({ connection, logger, ...options }),
    drop: async () => {
      await admin.execute(`DROP KEYSPACE ${keyspace}`);
      await admin.shutdown();
    },
  };
}
