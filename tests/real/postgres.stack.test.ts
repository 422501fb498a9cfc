import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import type { PostgresConnection } from '#platform/postgres/postgres.ts';
import { withSession } from '#platform/postgres/session.ts';
import { migrate } from '#runtime/migrate.ts';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { type Certificates, makeCertificates } from '../kit/grpc.ts';
import { stackPort, stackPostgres, stackTls } from '../kit/stack.ts';
import { handshake } from '../kit/tls-handshake.ts';

type Service = 'auth' | 'user' | 'room' | 'message' | 'media' | 'notification';
const SERVICES: readonly Service[] = ['auth', 'user', 'room', 'message', 'media', 'notification'];
/** SQLSTATE: what the server says. */
const NOT_LET_IN = { code: '28000' };
const NOT_PROVED = { code: '28P01' };
const NOT_ALLOWED = { code: '42501' };

const migrations = () =>
  migrate({
    connection: (database) => ({ ...stackPostgres('migrator'), database }),
    passwords: null,
    folder: path.join(PROJECT_ROOT, 'init', 'postgres'),
    logger: createLogger({ level: 'silent' }),
  });
const query = (connection: PostgresConnection, sql: string) => withSession(connection, (session) => session.query(sql));
const as = (account: Service | 'migrator', sql: string) => query(stackPostgres(account), sql);
const WHO = 'SELECT current_user AS me';

let strangers: Certificates;
beforeAll(async () => {
  [strangers] = await Promise.all([makeCertificates(), migrations()]);
});
afterAll(() => strangers.remove());

describe('PostgreSQL answers', () => {
  test.each(SERVICES)('%s with its certificate and its password', async (service) => {
    expect(await as(service, WHO)).toEqual([{ me: `lynk_${service}` }]);
  });

  test('a migrator, who finds nothing to do the second time', async () => {
    const applied = () =>
      as('migrator', 'SELECT count(*) AS files, max(applied_at) AS last FROM lynk_migrations.applied');
    const before = await applied();
    await migrations();
    expect(await applied()).toEqual(before);
  });
});

