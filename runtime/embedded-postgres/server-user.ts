import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { CHILD_PATH } from './child-environment.ts';

/** As whom the server runs, since PostgreSQL refuses to run as root. */
export interface ServerUser {
  /** A command that stands before the program, or nothing. */
  readonly prefix: readonly string[];
  /** The user and group to switch to when the process is spawned, if any. */
  readonly ids: { readonly uid?: number; readonly gid?: number };
  /** The name of another user whom the server runs as; its files must be reachable by that user. */
  readonly otherUser?: string;
}

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The best comes first: made for PostgreSQL on Linux and on macOS, then the one that owns nothing. */
const ACCOUNTS = ['postgres', '_postgres', 'nobody'];
const UNSHARE_TIMEOUT_MS = 5_000;

/**
 * Chooses the user of the server. An ordinary user runs it as itself. For root there are two ways: a user namespace in
 * which root has another number, so that all files stay root's and no second user gains access to anything; and, where
 * namespaces are forbidden (as in most containers), an account that is there for such things.
 *
 * @param options.cluster the folder of the database files: files that exist decide, since only their owner can use them
 * @param options.avoidNamespace takes the second way
 * @returns undefined when this is root and neither way is open
 */
export function chooseServerUser(options: { cluster: string; avoidNamespace?: boolean }): ServerUser | undefined {
  if (process.getuid?.() !== 0) return { prefix: [], ids: {} };
  const accounts = readAccounts();
  const files = statSync(options.cluster, { throwIfNoEntry: false });
  if (files && files.uid !== 0) {
    const name = accounts.find((account) => account.uid === files.uid)?.name ?? `number ${files.uid}`;
    return asOtherUser({ name, uid: files.uid, gid: files.gid });
  }
  const account = ACCOUNTS.map((name) => accounts.find((known) => known.name === name)).find(Boolean);
  if (!account) return undefined;
  if (!options.avoidNamespace) {
    const prefix = ['unshare', '--user', `--map-user=${account.uid}`, `--map-group=${account.gid}`];
    if (works(prefix)) return { prefix, ids: {} };
  }
  return asOtherUser(account);
}

function asOtherUser({ name, uid, gid }: Account): ServerUser {
  return { prefix: [], ids: { uid, gid }, otherUser: name };
}

/** The accounts of this machine; initdb insists that its user has an entry there. */
function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => line.includes(':') && !line.startsWith('#'))
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

function works(prefix: readonly string[]): boolean {
  const [program = '', ...args] = prefix;
  try {
    execFileSync(program, [...args, 'true'], {
      stdio: 'ignore',
      timeout: UNSHARE_TIMEOUT_MS,
      env: { PATH: CHILD_PATH },
    });
    return true;
  } catch {
    return false;
  }
}
