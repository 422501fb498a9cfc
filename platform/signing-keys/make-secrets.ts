import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openKeyFile, writeWhole } from './key-file.ts';
import { publicKeySet } from './key-set.ts';
import type { KeySetNames } from './secrets.ts';

/**
 * Makes the two files of a set of keys in a folder of secrets, or renews them when that is due: the private halves for their
 * owner alone, the public ones for everybody who may enter the folder. What is right is left as it is.
 *
 * @param now milliseconds since 1970
 * @returns whether anything was written
 * @throws Error when a file cannot be read or written, or there is something else in it
 */
export async function makeKeySecrets(folder: string, names: KeySetNames, now: number): Promise<boolean> {
  const signing = path.join(folder, names.privateKeys);
  const published = path.join(folder, names.publicKeys);
  const before = await textOf(signing);
  const keys = await openKeyFile(signing, now);
  const text = JSON.stringify(await publicKeySet(keys), null, 2);
  if ((await textOf(published)) !== text) {
    await writeWhole(published, text, 0o644);
    return true;
  }
  return before !== (await textOf(signing));
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
