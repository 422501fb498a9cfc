import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { until } from './until.ts';

/** What a finished start has said, and its exit code. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One run of what `npm start` runs. */
export interface Run {
  readonly child: ChildProcess;
  /** Resolves with the address of the GraphQL endpoint as the banner tells it. @throws Error when it ends instead */
  ready(): Promise<string>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<Ending>;
}

/**
 * Runs what `npm start` runs, on any free port unless the settings say otherwise. It is killed when the test ends.
 *
 * @param env settings
 * @param prefix a command that stands before, such as one that sets a limit
 */
export function npmStart(env: Readonly<Record<string, string>>, prefix: readonly string[] = []): Run {
  const [program = '', ...args] = [...prefix, process.execPath, path.join(PROJECT_ROOT, 'scripts', 'start.mjs')];
  const child = spawn(program, args, {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env['PATH'], LYNK_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  const ready = () =>
    until('the banner', () => {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`It ended instead:\n${stdout}${stderr}`);
      return /GraphQL +(\S+)[\s\S]+Stop/.exec(stdout)?.[1];
    });
  return { child, ready, ended };
}
