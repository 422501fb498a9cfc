import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';

const SCRIPT = path.join(import.meta.dirname, 'credentials.sh');
/** It makes some 20 certificates. */
const DEADLINE_MS = 120_000;
const SERVICES = ['auth', 'gateway', 'media', 'message', 'notification', 'room', 'user'];

/** Secret → the folders that hold it, besides that of the service which it is called after. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  'access-signing-keys': ['auth'],
  'access-public-keys': ['auth', 'gateway'],
  'service-signing-keys': ['gateway'],
  'service-public-keys': SERVICES,
  'postgres-migrator': ['apply'],
  'redis-admin': ['apply'],
  'cassandra-admin': ['apply'],
  'cassandra-message': ['apply'],
  's3-admin': ['s3', 's3-accounts'],
  's3-media': ['s3-accounts'],
  'kafka-operator': ['operator', 'apply'],
};

/** Runs the script, and reads what it has put where: file → text, by container. */
async function share(state: string, folder: string): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const env = { PATH: process.env['PATH'], LYNK_STACK_FOLDER: state, LYNK_CREDENTIALS: folder };
  await promisify(execFile)('bash', [SCRIPT], { env });
  return new Map(
    readdirSync(folder).map((container) => {
      const files = readdirSync(path.join(folder, container), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
      const names = files.map((file) => [
        path.relative(path.join(folder, container), file),
        readFileSync(file, 'utf8'),
      ]);
      return [container, new Map(names as [string, string][])] as const;
    }),
  );
}

test(
  'each secret is where it is used, and nowhere else',
  async () => {
    const folder = temporaryFolder();
    const state = path.join(folder, 'state');
    const given = await share(state, path.join(folder, 'given'));
    for (const secret of readdirSync(path.join(state, 'secrets'))) {
      const [server = '', account = ''] = secret.split('-');
      const readers = [
        ...(READERS[secret] ?? []),
        ...(SERVICES.includes(account) ? [account] : []),
        // Accounts of Kafka are made from their passwords.
        ...(server === 'kafka' && !READERS[secret] ? ['apply'] : []),
      ];
      const found = [...given].filter(([, files]) => files.has(`secrets/${secret}`)).map(([container]) => container);
      expect(found, secret).toEqual([...new Set(readers)].sort());
      // Within the settings of servers there are hashes, but for the one that sets PostgreSQL's passwords.
      const value = readFileSync(path.join(state, 'secrets', secret), 'utf8').trim();
      const quoting = [...given].filter(([, files]) =>
        [...files].some(([name, text]) => !name.startsWith('secrets/') && text.includes(value)),
      );
      const isPostgres = server === 'postgres';
      expect(
        quoting.map(([container]) => container),
        secret,
      ).toEqual(isPostgres ? ['postgres-accounts'] : []);
    }
    const keys = [...given].map(([container, files]) => [
      container,
      [...files.keys()].filter((name) => /\.(key|pem)$/.test(name)),
    ]);
    expect(Object.fromEntries(keys)).toEqual({
      ...Object.fromEntries(SERVICES.map((service) => [service, [`tls/${service}.key`]])),
      apply: ['tls/admin.key', 'tls/kafka.key', 'tls/migrator.key'],
      cassandra: ['tls/cassandra.pem'],
      kafka: ['tls/kafka.pem'],
      operator: ['tls/operator.key'],
      postgres: ['tls/postgres.key'],
      'postgres-accounts': [],
      redis: ['tls/redis.key'],
      s3: [],
      's3-accounts': [],
      's3-front': ['tls/s3.key'],
    });
    expect([...given.values()].flatMap((files) => [...files.values()]).join('')).not.toContain('{{');

    const before = statSync(path.join(folder, 'given', 'auth', 'secrets', 'access-signing-keys'));
    expect(before.mode & 0o777).toBe(0o440);
    expect(await share(state, path.join(folder, 'given'))).toEqual(given);
    // Nobody is told of a change that is none.
    expect(statSync(path.join(folder, 'given', 'auth', 'secrets', 'access-signing-keys')).ino).toBe(before.ino);
  },
  DEADLINE_MS,
);
