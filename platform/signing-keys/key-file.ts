import { randomBytes } from 'node:crypto';
import { chmod, type FileHandle, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { formatKeySet, newKeySet, parseKeySet, rotateKeySet, type StoredKey } from './key-set.ts';

/**
 * The set of keys in a file that only its owner may read. It is made when there is none, and changed when a change is due.
 *
 * @param now milliseconds since 1970
 * @throws Error when the file cannot be read or written, or holds something else: it is left as it is
 */
export async function openKeyFile(file: string, now: number): Promise<readonly StoredKey[]> {
  let keys = await readKeys(file);
  if (!keys) {
    await writeWhole(file, formatKeySet(await newKeySet(now)), 0o600, link);
    keys = (await readKeys(file)) ?? [];
  }
  const kept = await rotateKeySet(keys, now);
  if (kept !== keys) await writeWhole(file, formatKeySet(kept), 0o600);
  return kept;
}

/**
 * Writes a file whole or not at all: under another name, and renamed when it is on disk.
 *
 * @param mode the rights, whatever the process's mask
 * @param place puts the finished file in its place: `rename` replaces, `link` lets whoever was first win
 */
export async function writeWhole(file: string, text: string, mode: number, place = rename): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const handle = await open(temporary, 'wx', mode);
    try {
      await handle.chmod(mode);
      await handle.writeFile(text);
      await followOwner(handle, path.dirname(file));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await place(temporary, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await syncFolder(path.dirname(file));
  } finally {
    await rm(temporary, { force: true });
  }
}

async function readKeys(file: string): Promise<readonly StoredKey[] | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
    await chmod(file, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`The signing keys in ${file} cannot be read.`, { cause: error });
  }
  try {
    return parseKeySet(text);
  } catch {
    throw new Error(
      `The file ${file} does not hold signing keys. Restore it, or remove it: then everybody signs in anew.`,
    );
  }
}

/** What root writes into somebody's folder, after a start with sudo, must stay readable for that person. */
async function followOwner(handle: FileHandle, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder);
  if (uid !== 0) await handle.chown(uid, gid);
}

/** A new name is durable once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
