import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { until } from './until.ts';

const run = promisify(execFile);

/** A Kafka that nobody else uses, made by the same scripts as the shared one. */
export interface PrivateKafka {
  /** With `secrets/` and `tls/`. */
  readonly folder: string;
  /** Kills the server, as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again, with what it had. */
  start(): Promise<void>;
  /** Makes accounts and passwords what the secrets say. */
  applyUsers(): Promise<void>;
  /** Stops it and removes everything. */
  remove(): Promise<void>;
}

/** Starts a server. From here on `stackKafka` and its like speak of this one. It takes about half a minute. */
export async function startPrivateKafka(): Promise<PrivateKafka> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-kafka-'));
  chmodSync(folder, 0o711);
  vi.stubEnv('LYNK_STACK_FOLDER', folder);
  const env = { ...process.env, LYNK_STACK_FOLDER: folder, KAFKA_HEAP: '192m' };
  const stack = async (command: string) => {
    await run('bash', [path.join(PROJECT_ROOT, 'init', 'native', 'stack.sh'), command, 'kafka'], { env });
  };
  const port = (name: string) => {
    const ports = readFileSync(path.join(folder, 'ports.env'), 'utf8');
    return new RegExp(`^${name}_PORT=(\\d+)$`, 'm').exec(ports)?.[1];
  };
  await stack('up');
  return {
    folder,
    kill: async () => {
      const [pid] = readFileSync(path.join(folder, 'run', 'kafka.pid'), 'utf8')
        .split(' ')
        .map(Number);
      if (!pid) throw new Error('Kafka does not run.');
      process.kill(pid, 'SIGKILL');
      await until('the server to be gone', () => isGone(pid));
    },
    start: () => stack('up'),
    applyUsers: async () => {
      const script = path.join(PROJECT_ROOT, 'init', 'kafka', 'users.mjs');
      await run(process.execPath, [script, `127.0.0.1:${port('KAFKA_INTERNAL')}`, folder], { env });
    },
    remove: async () => {
      await stack('down');
      vi.unstubAllEnvs();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Nobody may have taken note of its end yet: then it is a zombie. */
function isGone(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}
