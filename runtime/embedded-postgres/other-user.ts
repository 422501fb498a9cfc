import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartupError } from '../startup-error.ts';
import { CHILD_PATH } from './child-environment.ts';
import type { ServerUser } from './server-user.ts';

const PROBE_TIMEOUT_MS = 5_000;

/**
 * Lets the other user, whom the server runs as when root may make no user namespace, pass through the folders above the
 * database files. It can enter them but not list them, and what lies beside stays closed to it.
 *
 * @param options.folders from the outermost on
 * @param options.cluster handed over when it is still root's, for example after a start where namespaces were allowed
 * @throws StartupError when a folder further up, or the programs, stay out of its reach
 */
export function openTheWay(options: {
  user: ServerUser;
  folders: readonly string[];
  cluster: string;
  programs: string;
}): void {
  const { user, folders, cluster, programs } = options;
  const { uid, gid } = user.ids;
  if (uid === undefined || gid === undefined) return;
  for (const folder of folders) chmodSync(folder, 0o711);
  if (statSync(cluster, { throwIfNoEntry: false })?.uid === 0) changeOwner(cluster, uid, gid);
  for (const folder of [...folders, programs]) {
    if (!canEnter(folder, uid, gid)) {
      throw new StartupError(
        `PostgreSQL does not run as root, and the user ${user.otherUser} that it runs as instead cannot enter ${folder}: start Lynk as an ordinary user, or move it out of root's home.`,
      );
    }
  }
}

function canEnter(folder: string, uid: number, gid: number): boolean {
  try {
    execFileSync('/bin/sh', ['-c', 'cd "$0"', folder], {
      uid,
      gid,
      cwd: '/',
      stdio: 'ignore',
      timeout: PROBE_TIMEOUT_MS,
      env: { PATH: CHILD_PATH },
    });
    return true;
  } catch {
    return false;
  }
}

/** The outermost folder comes last: it is what tells whether the work is done. */
function changeOwner(file: string, uid: number, gid: number): void {
  if (lstatSync(file).isDirectory()) {
    for (const name of readdirSync(file)) changeOwner(path.join(file, name), uid, gid);
  }
  chownSync(file, uid, gid);
}
