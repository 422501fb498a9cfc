import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rm, stat } from 'node:fs/promises';
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
 * @throws BlobExists when there is a file of this name: it stays as it is
 */
export async function writeWhole(
  chunks: AsyncIterable<Uint8Array>,
  folders: { readonly temporary: string; readonly final: string },
  name: string,
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
    // Unlike a rename, a link never takes the place of a file that is there.
    await link(temporary, path.join(folders.final, name)).catch((error: NodeJS.ErrnoException) => {
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