describe('PostgreSQL refuses', () => {
  const auth = () => stackPostgres('auth');
  const withoutTls = () => {
    const { tls: _, ...rest } = auth();
    return rest;
  };

  test('a connection in the clear', async () => {
    await expect(query(withoutTls(), WHO)).rejects.toMatchObject(NOT_LET_IN);
  });

  test('somebody without a certificate', async () => {
    const { ca } = stackTls('auth');
    await expect(query({ ...auth(), tls: { ca, cert: '', key: '' } }, WHO)).rejects.toMatchObject(NOT_LET_IN);
  });

  test('a certificate of another authority, in the same name', async () => {
    const { cert, key } = strangers.of('auth');
    const { ca } = stackTls('auth');
    // With TLS 1.3 the alert comes with the first answer, or the connection is gone before.
    await expect(query({ ...auth(), tls: { ca, cert, key } }, WHO)).rejects.toThrow(/unknown ca|ECONNRESET|terminated/);
  });

  test('TLS 1.2', async () => {
    const target = { port: stackPort('POSTGRES'), tls: stackTls('auth'), isPostgres: true };
    expect(await handshake({ ...target, version: 'TLSv1.3' })).toBe('TLSv1.3');
    await expect(handshake({ ...target, version: 'TLSv1.2' })).rejects.toThrow(/protocol version/);
  });

  test('a wrong password', async () => {
    await expect(query({ ...auth(), password: 'a guess' }, WHO)).rejects.toMatchObject(NOT_PROVED);
  });

  test('the right password with the certificate of another service, and of the migrator', async () => {
    for (const account of ['user', 'migrator', 'admin'] as const) {
      await expect(query({ ...auth(), tls: stackTls(account) }, WHO), account).rejects.toMatchObject(NOT_PROVED);
    }
    await expect(query({ ...stackPostgres('migrator'), tls: stackTls('auth') }, WHO)).rejects.toMatchObject(NOT_PROVED);
  });

  test('the superuser over the network, and everybody in another database', async () => {
    await expect(query({ ...auth(), user: 'postgres' }, WHO)).rejects.toMatchObject(NOT_LET_IN);
    for (const database of ['postgres', 'template1']) {
      await expect(query({ ...auth(), database }, WHO), database).rejects.toMatchObject(NOT_LET_IN);
      await expect(query({ ...stackPostgres('migrator'), database }, WHO)).rejects.toMatchObject(NOT_LET_IN);
    }
  });

  test.each([
    ['user', 'SELECT * FROM lynk_auth.accounts'],
    ['user', 'INSERT INTO lynk_auth.outbox (id) VALUES (gen_random_uuid())'],
    ['auth', 'SELECT * FROM lynk_user.profiles'],
    ['room', 'SELECT * FROM lynk_message.messages'],
    ['notification', 'SELECT * FROM lynk_message.messages'],
    ['media', 'UPDATE lynk_user.profiles SET display_name = NULL'],
    ['message', 'SELECT * FROM lynk_room.memberships'],
    ['auth', 'SELECT * FROM lynk_migrations.applied'],
    ['auth', 'SELECT * FROM pg_authid'],
  ] as const)("%s in others' tables: %s", async (service, sql) => {
    await expect(as(service, sql)).rejects.toMatchObject(NOT_ALLOWED);
  });

  test.each([
    ['room', 'DELETE FROM rooms'],
    ['message', 'DELETE FROM messages'],
    ['message', 'DELETE FROM room_events'],
    ['user', 'UPDATE outbox SET payload = NULL'],
  ] as const)('%s doing to its own rows what its store never does: %s', async (service, sql) => {
    await expect(as(service, sql)).rejects.toMatchObject(NOT_ALLOWED);
  });

  describe.each(SERVICES)('%s doing DDL', (service) => {
    test.each([
      `CREATE TABLE lynk_${service}.another (id int)`,
      'CREATE TABLE public.another (id int)',
      'CREATE TEMPORARY TABLE another (id int)',
      'CREATE SCHEMA another',
      `CREATE FUNCTION lynk_${service}.another() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      `DROP SCHEMA lynk_${service} CASCADE`,
      'CREATE ROLE another',
      `ALTER ROLE lynk_migrator PASSWORD 'mine'`,
      'SET ROLE lynk_migrator',
      'CREATE DATABASE another',
      'CREATE EXTENSION dblink',
      `COPY (SELECT 1) TO PROGRAM 'true'`,
    ])('%s', async (sql) => {
      await expect(as(service, sql)).rejects.toMatchObject(NOT_ALLOWED);
    });
  });

  test.each(['outbox', 'accounts'])('auth changing and emptying its own table %s', async (table) => {
    for (const sql of [`ALTER TABLE ${table} ADD more int`, `DROP TABLE ${table}`, `TRUNCATE ${table}`]) {
      await expect(as('auth', sql), sql).rejects.toMatchObject(NOT_ALLOWED);
    }
  });

  test.each([
    'CREATE ROLE another',
    'CREATE DATABASE another',
    'CREATE SCHEMA another',
    'CREATE TABLE public.another (id int)',
    'CREATE TEMPORARY TABLE another (id int)',
    'SET ROLE lynk_auth',
    'GRANT lynk_auth TO lynk_migrator',
    `ALTER ROLE lynk_auth PASSWORD 'mine'`,
    'SELECT * FROM pg_authid',
    'CREATE EXTENSION dblink SCHEMA lynk_auth',
    // A trusted one: whoever may make something in the database may have it.
    'CREATE EXTENSION hstore SCHEMA lynk_auth',
    `COPY (SELECT 1) TO PROGRAM 'true'`,
  ])('the migrator doing what no migration does: %s', async (sql) => {
    await expect(as('migrator', sql)).rejects.toMatchObject(NOT_ALLOWED);
  });
});
