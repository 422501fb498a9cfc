import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands, type RedisSettings } from '#platform/redis/redis.ts';
import { freePort } from './lynk.ts';
import { until } from './until.ts';

/** A Redis server in a temporary folder, without certificates. The program `redis-server` has to be installed. */
export interface TestRedis {
  readonly settings: RedisSettings;
  /** Ends the server at once and starts it again, empty. */
  restartEmpty(): Promise<void>;
  /** Ends the server at once. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}. */
  start(): Promise<void>;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

const logger = createLogger({ level: 'silent' });

/** Starts a server on a free port. */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-redis-'));
  const port = await freePort();
  const settings: RedisSettings = { nodes: [{ host: '127.0.0.1', port }], isCluster: false };
  let server: ChildProcess | undefined;

  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  const start = async () => {
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
    server = spawn('redis-server', options, { stdio: 'ignore' });
    const spawned = server;
    await Promise.race([
      once(spawned, 'spawn'),
      once(spawned, 'error').then(([error]) => {
        throw new Error('redis-server could not be started: is it installed?', { cause: error });
      }),
    ]);
    await until('Redis', async () => {
      const redis = new RedisCommands({ settings, logger });
      try {
        return (await redis.send('PING')) === 'PONG';
      } catch {
        return false;
      } finally {
        redis.close();
      }
    });
  };
  await start();
  return {
    settings,
    kill,
    start,
    restartEmpty: async () => {
      await kill();
      await start();
    },
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
