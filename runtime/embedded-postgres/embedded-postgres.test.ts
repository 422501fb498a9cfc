import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Database } from '#platform/postgres/postgres.ts';
import { withSession } from '#platform/postgres/session.ts';
import { startTestPostgres, type TestPostgres } from '#tests/kit/postgres.ts';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { until } from '#tests/kit/until.ts';
import { ADMIN_ROLE, randomPassword, rolePasswords } from '../database-roles.ts';
import { postmasterPid } from './earlier-server.ts';
import { type RunningPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const logger = createLogger({ level: 'silent' });
const passwords = await rolePasswords(async () => randomPassword());

describe('a server that runs', () => {
  let postgres: TestPostgres;
  let cluster: string;
  beforeAll(async () => {
    postgres = await startTestPostgres({ durable: true });
    cluster = path.join(postgres.connection(ADMIN_ROLE).host, '..', 'data');
  });
  afterAll(() => postgres.stop());

  const serverPid = () => {
    const pid = postmasterPid(cluster);
    if (pid === undefined) throw new Error('the server has no lock file');
    return pid;
  };
  /** Kills something that the server needs and waits until another server answers in its place. */
  const replaced = async (kill: (server: number) => unknown) => {
    const before = serverPid();
    const answers = () => withSession(postgres.connection(ADMIN_ROLE), async () => true).catch(() => false);
    await kill(before);
    await until('another server', async () => postmasterPid(cluster) !== before && (await answers()));
  };

  test('is started again when it is killed, and pools come back to it by themselves', async () => {
    const database = new Database({ connection: postgres.connection(ADMIN_ROLE), logger });
    onTestFinished(() => database.close());
    const exits: boolean[] = [];
    onTestFinished(postgres.server.onUnexpectedExit(({ restarting }) => exits.push(restarting)));
    await database.query('CREATE TABLE public.kept (round int)');
    for (const round of [1, 2, 3]) {
      await until('the pool', () =>
        database.query('SELECT').then(
          () => true,
          () => false,
        ),
      );
      await database.query('INSERT INTO public.kept VALUES ($1)', [round]);
      await replaced((server) => process.kill(server, 'SIGKILL'));
      expect(exits).toHaveLength(round);
    }
    await until('the pool', () =>
      database.query('SELECT').then(
        () => true,
        () => false,
      ),
    );
    expect(await database.query('SELECT round FROM public.kept ORDER BY round')).toHaveLength(3);
    expect(exits).toEqual([true, true, true]);
  });

  test.runIf(process.platform === 'linux')('is replaced when its watchdog is killed', async () => {
    const watchdogOf = (server: number) => Number(readFileSync(`/proc/${server}/stat`, 'utf8').split(' ')[3]);
    await replaced((server) => process.kill(watchdogOf(server), 'SIGKILL'));
  });

  test('is replaced when one of its processes outlives it and hangs', async () => {
    const database = new Database({ connection: postgres.connection(ADMIN_ROLE), logger });
    onTestFinished(() => database.close());
    let hanging = 0;
    await replaced(async (server) => {
      hanging = await stoppedBackend(database);
      process.kill(server, 'SIGKILL');
    });
    await gone(hanging);
  });

  test('keeps what it has acknowledged, checks its pages, and orders text the same everywhere', async () => {
    const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'server_encoding'];
    const rows = await withSession(postgres.connection(ADMIN_ROLE), (session) =>
      session.query<{ name: string; setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY($1)', [
        settings,
      ]),
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      server_encoding: 'UTF8',
    });
    const [sorted] = await withSession(postgres.connection(ADMIN_ROLE), (session) =>
      session.query(
        `SELECT array_agg(w ORDER BY w) AS words, lower('ÄÖ') AS lower FROM unnest(ARRAY['b', 'ä', 'B', 'a']) AS w`,
      ),
    );
    expect(sorted).toEqual({ words: ['B', 'a', 'b', 'ä'], lower: 'äö' });
  });

  test('can be reached by its socket alone, in a folder that is closed to other users', () => {
    const { host } = postgres.connection(ADMIN_ROLE);
    expect(statSync(host).mode & 0o777).toBe(0o700);
    const lockFile = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    // The sixth line of the lock file is the first TCP address that it listens on.
    expect(lockFile[5]?.trim()).toBe('');
  });
});

