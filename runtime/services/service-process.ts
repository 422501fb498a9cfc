import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ServiceName } from '#platform/grpc/contract.ts';
import { PROJECT_ROOT } from '../project-root.ts';

/** One process of Lynk on this machine. */
export interface ServiceProcessOptions {
  readonly service: ServiceName;
  /** GraphQL; for the gateway the public port. */
  readonly port: number;
  /** Null for the gateway. */
  readonly rpcPort: number | null;
  readonly adminPort: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onLine: (line: string) => void;
}

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 30_000;

/** Starts one part of Lynk as a child process, again and again on the same ports. */
export class ServiceProcess {
  readonly options: ServiceProcessOptions;
  #child: ChildProcess | undefined;

  constructor(options: ServiceProcessOptions) {
    this.options = options;
  }

  /** Undefined when it does not run. */
  get pid(): number | undefined {
    return this.isRunning ? this.#child?.pid : undefined;
  }

  /** As the process has told it; null while it runs, and after a signal that nothing could be done about. */
  get exitCode(): number | null {
    return this.#child?.exitCode ?? null;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /**
   * Starts the process and waits until it answers.
   *
   * @throws Error when it ends instead, or does not answer within a minute
   */
  async start(): Promise<void> {
    const { service, port, rpcPort, adminPort, environment, onLine } = this.options;
    const ports = {
      LYNK_PORT: `${port}`,
      LYNK_ADMIN_PORT: `${adminPort}`,
      ...(rpcPort && { LYNK_RPC_PORT: `${rpcPort}` }),
    };
    const program = path.join(PROJECT_ROOT, 'dist', 'service.js');
    const child = spawn(process.execPath, ['--enable-source-maps', program, service], {
      cwd: PROJECT_ROOT,
      env: { ...environment, ...ports },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    for (const input of [child.stdout, child.stderr]) if (input) createInterface({ input }).on('line', onLine);
    const deadline = AbortSignal.timeout(START_DEADLINE_MS);
    const started = once(child, 'message', { signal: deadline }).then(() => true);
    const ended = once(child, 'exit', { signal: deadline }).then(() => false);
    const isReady = await Promise.race([started, ended]).catch(() => false);
    for (const loser of [started, ended]) loser.catch(() => {});
    if (!isReady) {
      child.kill('SIGKILL');
      throw new Error(`The process of ${service} has not started.`);
    }
  }

  /** Resolves when the process has ended, in whatever way. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child && this.isRunning) await once(child, 'exit');
  }

  /** Sends a signal, and waits for the end when it is one that ends. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const ended = this.ended();
    this.#child?.kill(signal);
    if (signal === 'SIGKILL') await ended;
  }

  /** Ends the process in order. After half a minute it is killed. */
  async stop(): Promise<void> {
    const late = setTimeout(() => this.#child?.kill('SIGKILL'), STOP_DEADLINE_MS);
    const ended = this.ended();
    this.#child?.kill('SIGTERM');
    await ended;
    clearTimeout(late);
  }
}
