import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const DEADLINE_MS = 180_000;

/** A process of the bench, and the messages between it and us. */
export class Child<Command extends object, Report extends { readonly type: string }> {
  readonly #process: ChildProcess;

  /** @param name the bundle beside this one; `args` are its command line */
  constructor(name: string, args: readonly string[] = []) {
    const file = path.join(path.dirname(fileURLToPath(import.meta.url)), `${name}.js`);
    this.#process = fork(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  }

  /** Sends a command. */
  send(command: Command): void {
    this.#process.send(command);
  }

  /** Waits for the next report of a type; fails when the process ends, or reports a failure, or says nothing for long. */
  next<Type extends Report['type']>(type: Type): Promise<Extract<Report, { type: Type }>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`No "${type}" came.`))), DEADLINE_MS);
      const onMessage = (report: Report) => {
        if (report.type === type) finish(() => resolve(report as Extract<Report, { type: Type }>));
        else if (report.type === 'failed') finish(() => reject(new Error(JSON.stringify(report))));
      };
      const onExit = () => finish(() => reject(new Error(`The process ended before "${type}" came.`)));
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        this.#process.off('message', onMessage).off('exit', onExit);
        settle();
      };
      this.#process.on('message', onMessage).on('exit', onExit);
    });
  }

  /** Calls back with every report. Returns the end of it. */
  onReport(listener: (report: Report) => void): () => void {
    this.#process.on('message', listener);
    return () => this.#process.off('message', listener);
  }

  /** Ends the process and waits for that. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    if (this.#process.connected) this.#process.disconnect();
    await ended;
  }
}
