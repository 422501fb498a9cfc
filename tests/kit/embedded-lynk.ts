import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { Client } from './client.ts';
import { isFault, isWarning } from './lynk-log.ts';
import type { Lynk } from './lynk-under-test.ts';
import { descendants, killHard } from './process-tree.ts';
import { runTool } from './run-tool.ts';
import { until } from './until.ts';

const KEPT_LINES = 400;
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 30_000;

/**
 * The real thing in a process of its own, on a free port and a temporary data folder, as `npm start` runs it. Tests speak to
 * it over HTTP and WebSocket; they know its process ids so that they can kill it.
 */
export class EmbeddedLynk implements Lynk {
  readonly dataDir: string;
  readonly url: string;
  readonly wsUrl: string;
  readonly adminUrl: string;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | undefined;
  #lines: string[] = [];
  readonly #warnings: string[] = [];

  /** Use `startEmbeddedLynk` or `startLynk`. @param environment all variables but those of its place */
  constructor(port: number, dataDir: string, environment: Readonly<Record<string, string>>) {
    this.dataDir = dataDir;
    this.url = `http://127.0.0.1:${port}/graphql`;
    this.wsUrl = `ws://127.0.0.1:${port}/graphql`;
    this.adminUrl = `http://127.0.0.1:${environment['LYNK_ADMIN_PORT']}`;
    this.#environment = { ...environment, LYNK_PORT: `${port}`, LYNK_DATA_DIR: dataDir };
  }

  get adminUrls(): readonly string[] {
    return [this.adminUrl];
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
    return this.#lines.filter(isFault);
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
        if (isWarning(line)) this.#warnings.push(line);
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
    return runTool(this.#environment, name, ...args);
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

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
