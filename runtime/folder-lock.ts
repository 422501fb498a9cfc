import { randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { followOwner } from './durable-file.ts';
import { FolderInUse, StartupError, systemErrorCode } from './startup-error.ts';

/** A folder that is ours alone until it is released or this process ends, in whatever way. */
export interface FolderLock {
  release(): Promise<void>;
}

/** Tells whether somebody listens on a socket. */
export type Probe = (socketFile: string) => Promise<boolean>;

/** A lock is a folder `lock.<number>` with a socket in it; entries of this name in a data folder are ours. */
export const LOCK_PREFIX = 'lock.';
const SOCKET = 's';
const PID = 'pid';
const MAX_SOCKET_PATH = 103;
const CONNECT_TIMEOUT_MS = 2_000;

/**
 * Locks a folder against other processes on this machine, those in other containers included.
 *
 * A lock is a Unix socket that its holder listens on. The kernel ends the listening with the process, so a lock of a
 * killed process is known to be dead at once, with no process ids to compare. Each lock has a number; the highest one
 * counts. A socket begins to listen under a temporary name and then gets the number after the highest dead one by a
 * rename, which fails when that number is taken: of several processes that see the same dead lock one wins. Only lower
 * numbers are ever removed, by the winner; whoever was too slow to notice finds a higher number and loses.
 *
 * @param probe stands in for the look at a lock, so that a test can put others between the look and what follows
 * @throws FolderInUse when another process holds the folder
 * @throws StartupError when its file system has no sockets
 */
export async function lockFolder(folder: string, probe: Probe = isHeld): Promise<FolderLock> {
  return withShortPath(folder, async (short) => {
    for (;;) {
      const lock = await tryToLock(folder, short, probe);
      if (lock) return lock;
    }
  });
}

/** One attempt; undefined when others came and went meanwhile, so that the number is no longer the highest. */
async function tryToLock(folder: string, short: string, probe: Probe): Promise<FolderLock | undefined> {
  const temporary = `${LOCK_PREFIX}new-${randomBytes(4).toString('hex')}`;
  mkdirSync(path.join(folder, temporary), { mode: 0o700 });
  const server = net.createServer((socket) => socket.destroy());
  let taken = false;
  try {
    writeFileSync(path.join(folder, temporary, PID), String(process.pid));
    await listen(server, path.join(short, temporary, SOCKET), folder);
    followOwner(path.join(folder, temporary));
    // Whoever may not write to a socket may not connect to it either, and could not tell that nobody listens.
    followOwner(path.join(folder, temporary, SOCKET));
    const number = await takeNumber(folder, short, temporary, probe);
    taken = numbers(folder).at(-1) === number;
    if (!taken) return undefined;
    removeBelow(folder, number);
    return { release: () => new Promise((resolve) => server.close(() => resolve())) };
  } finally {
    if (!taken) server.close();
    rmSync(path.join(folder, temporary), { recursive: true, force: true });
  }
}

/** Gives the listening socket the number after the highest; returns it. */
async function takeNumber(folder: string, short: string, temporary: string, probe: Probe): Promise<number> {
  for (;;) {
    const highest = numbers(folder).at(-1) ?? 0;
    if (highest > 0 && (await probe(path.join(short, lockName(highest), SOCKET)))) throw inUse(folder, highest);
    try {
      renameSync(path.join(folder, temporary), path.join(folder, lockName(highest + 1)));
      return highest + 1;
    } catch (error) {
      const code = systemErrorCode(error);
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
}

function numbers(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^lock\.\d+$/.test(name))
    .map((name) => Number(name.slice(LOCK_PREFIX.length)))
    .sort((a, b) => a - b);
}

function lockName(number: number): string {
  return `${LOCK_PREFIX}${number}`;
}

function removeBelow(folder: string, number: number): void {
  for (const lower of numbers(folder).filter((other) => other < number)) {
    rmSync(path.join(folder, lockName(lower)), { recursive: true, force: true });
  }
}

/** The kernel takes the connection even while the holder's event loop is busy, so silence means nobody. */
function isHeld(socketFile: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ path: socketFile });
    const settle = (done: () => void) => {
      socket.destroy();
      done();
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => settle(() => resolve(true)));
    socket.on('connect', () => settle(() => resolve(true)));
    socket.on('error', (error) => {
      const code = systemErrorCode(error);
      if (code === 'ECONNREFUSED' || code === 'ENOENT') settle(() => resolve(false));
      // A full queue of connections: somebody listens.
      else if (code === 'EAGAIN' || code === 'ECONNRESET') settle(() => resolve(true));
      else settle(() => reject(error));
    });
  });
}

function listen(server: net.Server, socketFile: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.on('error', (error) => {
      const code = systemErrorCode(error) ?? '';
      const noSockets = ['ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EINVAL', 'ENOSYS'].includes(code);
      reject(
        noSockets
          ? new StartupError(
              `The data folder ${folder} is on a file system that has no Unix sockets: set LYNK_DATA_DIR to a folder on a local disk.`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(socketFile, () => resolve());
    server.unref();
  });
}

/** A path to a socket is short by law; a deep folder is reached through a link in the temporary folder meanwhile. */
async function withShortPath<T>(folder: string, work: (short: string) => Promise<T>): Promise<T> {
  const longest = path.join(folder, `${LOCK_PREFIX}new-00000000`, SOCKET);
  if (Buffer.byteLength(longest) <= MAX_SOCKET_PATH) return work(folder);
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'lynk-'));
  try {
    const link = path.join(temporary, 'd');
    symlinkSync(folder, link);
    return await work(link);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function inUse(folder: string, number: number): FolderInUse {
  let holder = '';
  try {
    holder = ` (process ${readFileSync(path.join(folder, lockName(number), PID), 'utf8')})`;
  } catch {
    // It is being released at this moment; the sentence is right without the number, too.
  }
  return new FolderInUse(
    `The data folder ${folder} is in use by another instance of Lynk${holder}: stop that one, or set LYNK_DATA_DIR to another folder.`,
  );
}
