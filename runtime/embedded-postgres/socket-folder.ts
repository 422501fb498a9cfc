import { chmodSync, chownSync, lstatSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ServerUser } from './server-user.ts';

/** The port only names the socket file; nothing listens on TCP. */
export const SOCKET_PORT = 5432;

/** The shortest limit for the path of a Unix socket among the supported systems (macOS), with the ending zero. */
const MAX_SOCKET_PATH = 103;
const TEMPORARY = 'lynk-postgres-';
const RUN = 'run';

/** Where the server's Unix socket is. */
export interface SocketFolder {
  readonly folder: string;
  /** Removes what stands outside of the data folder. */
  remove(): void;
}

/**
 * Makes the folder of the server's socket, which only the server's user may enter: `run` beside the database files, or,
 * where that path is too long for a socket, a temporary folder that `run` points to.
 */
export function makeSocketFolder(parent: string, user: ServerUser): SocketFolder {
  const run = path.join(parent, RUN);
  removeEarlier(run);
  const fits = Buffer.byteLength(path.join(run, `.s.PGSQL.${SOCKET_PORT}`)) <= MAX_SOCKET_PATH;
  const folder = fits ? run : mkdtempSync(path.join(os.tmpdir(), TEMPORARY));
  if (fits) mkdirSync(run, { recursive: true });
  else symlinkSync(folder, run);
  if (user.ids.uid !== undefined && user.ids.gid !== undefined) chownSync(folder, user.ids.uid, user.ids.gid);
  // In the hands of another user Node still enters it, since it is root then.
  chmodSync(folder, 0o700);
  return {
    folder,
    remove: () => {
      if (!fits) removeEarlier(run);
    },
  };
}

/** The folder of the socket of a server that another process has started. */
export function findSocketFolder(parent: string): string {
  const run = path.join(parent, RUN);
  return lstatSync(run, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(run) : run;
}

/** Removes the link and its temporary folder that this or a killed run has made. */
function removeEarlier(run: string): void {
  if (!lstatSync(run, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  const target = readlinkSync(run);
  if (path.basename(target).startsWith(TEMPORARY)) rmSync(target, { recursive: true, force: true });
  rmSync(run);
}
