import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import type { GatewayCommand, ProcessReport } from './process-options.ts';

/** Where build.mjs puts them. */
const FOLDER = 'dist-tests';
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 30_000;
const KEPT_LINES = 200;

/** Builds what {@link TestProcess} runs. */
export async function buildProcesses(): Promise<void> {
  await promisify(execFile)(process.execPath, [path.join(PROJECT_ROOT, 'tests', 'kit', 'remote', 'build.mjs')], {
    cwd: PROJECT_ROOT,
    timeout: START_DEADLINE_MS,
  });
}

/** A part of Lynk in a process of its own, which can be killed and started again. */
export class TestProcess {
  readonly #file: string;
  readonly #options: object;
  readonly #lines: string[] = [];
  #child: ChildProcess | undefined;

  /** @param options for its command line */
  constructor(name: 'subgraphs' | 'more-subgraphs' | 'gateway' | 'hive', options: object) {
    this.#file = path.join(PROJECT_ROOT, FOLDER, `${name}-process.js`);
    this.#options = options;
  }

  /** What it has printed last. */
  get log(): string {
    return this.#lines.join('\n');
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    const child = fork(this.#file, [JSON.stringify(this.#options)], {
      execArgv: ['--expose-gc', '--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const input of [child.stdout, child.stderr]) {
      if (input) createInterface({ input }).on('line', (line) => this.#keep(line));
    }
    await this.#next(child, 'ready', START_DEADLINE_MS);
  }

  /** Asks it something. */
  async ask<Type extends ProcessReport['type']>(
    command: GatewayCommand,
    answer: Type,
  ): Promise<Extract<ProcessReport, { type: Type }>> {
    const child = this.#running();
    const answered = this.#next(child, answer, STOP_DEADLINE_MS);
    child.send(command);
    return answered;
  }

  /** Kills it. */
  async kill(): Promise<void> {
    const child = this.#running();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Tells it to end, as a deployment does, and waits for that. @returns its exit code */
  async terminate(): Promise<number | null> {
    const child = this.#running();
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(STOP_DEADLINE_MS) });
    child.kill('SIGTERM');
    const [code] = await ended;
    return code as number | null;
  }

  /** Ends it, if it runs, in order. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(STOP_DEADLINE_MS) });
    child.disconnect();
    await ended.catch(() => child.kill('SIGKILL'));
  }

  #running(): ChildProcess {
    if (!this.#child) throw new Error('It has not been started.');
    return this.#child;
  }

  #keep(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
  }

  #next<Type extends ProcessReport['type']>(
    child: ChildProcess,
    type: Type,
    deadlineMs: number,
  ): Promise<Extract<ProcessReport, { type: Type }>> {
    return new Promise((resolve, reject) => {
      const fail = (what: string) => finish(() => reject(new Error(`${what}\n${this.log}`)));
      const timer = setTimeout(() => fail(`No "${type}" came.`), deadlineMs);
      const onMessage = (report: ProcessReport) => {
        if (report.type === type) finish(() => resolve(report as Extract<ProcessReport, { type: Type }>));
      };
      const onExit = () => fail(`It ended before "${type}" came.`);
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit);
        settle();
      };
      child.on('message', onMessage).on('exit', onExit);
    });
  }
}
