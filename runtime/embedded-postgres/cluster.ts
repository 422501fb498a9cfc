import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ADMIN_ROLE } from '../database-roles.ts';
import { syncFolder } from '../durable-file.ts';
import { diskFull, explainFileError, StartupError } from '../startup-error.ts';
import type { Binaries } from './binaries.ts';
import { childEnvironment } from './child-environment.ts';
import { saysDiskFull } from './server-faults.ts';
import type { ServerUser } from './server-user.ts';

const INITDB_TIMEOUT_MS = 120_000;
const MAJOR_VERSION = '18';
const UNFINISHED = 'unfinished-';

/**
 * Makes the folder of the database files when there is none. It is made under another name and renamed when all of it
 * is on disk: one that a crash left half-made is thrown away and never used.
 *
 * @throws StartupError when the folder holds something else, or the disk is full
 */
export async function ensureCluster(options: {
  /** The folder that a person knows of, for sentences. */
  dataFolder: string;
  /** The folder of the database files. */
  cluster: string;
  binaries: Binaries;
  user: ServerUser;
  adminPassword: string;
}): Promise<void> {
  const { dataFolder, cluster, binaries, user, adminPassword } = options;
  const parent = path.dirname(cluster);
  removeUnfinished(parent);
  if (existsSync(cluster)) return checkVersion(cluster);

  const unfinished = path.join(parent, UNFINISHED + randomBytes(6).toString('hex'));
  const passwordFile = `${unfinished}.password`;
  const own = (file: string) => {
    if (user.ids.uid !== undefined && user.ids.gid !== undefined) chownSync(file, user.ids.uid, user.ids.gid);
  };
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    own(unfinished);
    writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
    own(passwordFile);
    await runInitdb({ binaries, user, folder: unfinished, passwordFile });
    renameSync(unfinished, cluster);
    syncFolder(parent);
  } catch (error) {
    throw explain(error, dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What cannot be removed, since the initdb of a killed run is still at work there, is left to the next start. */
function removeUnfinished(parent: string): void {
  for (const name of readdirSync(parent).filter((entry) => entry.startsWith(UNFINISHED))) {
    try {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    } catch {}
  }
}

async function runInitdb(options: { binaries: Binaries; user: ServerUser; folder: string; passwordFile: string }) {
  const { binaries, user, folder, passwordFile } = options;
  const [program = '', ...args] = [
    ...user.prefix,
    binaries.initdb,
    ...['--pgdata', folder, '--username', ADMIN_ROLE, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--data-checksums', '--encoding', 'UTF8'],
    // Code-point order and Unicode case rules from PostgreSQL itself: the same on every system, whatever its libraries.
    ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
  ];
  await promisify(execFile)(program, args, {
    ...user.ids,
    cwd: '/',
    env: childEnvironment(binaries),
    timeout: INITDB_TIMEOUT_MS,
    maxBuffer: 1_000_000,
  });
}

function checkVersion(cluster: string): void {
  const file = path.join(cluster, 'PG_VERSION');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
  if (version === MAJOR_VERSION) return;
  throw new StartupError(
    version === undefined
      ? `The folder ${cluster} holds no PostgreSQL database: move it away, or set LYNK_DATA_DIR to another folder.`
      : `The database in ${cluster} was made by PostgreSQL ${version}, and this version of Lynk runs PostgreSQL ${MAJOR_VERSION}: set LYNK_DATA_DIR to another folder.`,
  );
}

function explain(error: unknown, dataFolder: string): unknown {
  if (!(error instanceof Error) || !('stderr' in error)) return explainFileError(error, dataFolder);
  const said = String(error.stderr);
  // A limit on the size of files ends a program that takes no notice of it by this signal.
  const overLimit = 'signal' in error && error.signal === 'SIGXFSZ';
  if (overLimit || saysDiskFull(said)) return diskFull(dataFolder, error);
  const fault = said.split('\n').find((line) => /error|fatal|could not/i.test(line)) ?? error.message;
  return new StartupError(`PostgreSQL could not make its database in ${dataFolder}: ${fault.trim()}`, { cause: error });
}
