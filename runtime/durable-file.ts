import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Puts the names in a folder on disk: a file that was made, renamed or removed there is so after a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes a small file as a whole or not at all: readers, also those after a crash, see the old text or the new one.
 *
 * @param mode the rights, such as 0o600 for a secret; it never has others, not even for a moment
 * @throws the file system's error; the old file is then untouched
 */
export function writeDurably(file: string, text: string, mode: number): void {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = openSync(temporary, 'wx', mode);
    try {
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    followOwner(temporary);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(path.dirname(file));
}

/**
 * Gives a new file to the owner of the folder that it is in. It matters to somebody who starts Lynk with sudo for once:
 * what root leaves behind in the data folder must stay usable for the one it belongs to.
 */
export function followOwner(file: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(path.dirname(file));
  if (uid !== 0) chownSync(file, uid, gid);
}
