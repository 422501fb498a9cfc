import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands, type RedisSettings } from '#platform/redis/redis.ts';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { freePort } from './lynk.ts';
import type { StackAccount } from './stack.ts';
import { until } from './until.ts';

/** A Redis server with the settings, accounts, certificates and functions that operators install. */
export interface GuardedRedis {
  /** Settings, data and secrets. */
  readonly folder: string;
  /** How an account reaches it. */
  as(account: StackAccount): RedisSettings;
  /** Empties it; the functions stay. */
  flush(): Promise<void>;
  /** Ends it and removes its files. */
  stop(): Promise<void>;
}

const SLOTS = 16_384;
const logger = createLogger({ level: 'silent' });

/** What `init/native/redis.sh` does, as whoever runs the test. */
const INSTALL = `
  source init/lib.sh
  init/secrets/make.sh && init/tls/make.sh
  export REDIS_MAXMEMORY=64mb REDIS_FILTER_COMMANDS=
  mkdir -p "$FOLDER/data"
  fill init/redis/redis.conf > "$FOLDER/redis.conf"
  fill init/redis/users.acl > "$FOLDER/users.acl"`;

/** Starts such a server on a free port. @param isCluster it is a cluster of one node */
export async function startGuardedRedis({ isCluster = false } = {}): Promise<GuardedRedis> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-redis-'));
  const [host, port] = ['127.0.0.1', await freePort()];
  const bash = (script: string) =>
    promisify(execFile)('bash', ['-c', script], {
      cwd: PROJECT_ROOT,
      env: { ...process.env, LYNK_STACK_FOLDER: folder, FOLDER: folder, HOST: host, PORT: `${port}` },
    });
  await bash(INSTALL);
  const options = isCluster
    ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', host, '--cluster-port', `${await freePort()}`]
    : [];
  const start = ['-c', 'umask 077 && exec redis-server "$@"', 'redis', path.join(folder, 'redis.conf'), ...options];
  const server = spawn('bash', start, { stdio: 'ignore' });
  const ended = once(server, 'exit');

  const read = (...name: string[]) => readFileSync(path.join(folder, ...name), 'utf8').trim();
  const as = (account: StackAccount): RedisSettings => ({
    nodes: [{ host, port }],
    isCluster,
    username: account,
    password: read('secrets', `redis-${account}`),
    tls: { ca: read('tls', 'ca.crt'), cert: read('tls', `${account}.crt`), key: read('tls', `${account}.key`) },
  });
  const admin = new RedisCommands({ settings: { ...as('admin'), isCluster: false }, logger });
  const stop = async () => {
    admin.close();
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until('Redis', async () => (await admin.send('PING').catch(() => null)) === 'PONG');
    if (isCluster) {
      await admin.send('CLUSTER', 'ADDSLOTSRANGE', 0, SLOTS - 1);
      await until('the cluster', async () => String(await admin.send('CLUSTER', 'INFO')).includes('cluster_state:ok'));
    }
    await bash(`node init/redis/apply.mjs ${host}:${port} ${folder}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder, as, flush: async () => void (await admin.send('FLUSHALL')), stop };
}
