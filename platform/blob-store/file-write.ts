import { randomBytes } from 'node:crypto';
import { chown, type FileHandle, link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** A blob under this key is there already. */
export class BlobExists extends Error {
  override readonly name = 'BlobExists';
}

/**
 * Writes a file whole or not at all: under a temporary name, synced, then given its name, and the folder synced. A crash
 * leaves the temporary file or the whole one.
 *
 * @param chunks the bytes; what it throws is thrown, and nothing is left
 * @param folders where it is written meanwhile, and where it belongs; both on one file system
 * @param replaces whether it takes the place of a file that is there
 * @throws BlobExists when there is a file of this name, and it must not be replaced: it stays as it is
 */
export async function writeWhole(
  chunks: AsyncIterable<Uint8Array>,
  folders: { readonly temporary: string; readonly final: string },
  name: string,
  replaces = false,
): Promise<void> {
  const temporary = path.join(folders.temporary, `${name}.${randomBytes(6).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of chunks) await writeAll(handle, chunk);
      await followOwner(handle, folders.temporary);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const final = path.join(folders.final, name);
    // Unlike a rename, a link never takes the place of a file that is there.
    await (replaces ? rename(temporary, final) : link(temporary, final)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new BlobExists('There is such a blob.', { cause: error }) : error;
    });
    await syncFolder(folders.final);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let rest = chunk; rest.length > 0; ) rest = rest.subarray((await handle.write(rest)).bytesWritten);
}

/** What root writes into somebody's folder, after a start with sudo, must stay readable for that person. */
async function followOwner(handle: FileHandle, folder: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder);
  if (uid !== 0) await handle.chown(uid, gid);
}

/** A name in a folder is durable once the folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder. What root makes in somebody's folder, after a start with sudo, stays that person's. */
export async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined || process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(path.dirname(folder));
  if (uid !== 0) await chown(folder, uid, gid);
}
