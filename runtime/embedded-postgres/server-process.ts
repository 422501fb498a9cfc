import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '#platform/logger/logger.ts';
import type { Binaries } from './binaries.ts';
import { childEnvironment } from './child-environment.ts';
import { liveServer } from './earlier-server.ts';
import { endOrphans } from './orphans.ts';
import type { ServerUser } from './server-user.ts';
import { settingArguments } from './settings.ts';

/**
 * A shell that stands between Node and the server. Node holds the other end of its standard input; when Node ends, in
 * whatever way, the input ends too and the shell asks the server for a fast shutdown. `read` is a builtin, so that the
 * reader can be killed without leaving a child behind, and it is gone before the server's process id can be used anew.
 */
const WATCHDOG = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( while read -r line <&3; do :; done; kill -INT $server 2>/dev/null ) &
reader=$!
trap 'kill -INT $server 2>/dev/null' INT TERM HUP
wait $server; code=$?
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
kill $reader 2>/dev/null
exit $code
`;

const READY = 'database system is ready to accept connections';
const KEPT_LINES = 40;
/** How long a server may take to become ready; it may have to replay what was written since the last checkpoint. */
const READY_TIMEOUT_MS = 120_000;
/** After this long a fast shutdown becomes an immediate one, which only means that the next start replays the log. */
const FAST_SHUTDOWN_MS = 8_000;
const IMMEDIATE_SHUTDOWN_MS = 4_000;
/** How long the last lines of a server that has ended may take to arrive. */
const LAST_LINES_MS = 1_000;
const POLL_MS = 50;

/** A server that ended before it was ready. `lines` are the last lines that it said. */
export class ServerStartFailure extends Error {
  override readonly name = 'ServerStartFailure';
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** How a server ended. */
export interface ServerExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last lines that it said. */
  readonly lines: readonly string[];
}

/** One life of the server, from its start to its end. */
export interface ServerProcess {
  /** Resolves when the server has ended, in whatever way. */
  readonly exited: Promise<ServerExit>;
  /** Ends the server: connections are cut, everything is on disk when this resolves. */
  stop(): Promise<void>;
}

/** What a server is started with. */
export interface LaunchOptions {
  readonly binaries: Binaries;
  readonly user: ServerUser;
  /** The folder that a person knows of, for sentences. */
  readonly dataFolder: string;
  /** The folder of the database files. */
  readonly cluster: string;
  readonly settings: Readonly<Record<string, string>>;
  /** A process that the left-over postmaster.pid names and that is surely not a server of this cluster. */
  readonly ignorePid?: number | undefined;
  readonly logger: Logger;
}

/**
 * Starts the server and waits until it takes connections.
 *
 * @throws ServerStartFailure when it ends instead, or is not ready within two minutes
 */
export async function launchServer(options: LaunchOptions): Promise<ServerProcess> {
  const { binaries, user, cluster, settings, ignorePid, logger } = options;
  const command = [...user.prefix, binaries.postgres, '-D', cluster, ...settingArguments(settings)];
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'lynk-postgres', ...command], {
    ...user.ids,
    cwd: '/',
    // The server takes a lock file with its grandparent's process id for its own. This is how it is told that the id in
    // a left-over lock file was given to some other program, without touching the file: its check for processes of the
    // dead server that still use the shared memory stays in force.
    env: { ...childEnvironment(binaries), ...(ignorePid ? { PG_GRANDPARENT_PID: String(ignorePid) } : {}) },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A group of its own: Ctrl-C in the terminal reaches Node alone, which then stops the server in order.
    detached: true,
  });
  child.stdin.on('error', () => undefined);

  const lines: string[] = [];
  let isReady = false;
  let stopping = false;
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => {
    becomeReady = () => {
      isReady = true;
      resolve();
    };
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.shift();
    if (line.includes(READY)) becomeReady();
    logLine(logger, line, isReady && !stopping);
  });
  const exited = new Promise<ServerExit>((resolve) => {
    let hasEnded = false;
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      hasEnded = true;
      // Ends the reader of the watchdog, should the shell itself have been killed.
      child.stdin.destroy();
      // A process that outlived the server may hold the other end, and for ever.
      child.stderr.destroy();
      resolve({ code, signal, lines: [...lines] });
    };
    child.on('error', (error) => {
      lines.push(error.message);
      end(null, null);
    });
    child.on('close', end);
    child.on('exit', async (code, signal) => {
      child.stdin.destroy();
      await sleep(LAST_LINES_MS, undefined, { ref: false });
      // A killed shell leaves the server behind, which the end of the input stops.
      while (!hasEnded && liveServer(cluster) !== undefined) await sleep(POLL_MS);
      if (!hasEnded) end(code, signal);
    });
  });

  const stop = async () => {
    stopping = true;
    child.stdin.destroy();
    if (!(await endsWithin(exited, FAST_SHUTDOWN_MS))) {
      logger.warn('PostgreSQL takes long to stop; it will replay its log at the next start');
      killGroup(child.pid, 'SIGQUIT');
      if (!(await endsWithin(exited, IMMEDIATE_SHUTDOWN_MS))) {
        killGroup(child.pid, 'SIGKILL');
        await exited;
      }
    }
    await endOrphans(cluster, logger);
  };

  const timeout = delay(READY_TIMEOUT_MS);
  const first = await Promise.race([
    ready.then(() => 'ready' as const),
    exited.then(() => 'exited' as const),
    timeout.promise.then(() => 'late' as const),
  ]);
  timeout.cancel();
  if (first === 'late') await stop();
  if (first !== 'ready') throw new ServerStartFailure((await exited).lines);
  return { exited, stop };
}

/**
 * Passes a line of the server on: `LOG:  text` and the like. Ordinary life is told at debug level only. So is a fault
 * before the server is ready, which the failure of the start tells of, and while it stops, when it only cuts connections.
 */
function logLine(logger: Logger, line: string, isRunning: boolean): void {
  const [, severity = '', text = line] = /^([A-Z]+[1-5]?): {1,2}(.*)$/.exec(line) ?? [];
  const isFault = severity === 'PANIC' || severity === 'FATAL';
  if (isFault && isRunning) logger.warn({ postgres: text }, 'PostgreSQL reports a fault');
  else logger.debug({ postgres: text }, 'PostgreSQL');
}

async function endsWithin(exited: Promise<unknown>, ms: number): Promise<boolean> {
  const timeout = delay(ms);
  const ended = await Promise.race([exited.then(() => true), timeout.promise.then(() => false)]);
  timeout.cancel();
  return ended;
}

function delay(ms: number): { promise: Promise<void>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}

/** Signals the server and its shell; both are in the group that the shell leads. */
function killGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // It has just ended.
  }
}
