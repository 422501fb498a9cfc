import { execFile } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { descendants, killHard } from '../process-tree.ts';
import { until } from '../until.ts';

/** The real servers, as `init/native/stack.sh` names them. */
export const SERVERS = ['postgres', 'redis', 'kafka', 'cassandra', 's3'] as const;
export type ServerName = (typeof SERVERS)[number];

const execute = promisify(execFile);
const STACK = path.join(PROJECT_ROOT, 'init', 'native', 'stack.sh');
const RESTART = path.join(PROJECT_ROOT, 'tests', 'kit', 'real', 'restart.sh');
const START_DEADLINE_MS = 240_000;
/** What a server consists of, where it is more than one process. */
const PARTS: Partial<Record<ServerName, readonly string[]>> = { s3: ['s3', 's3-private', 's3-public'] };

/** Real servers in a folder of their own, which a test may kill, pause and start again. */
export class Servers {
  readonly folder: string;

  /** @param folder the LYNK_STACK_FOLDER of the servers */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes and starts all servers, and waits until they answer. */
  async up(): Promise<void> {
    await this.#run(STACK, 'up');
  }

  /** Starts servers that were killed, all of those when none is named, and waits until they listen. */
  async restart(...names: readonly ServerName[]): Promise<void> {
    const asked = names.length > 0 ? names : SERVERS;
    const dead = asked.filter((name) => !this.#firsts(name).every(isRunning));
    if (dead.length > 0) await this.#run(RESTART, ...dead);
  }

  /** Ends all servers in order. */
  async down(): Promise<void> {
    await this.#run(STACK, 'down');
  }

  /** Kills a server with all of its processes. */
  async kill(name: ServerName): Promise<void> {
    const pids = this.#pids(name);
    killHard(pids);
    await until(`the end of ${name}`, () => pids.every((pid) => !isRunning(pid)));
  }

  /** Stops a server in the middle of what it does. @returns lets it go on */
  pause(name: ServerName): () => void {
    const pids = this.#pids(name);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    return () => {
      for (const pid of pids.filter(isRunning)) process.kill(pid, 'SIGCONT');
    };
  }

  /** Removes what a server that is down has written. */
  removeData(name: ServerName): void {
    rmSync(path.join(this.folder, name, 'data'), { recursive: true });
  }

  /** Empties Redis, as an operator does by mistake. */
  async flushRedis(): Promise<void> {
    const file = (...name: string[]) => path.join(this.folder, ...name);
    const port = /^REDIS_PORT=(\d+)$/m.exec(readFileSync(file('ports.env'), 'utf8'))?.[1] ?? '';
    const identity = [
      '--cacert',
      file('tls', 'ca.crt'),
      '--cert',
      file('tls', 'admin.crt'),
      '--key',
      file('tls', 'admin.key'),
    ];
    const env = { ...process.env, REDISCLI_AUTH: readFileSync(file('secrets', 'redis-admin'), 'utf8').trim() };
    const { stdout } = await execute('redis-cli', ['--tls', ...identity, '-p', port, '--user', 'admin', 'FLUSHALL'], {
      env,
      timeout: START_DEADLINE_MS,
    });
    if (stdout.trim() !== 'OK') throw new Error(`Redis was not emptied: ${stdout}`);
  }

  /** Copies what a server has written so far. @returns puts the copy in the place of what is there then; the server must be down */
  async copyData(name: ServerName): Promise<() => Promise<void>> {
    const data = path.join(this.folder, name, 'data');
    const copy = path.join(this.folder, name, 'copy');
    rmSync(copy, { recursive: true, force: true });
    // Whose the files are must stay.
    await execute('cp', ['-a', data, copy]);
    return async () => {
      rmSync(data, { recursive: true });
      renameSync(copy, data);
    };
  }

  #pids(name: ServerName): number[] {
    return this.#firsts(name).flatMap((pid) => [pid, ...descendants(pid)]);
  }

  /** The first process of each part. */
  #firsts(name: ServerName): number[] {
    const parts = PARTS[name] ?? [name];
    return parts.map((part) => Number.parseInt(readFileSync(path.join(this.folder, 'run', `${part}.pid`), 'utf8'), 10));
  }

  async #run(script: string, ...args: readonly string[]): Promise<void> {
    // What a run of the tests is told is no setting of Lynk.
    const kept = Object.entries(process.env).filter(([key]) => !key.startsWith('LYNK_') || key === 'LYNK_STACK_CACHE');
    const env = { ...Object.fromEntries(kept), LYNK_STACK_FOLDER: this.folder };
    await execute('bash', [script, ...args], { env, timeout: START_DEADLINE_MS });
  }
}

/** Whether a process runs; one that has ended and that nobody has taken note of does not. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
