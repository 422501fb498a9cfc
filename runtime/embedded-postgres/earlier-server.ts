import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#platform/logger/logger.ts';
import { StartupError } from '../startup-error.ts';

const POLL_MS = 20;
/** The watchdog of a killed run has asked for a fast shutdown already; these are for when it was killed, too. */
const ASK_AFTER_MS = 2_000;
const INSIST_AFTER_MS = 8_000;
const GIVE_UP_AFTER_MS = 30_000;

/** The process id of the server that runs on a cluster, from its lock file; undefined when there is none. */
export function postmasterPid(cluster: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The process id of the server that runs on a cluster, and is alive; undefined when there is none. */
export function liveServer(cluster: string): number | undefined {
  const pid = postmasterPid(cluster);
  return pid !== undefined && isAlive(pid) && isServerOf(pid, cluster) ? pid : undefined;
}

/**
 * Waits until a server that a killed run left behind has ended, and pushes it when nobody else does.
 *
 * @returns `ignorePid`: the process id in the lock file, when it belongs to some other program by now
 * @throws StartupError when the server does not end within 30 seconds
 */
export async function awaitEarlierServer(cluster: string, logger: Logger): Promise<{ ignorePid?: number }> {
  const start = Date.now();
  let asked = false;
  let insisted = false;
  for (;;) {
    const pid = postmasterPid(cluster);
    if (pid === undefined || !isAlive(pid)) return {};
    if (!isServerOf(pid, cluster)) return { ignorePid: pid };
    const waited = Date.now() - start;
    if (waited === 0) logger.debug({ pid }, 'an earlier PostgreSQL is still stopping');
    if (waited > GIVE_UP_AFTER_MS) {
      throw new StartupError(
        `An earlier PostgreSQL server (process ${pid}) still uses ${cluster} and does not end: stop it with "kill -QUIT ${pid}" and start again.`,
      );
    }
    if (waited > INSIST_AFTER_MS && !insisted) insisted = signal(pid, 'SIGQUIT');
    else if (waited > ASK_AFTER_MS && !asked) asked = signal(pid, 'SIGINT');
    await sleep(POLL_MS);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A server works inside its cluster's folder; a program that was given the process id of a dead one does not. */
function isServerOf(pid: number, cluster: string): boolean {
  const folder = realpathSync(cluster);
  if (existsSync('/proc/self/cwd')) {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      // Another user's process, or one that has ended and waits for its parent.
      return false;
    }
  }
  try {
    const command = execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8', timeout: 5_000 });
    return command.includes(folder) || command.includes(cluster);
  } catch {
    return false;
  }
}

/** Sends a signal to a process that may have ended. @returns true */
export function signal(pid: number, name: NodeJS.Signals): true {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
  return true;
}
