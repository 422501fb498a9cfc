import cassandra from 'cassandra-driver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cassandraAdmin, type TestKeyspace, testKeyspace } from '../kit/cassandra.ts';
import { type Certificates, makeCertificates } from '../kit/grpc.ts';
import { stackPort, stackSecret, stackTls } from '../kit/stack.ts';
import { handshake } from '../kit/tls-handshake.ts';

const FOREIGN = 'lynk_of_somebody_else';
const { unauthorized } = cassandra.types.responseErrorCodes;
const right = () => ({ user: 'lynk_message', password: stackSecret('cassandra-message'), tls: stackTls('message') });

/** Signs in and runs one statement. Why a node was not reached is told of instead of that none was. */
async function ask(statement: string, { user, password, tls }: ReturnType<typeof right> = right()) {
  const client = new cassandra.Client({
    contactPoints: ['127.0.0.1'],
    localDataCenter: 'datacenter1',
    protocolOptions: { port: stackPort('CASSANDRA') },
    authProvider: new cassandra.auth.PlainTextAuthProvider(user, password),
    sslOptions: { ...tls, minVersion: 'TLSv1.3', rejectUnauthorized: true },
  });
  try {
    return (await client.execute(statement)).rows;
  } catch (error) {
    if (!(error instanceof cassandra.errors.NoHostAvailableError)) throw error;
    throw Object.values(error.innerErrors)[0] ?? error;
  } finally {
    await client.shutdown();
  }
}

const WHO = 'SELECT cluster_name FROM system.local';
const UNKNOWN = /alert|ECONNRESET|socket (hang up|was closed)|disconnected|unexpected/i;

let strangers: Certificates;
let own: TestKeyspace;
let admin: cassandra.Client;
beforeAll(async () => {
  [strangers, own, admin] = await Promise.all([makeCertificates(), testKeyspace(), cassandraAdmin()]);
  const replication = "{'class': 'NetworkTopologyStrategy', 'datacenter1': 1}";
  await admin.execute(`CREATE KEYSPACE IF NOT EXISTS ${FOREIGN} WITH replication = ${replication}`);
  await admin.execute(`CREATE TABLE IF NOT EXISTS ${FOREIGN}.things (id int PRIMARY KEY)`);
});
afterAll(async () => {
  await admin.execute(`DROP KEYSPACE ${FOREIGN}`);
  await admin.shutdown();
  await own.drop();
  strangers.remove();
});

test('Cassandra answers the message subgraph with its certificate and its password', async () => {
  expect(await ask(WHO)).toHaveLength(1);
});

describe('Cassandra refuses', () => {
  test('somebody without a certificate', async () => {
    const { ca } = stackTls('message');
    await expect(ask(WHO, { ...right(), tls: { ca, cert: '', key: '' } })).rejects.toThrow(UNKNOWN);
  });

  test('a certificate of another authority, in the same name', async () => {
    const { cert, key } = strangers.of('message');
    const { ca } = stackTls('message');
    await expect(ask(WHO, { ...right(), tls: { ca, cert, key } })).rejects.toThrow(UNKNOWN);
  });

  test.each(['CASSANDRA', 'CASSANDRA_STORAGE'])('TLS 1.2 (port %s)', async (name) => {
    const target = { port: stackPort(name), tls: stackTls('message') };
    expect(await handshake({ ...target, version: 'TLSv1.3' })).toBe('TLSv1.3');
    await expect(handshake({ ...target, version: 'TLSv1.2' })).rejects.toThrow(/protocol version|ECONNRESET/);
  });

  test('a wrong password, and the account that a new cluster has', async () => {
    const refused = { name: 'AuthenticationError' };
    await expect(ask(WHO, { ...right(), password: 'a guess' })).rejects.toMatchObject(refused);
    await expect(ask(WHO, { ...right(), user: 'cassandra', password: 'cassandra' })).rejects.toMatchObject(refused);
  });

  test.each([
    ['CREATE KEYSPACE another', "WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}"],
    ['CREATE TABLE OWN.another', '(id int PRIMARY KEY)'],
    ['ALTER TABLE OWN.members', 'ADD more int'],
    ['DROP TABLE OWN.members', ''],
    ['CREATE INDEX ON OWN.members', '(role)'],
    ['CREATE TYPE OWN.another', '(id int)'],
    ['DROP KEYSPACE OWN', ''],
    ['CREATE ROLE another', ''],
    ['ALTER ROLE lynk_message', 'WITH SUPERUSER = true'],
    ['GRANT ALL PERMISSIONS ON ALL KEYSPACES', 'TO lynk_message'],
    ['GRANT lynk_admin', 'TO lynk_message'],
  ])('the message subgraph doing DDL: %s', async (what, rest) => {
    const statement = `${what} ${rest}`.replace('OWN', own.connection.keyspace);
    await expect(ask(statement)).rejects.toMatchObject({ code: unauthorized });
  });

  test.each([
    `SELECT * FROM ${FOREIGN}.things`,
    `INSERT INTO ${FOREIGN}.things (id) VALUES (1)`,
    `CREATE TABLE ${FOREIGN}.more (id int PRIMARY KEY)`,
    'SELECT * FROM system_auth.roles',
    "UPDATE system_auth.roles SET is_superuser = true WHERE role = 'lynk_message'",
  ])('the message subgraph in another keyspace: %s', async (statement) => {
    await expect(ask(statement)).rejects.toMatchObject({ code: unauthorized });
  });

  test('other services, which have no account', async () => {
    const asRoom = { user: 'lynk_room', password: stackSecret('cassandra-message'), tls: stackTls('room') };
    await expect(ask(WHO, asRoom)).rejects.toMatchObject({ name: 'AuthenticationError' });
  });
});
