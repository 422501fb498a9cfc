import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { Client } from './client.ts';
import { descendants, killHard } from './process-tree.ts';
import { until } from './until.ts';

/** Suites that do not test what a viewer may have do not want to meet its bounds. */
const DEFAULTS = {
  LYNK_RATE_LIMIT_PER_SECOND: '100000',
  LYNK_RATE_LIMIT_BURST: '100000',
  LYNK_COST_PER_MINUTE: '100000000',
  LYNK_SOCKETS_PER_ACCOUNT: '10000',
  LYNK_SOCKETS_PER_ADDRESS: '10000',
};
const KEPT_LINES = 400;
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 30_000;
const PINO_ERROR = 50;
/** As Node prints a warning: `(node:123) [DEP0001] DeprecationWarning: …`, `(node:123) MaxListenersExceededWarning: …`. */
const PROCESS_WARNING = /^\(node:\d+\) /;

/** How a Lynk under test differs from a newcomer's. */
export interface LynkOptions {
  /** Settings; those of what a viewer may have are raised unless they are given. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The real thing in a process of its own, on a free port and a temporary data folder, as `npm start` runs it. Tests speak to
 * it over HTTP and WebSocket; they know its process ids so that they can kill it.
 */
export class Lynk {
  readonly dataDir: string;
  readonly url: string;
  readonly wsUrl: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;
  #lines: string[] = [];
  readonly #warnings: string[] = [];

  /** Use {@link startLynk}. */
  constructor(port: number, dataDir: string, env: Readonly<Record<string, string>>) {
    this.dataDir = dataDir;
    this.url = `http://127.0.0.1:${port}/graphql`;
    this.wsUrl = `ws://127.0.0.1:${port}/graphql`;
    this.#environment = { ...outerEnvironment(), ...DEFAULTS, ...env, LYNK_PORT: `${port}`, LYNK_DATA_DIR: dataDir };
  }

  /** The process id of the node process. */
  get pid(): number {
    const pid = this.#child?.pid;
    if (pid === undefined) throw new Error('Lynk does not run.');
    return pid;
  }

  /** Asks as nobody. */
  get anonymous(): Client {
    return new Client(this.url);
  }

  /** The process id of the PostgreSQL server, followed by those of its children. */
  postgresPids(): number[] {
    const lock = readFileSync(path.join(this.dataDir, 'postgres', 'data', 'postmaster.pid'), 'utf8');
    const server = Number(lock.split('\n')[0]);
    return [server, ...descendants(server)];
  }

  /** The last lines that the process has printed, standard output and standard error together. */
  get log(): string {
    return this.#lines.join('\n');
  }

  /** Entries of the log at level `error` or above. A test that provokes none may say that there is none. */
  get faults(): string[] {
    return this.#lines.filter((line) => {
      const level = /^\{"level":(\d+)/.exec(line)?.[1];
      return level !== undefined && Number(level) >= PINO_ERROR;
    });
  }

  /** What Node has warned of since the first start, such as a deprecation or listeners that grow in number. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Starts the process and waits until it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--enable-source-maps', path.join(PROJECT_ROOT, 'dist', 'lynk.js')], {
      cwd: PROJECT_ROOT,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on('line', (line) => {
        this.#lines.push(line);
        if (PROCESS_WARNING.test(line)) this.#warnings.push(line);
        if (this.#lines.length > KEPT_LINES) this.#lines.shift();
      });
    }
    await until('Lynk to answer', () => this.#answers(child), { deadlineMs: START_DEADLINE_MS }).catch(
      (error: Error) => {
        killHard([child.pid ?? 0].filter(Boolean));
        throw new Error(`${error.message}\n${this.log}`);
      },
    );
  }

  /** Ends the process as Ctrl-C does; its data stays. @throws Error when it does not end in time, or ends with an error */
  async shutDown(): Promise<void> {
    const child = this.#child;
    if (!child || hasEnded(child)) return;
    child.kill('SIGTERM');
    await this.#ended(child);
    if (child.exitCode !== 0) throw new Error(`Lynk ended with ${child.exitCode ?? child.signalCode}.\n${this.log}`);
  }

  /** Ends the process and removes its data. */
  async stop(): Promise<void> {
    try {
      await this.shutDown();
    } finally {
      rmSync(this.dataDir, { recursive: true, force: true });
    }
  }

  /** Kills the node process. PostgreSQL is left to end by itself, as it is when a machine runs out of memory. */
  async kill9(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    child.kill('SIGKILL');
    await this.#ended(child);
  }

  /** Starts the process again on the same port and data, after it has ended in whatever way. */
  async restart(): Promise<void> {
    await this.shutDown();
    await this.start();
  }

  /** Starts the process again when it was killed; otherwise waits until it answers with data again. */
  async restartIfEnded(): Promise<void> {
    const child = this.#child;
    if (!child || hasEnded(child)) return this.start();
    await until('Lynk to reach its data again', async () => {
      const answer = await this.anonymous.text(
        'mutation { login(input: { identifier: "nobody", password: "" }) { userErrors { code } } }',
      );
      return answer.errors.length === 0;
    });
  }

  /** Runs one of the tools of package.json beside the running process, such as `user-role`. @returns what it printed */
  async tool(name: string, ...args: string[]): Promise<string> {
    const script = path.join(PROJECT_ROOT, 'scripts', 'run-tool.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script, name, ...args], {
      cwd: PROJECT_ROOT,
      env: this.#environment,
      timeout: START_DEADLINE_MS,
    });
    return stdout;
  }

  async #answers(child: ChildProcess): Promise<boolean> {
    if (hasEnded(child)) throw new Error(`Lynk ended with ${child.exitCode ?? child.signalCode} instead of starting.`);
    const answer = await fetch(new URL('/readyz', this.url), { signal: AbortSignal.timeout(START_DEADLINE_MS) }).catch(
      () => null,
    );
    return answer?.ok ?? false;
  }

  async #ended(child: ChildProcess): Promise<void> {
    if (hasEnded(child)) return;
    const signal = AbortSignal.timeout(STOP_DEADLINE_MS);
    await once(child, 'exit', { signal }).catch(() => {
      child.kill('SIGKILL');
      throw new Error(`Lynk did not end.\n${this.log}`);
    });
  }
}

/** Starts Lynk with an empty data folder. `stop()` it at the end. */
export async function startLynk(options: LynkOptions = {}): Promise<Lynk> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lynk-e2e-'));
  const lynk = new Lynk(await freePort(), dataDir, options.env ?? {});
  try {
    await lynk.start();
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  return lynk;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** What the process inherits: everything but settings of Lynk, which would change what is tested. */
function outerEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('LYNK_'),
  );
  return { ...Object.fromEntries(entries), NODE_ENV: 'production' };
}

/** A port that is free at this moment. The same one is used after a restart, so that addresses stay as they are. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