test('a server that stops after its death leaves no process behind that hangs', async () => {
  const dataFolder = temporaryFolder();
  const postgres = await start(dataFolder);
  const database = new Database({ connection: postgres.connection(ADMIN_ROLE, 'postgres'), logger });
  onTestFinished(() => database.close());
  const hanging = await stoppedBackend(database);
  process.kill(postmasterPid(path.join(dataFolder, 'postgres', 'data')) ?? 0, 'SIGKILL');
  await postgres.stop();
  await gone(hanging);
});

describe('a server that starts', () => {
  test('takes over from a killed one whose process id another program was given', async () => {
    const dataFolder = temporaryFolder();
    const cluster = path.join(dataFolder, 'postgres', 'data');
    const first = await start(dataFolder);
    const lockFile = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8');
    await first.stop();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill('SIGKILL'));
    writeFileSync(path.join(cluster, 'postmaster.pid'), lockFile.replace(/^\d+/, String(other.pid)));
    await answers(await start(dataFolder));
    expect(other.exitCode ?? other.signalCode).toBeNull();
  });

  test('throws away what an interrupted first start has left', async () => {
    const dataFolder = temporaryFolder();
    const folder = path.join(dataFolder, 'postgres');
    mkdirSync(path.join(folder, 'unfinished-0123456789ab', 'base'), { recursive: true });
    await answers(await start(dataFolder));
    expect(readdirSync(folder).sort()).toEqual(['data', 'run']);
  });

  test('refuses the database of another PostgreSQL, and a folder that is none, and leaves them alone', async () => {
    const dataFolder = temporaryFolder();
    const cluster = path.join(dataFolder, 'postgres', 'data');
    mkdirSync(cluster, { recursive: true });
    await expect(start(dataFolder)).rejects.toThrowError(/holds no PostgreSQL database/);
    writeFileSync(path.join(cluster, 'PG_VERSION'), '17\n');
    await expect(start(dataFolder)).rejects.toThrowError(/was made by PostgreSQL 17/);
    expect(readdirSync(cluster)).toEqual(['PG_VERSION']);
  });

  test('works in a folder whose path is too long for a socket, and removes what it made elsewhere', async () => {
    const dataFolder = path.join(temporaryFolder(), 'deep'.repeat(30));
    mkdirSync(dataFolder);
    const postgres = await start(dataFolder);
    const { host } = await answers(postgres);
    expect(lstatSync(path.join(dataFolder, 'postgres', 'run')).isSymbolicLink()).toBe(true);
    await postgres.stop();
    expect(existsSync(host)).toBe(false);
  });

  test.runIf(process.getuid?.() === 0)('as root without namespaces it runs as another user', async () => {
    const dataFolder = temporaryFolder();
    chmodSync(dataFolder, 0o700);
    const first = await start(dataFolder);
    await first.stop();
    expect(statSync(path.join(dataFolder, 'postgres', 'data')).uid).toBe(0);
    const second = await start(dataFolder, { avoidNamespace: true });
    await answers(second);
    const owner = statSync(path.join(dataFolder, 'postgres', 'data')).uid;
    expect(owner).not.toBe(0);
    await second.stop();
    // From then on the files are that user's, whatever is allowed.
    await answers(await start(dataFolder));
    expect(statSync(path.join(dataFolder, 'postgres', 'data', 'postmaster.pid')).uid).toBe(owner);
  });
});

/** A process of the server that does not even notice its death, like one that waits for a lock which is never released. */
async function stoppedBackend(database: Database): Promise<number> {
  const [row] = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = row?.pid ?? 0;
  process.kill(pid, 'SIGSTOP');
  return pid;
}

const gone = (pid: number) =>
  until('the process to be gone', () => {
    try {
      return !process.kill(pid, 0);
    } catch {
      return true;
    }
  });

async function start(dataFolder: string, options: { avoidNamespace?: boolean } = {}): Promise<RunningPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataFolder,
    passwords,
    logger,
    settings: { fsync: 'off' },
    ...options,
  });
  onTestFinished(() => postgres.stop());
  return postgres;
}

async function answers(postgres: RunningPostgres) {
  const connection = postgres.connection(ADMIN_ROLE, 'postgres');
  expect(await withSession(connection, (session) => session.query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  return connection;
}
