import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { randomPassword } from './database-roles.ts';
import { followOwner, writeDurably } from './durable-file.ts';
import { type FolderLock, LOCK_PREFIX, lockFolder } from './folder-lock.ts';
import { explainFileError, StartupError } from './startup-error.ts';

/** The folder of everything that Lynk keeps: database, secrets, files. It belongs to this process until it is closed. */
export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /**
   * Reads a secret, and makes it at the first call. It lies in a file that only this user can read and is on disk before
   * it is returned.
   *
   * @param name lower-case letters, digits, dashes and underscores
   * @param make the first value; 256 random bits when left out
   */
  secret(name: string, make?: () => string | Promise<string>): Promise<string>;
  /** Lets other processes use the folder. */
  close(): Promise<void>;
}

/** Raised by a change after which an older Lynk would misread the folder. Changes of tables are migrations instead. */
const VERSION = 1;
const VERSION_FILE = 'version';
/** What a new folder may hold already: traces of the system, and of a first start that ended before it got far. */
const HARMLESS = new Set(['lost+found', '.DS_Store']);

/**
 * Opens the data folder and makes it when there is none.
 *
 * @param folder an absolute path
 * @throws StartupError when it cannot be written, is used by another process, was written by a newer version, or holds
 *   something else; nothing in it was changed then
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  let lock: FolderLock | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Before anything is put into a folder that may be somebody else's, and again when nobody else can change it.
    checkContents(folder);
    lock = await lockFolder(folder);
    const isNew = checkContents(folder);
    // Neither a folder made by hand nor one that was copied may show the secrets to other users.
    chmodSync(folder, 0o700);
    if (isNew) writeDurably(path.join(folder, VERSION_FILE), `${VERSION}\n`, 0o600);
  } catch (error) {
    await lock?.release();
    throw explainFileError(error, folder);
  }
  const held = lock;
  return { path: folder, secret: makeSecrets(folder), close: () => held.release() };
}

/** Checks that the folder is ours, by its version; true when it is empty. */
function checkContents(folder: string): boolean {
  const file = path.join(folder, VERSION_FILE);
  if (!existsSync(file)) {
    const foreign = readdirSync(folder).find((name) => !HARMLESS.has(name) && !isOurs(name));
    if (foreign === undefined) return true;
    throw new StartupError(
      `The folder ${folder} holds other files (such as ${foreign}) and is no data folder of Lynk: set LYNK_DATA_DIR to an empty folder.`,
    );
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^\d+$/.test(text)) {
    throw new StartupError(`The file ${file} holds no version: restore the data folder from a backup.`);
  }
  if (Number(text) > VERSION) {
    throw new StartupError(
      `The data folder ${folder} was written by a newer version of Lynk (format ${text}, this one knows ${VERSION}): start that version, or set LYNK_DATA_DIR to another folder.`,
    );
  }
  return false;
}

function isOurs(name: string): boolean {
  return name.startsWith(LOCK_PREFIX) || (name.startsWith(`${VERSION_FILE}.`) && name.endsWith('.tmp'));
}

/** Reads a secret of a folder that another process has open. @throws the file system's error when there is none */
export function readSecret(folder: string, name: string): string {
  return readFileSync(secretFile(folder, name), 'utf8').trimEnd();
}

function secretFile(folder: string, name: string): string {
  return path.join(folder, 'secrets', name);
}

function makeSecrets(folder: string): DataFolder['secret'] {
  // name -> the value, or its making: two callers at once get the same
  const secrets = new Map<string, Promise<string>>();
  const load = async (name: string, make: () => string | Promise<string>) => {
    if (!/^[a-z0-9_-]+$/.test(name)) throw new Error(`"${name}" cannot be the name of a secret`);
    const file = secretFile(folder, name);
    try {
      if (existsSync(file)) return readFileSync(file, 'utf8').trimEnd();
      const value = await make();
      if (mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })) followOwner(path.dirname(file));
      writeDurably(file, `${value}\n`, 0o600);
      return value;
    } catch (error) {
      throw explainFileError(error, folder);
    }
  };
  return (name, make = randomPassword) => {
    let secret = secrets.get(name);
    if (!secret) {
      secret = load(name, make);
      secrets.set(name, secret);
    }
    return secret;
  };
}
