import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#platform/logger/logger.ts';
import { signal } from './earlier-server.ts';

const POLL_MS = 50;
/** An idle process of a dead server ends at once, one that is at work when its statement is done. */
const PATIENCE_MS = 1_000;
const GIVE_UP_AFTER_MS = 5_000;
const PS_TIMEOUT_MS = 5_000;
const PS_MAX_BYTES = 20_000_000;

/**
 * The name that stands in the titles of a server's processes, which PostgreSQL calls `cluster_name`: it tells those of one
 * folder from those of any other server, and from whatever else has that folder open.
 */
export function clusterName(cluster: string): string {
  return `lynk-${createHash('sha256').update(realpathSync(cluster)).digest('hex').slice(0, 16)}`;
}

/**
 * Ends what is left of a server that died. Its processes end by themselves, save for one that waits for a lock or an
 * answer of another that was killed together with the server: that one waits for ever, and as long as it lives its shared
 * memory keeps any other server from starting. It is waited for briefly and then killed, which harms nothing: the next
 * start replays the log, as it does after any death of a server.
 *
 * Each of these processes leads a session of its own, so that no signal to a group reaches them.
 */
export async function endOrphans(cluster: string, logger: Logger): Promise<void> {
  const start = Date.now();
  const killed = new Set<number>();
  for (;;) {
    const orphans = orphansOf(cluster);
    const waited = Date.now() - start;
    // What not even this ends, such as a process that waits for a broken disk, the next server refuses to run beside.
    if (orphans.length === 0 || waited > GIVE_UP_AFTER_MS) return;
    for (const pid of waited > PATIENCE_MS ? orphans.filter((orphan) => !killed.has(orphan)) : []) {
      logger.warn({ pid }, 'a process of a PostgreSQL that ended does not end, and is killed');
      signal(pid, 'SIGKILL');
      killed.add(pid);
    }
    await sleep(POLL_MS);
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes that bear the cluster's name and whose server is dead: one that lives is their parent. */
function orphansOf(cluster: string): number[] {
  const title = `postgres: ${clusterName(cluster)}: `;
  const table = processes();
  // A server keeps the command line that it was started with; whoever takes orphans in is no PostgreSQL.
  const servers = new Set(table.filter(({ command }) => /\/postgres -D /.test(command)).map(({ pid }) => pid));
  return table.filter(({ command, parent }) => command.startsWith(title) && !servers.has(parent)).map(({ pid }) => pid);
}

/** All processes. Not every Linux has `ps`, and macOS has no `/proc`. */
function processes(): Process[] {
  if (!existsSync('/proc/self/cmdline')) return processesByPs();
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.flatMap((name) => {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      // The second field is the name in parentheses, which may hold anything; the parent follows the state.
      const parent = Number(/.*\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]);
      return [{ pid: Number(name), parent, command }];
    } catch {
      // It has just ended.
      return [];
    }
  });
}

function processesByPs(): Process[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], {
    encoding: 'utf8',
    timeout: PS_TIMEOUT_MS,
    maxBuffer: PS_MAX_BYTES,
  });
  return [...table.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].map(([, pid, parent, command = '']) => ({
    pid: Number(pid),
    parent: Number(parent),
    command,
  }));
}
