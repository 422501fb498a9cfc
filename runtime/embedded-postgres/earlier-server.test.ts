import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';
import { awaitEarlierServer } from './earlier-server.ts';

const logger = createLogger({ level: 'silent' });

test('without a lock file there is nothing to wait for', async () => {
  expect(await awaitEarlierServer(temporaryFolder(), logger)).toEqual({});
});

test('the lock file of a dead server is for the next one to clear', async () => {
  const cluster = temporaryFolder();
  const child = sleeper(cluster);
  child.kill('SIGKILL');
  await once(child, 'exit');
  lock(cluster, child.pid);
  expect(await awaitEarlierServer(cluster, logger)).toEqual({});
});

test('a program that was given the process id of a dead server is neither waited for nor touched', async () => {
  const cluster = temporaryFolder();
  const child = sleeper('/');
  lock(cluster, child.pid);
  expect(await awaitEarlierServer(cluster, logger)).toEqual({ ignorePid: child.pid });
  expect(child.exitCode ?? child.signalCode).toBeNull();
});

test('a server whose watchdog is gone is asked to stop', async () => {
  const cluster = temporaryFolder();
  const child = sleeper(cluster);
  const ended = once(child, 'exit');
  lock(cluster, child.pid);
  expect(await awaitEarlierServer(cluster, logger)).toEqual({});
  expect(await ended).toEqual([null, 'SIGINT']);
});

/** Stands in for a server, which is known by the folder that it works in, or on macOS has in its command line. */
function sleeper(folder: string) {
  const child = spawn('sleep', ['60'], { cwd: folder, argv0: `postgres ${folder}`, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function lock(cluster: string, pid: number | undefined): void {
  writeFileSync(path.join(cluster, 'postmaster.pid'), `${pid}\n${cluster}\n`);
}
