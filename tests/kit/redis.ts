import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLogger } from '#platform/logger/logger.ts';
import { RedisCommands, type RedisSettings, type RedisValue } from '#platform/redis/redis.ts';
import { freePort } from './lynk.ts';
import { until } from './until.ts';

/** A Redis server in a temporary folder, without certificates. The program `redis-server` has to be installed. */
export interface TestRedis {
  readonly settings: RedisSettings;
  /** Ends the server at once. What it knew is gone. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}, empty. */
  start(): Promise<void>;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

/** Three nodes that are one cluster. */
export interface TestRedisCluster {
  readonly settings: RedisSettings;
  readonly nodes: readonly TestRedis[];
  /** Empties all nodes. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const logger = createLogger({ level: 'silent' });
const SLOTS = 16_384;
const NODES = 3;

/** Starts a server on a free port. */
export async function startTestRedis(options: readonly string[] = []): Promise<TestRedis> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-redis-'));
  const port = await freePort();
  const settings: RedisSettings = { nodes: [{ host: '127.0.0.1', port }], isCluster: false };
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  let server: ChildProcess | undefined;

  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  };
  const start = async () => {
    const spawned = spawn('redis-server', [...args, ...options], { stdio: 'ignore' });
    server = spawned;
    await Promise.race([
      once(spawned, 'spawn'),
      once(spawned, 'error').then(([error]) => {
        throw new Error('redis-server could not be started: is it installed?', { cause: error });
      }),
    ]);
    await until('Redis', async () => (await ask(settings, 'PING').catch(() => null)) === 'PONG');
  };
  await start();
  return {
    settings,
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts three nodes that share all slots, without replicas. */
export async function startTestRedisCluster(): Promise<TestRedisCluster> {
  const nodes: TestRedis[] = [];
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())));
  const all = (command: string, ...values: string[]) =>
    Promise.all(nodes.map(({ settings }) => ask(settings, command, ...values)));
  try {
    for (let index = 0; index < NODES; index += 1) {
      const busPort = await freePort();
      const node = await startTestRedis(['--cluster-enabled', 'yes', '--cluster-port', `${busPort}`]);
      nodes.push(node);
      const first = Math.ceil((index * SLOTS) / NODES);
      const last = Math.ceil(((index + 1) * SLOTS) / NODES) - 1;
      await ask(node.settings, 'CLUSTER', 'ADDSLOTSRANGE', first, last);
      await ask(node.settings, 'CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
      for (const { host, port } of node.settings.nodes) {
        if (nodes[0] && index > 0) await ask(nodes[0].settings, 'CLUSTER', 'MEET', host, port, busPort);
      }
    }
    await until('the cluster', async () => {
      const states = await all('CLUSTER', 'INFO');
      return states.every((state) => /cluster_state:ok[\s\S]*cluster_known_nodes:3/.test(String(state)));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    settings: { nodes: nodes.flatMap(({ settings }) => settings.nodes), isCluster: true },
    nodes,
    flush: async () => void (await all('FLUSHALL')),
    stop,
  };
}

/** Sends one command to one server. */
async function ask(settings: RedisSettings, command: string, ...values: (string | number)[]): Promise<RedisValue> {
  const redis = new RedisCommands({ settings, logger });
  try {
    return await redis.send(command, ...values);
  } finally {
    redis.close();
  }
}
