import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder, syncFolder, writeWhole } from './file-write.ts';
import { isWhole } from './parts.ts';

/** Longer than any address to send to is good: what is older was given up, and nobody may have told. In milliseconds. */
const ABANDONED_MS = 48 * 3_600_000;

/** Parts of blobs in files: a folder for each blob, in it a file for each part, named by its number. */
export class FileParts {
  readonly #folder: string;
  readonly #temporary: string;

  /** @param options.temporary where parts are written before they are whole, on the same file system */
  constructor(options: { folder: string; temporary: string }) {
    this.#folder = options.folder;
    this.#temporary = options.temporary;
  }

  /** Makes the folder when there is none, and removes parts that were given up or whose blob is there. */
  async open(isThere: (key: string) => Promise<boolean>): Promise<void> {
    await makeFolder(this.#folder);
    for (const key of await readdir(this.#folder)) {
      const { mtimeMs } = await stat(this.#of(key));
      if (mtimeMs < Date.now() - ABANDONED_MS || (await isThere(key))) await this.delete(key);
    }
  }

  /** Writes a part as a whole, in place of one that is there. */
  async write(key: string, part: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const folder = this.#of(key);
    await makeFolder(folder);
    await syncFolder(this.#folder);
    await writeWhole(chunks, { temporary: this.#temporary, final: folder }, `${part}`, true);
  }

  /** The bytes of all parts, one after the other; null when they are not `size` bytes together, or one is missing. */
  async read(key: string, size: number): Promise<AsyncIterable<Uint8Array> | null> {
    const folder = this.#of(key);
    const names = await readdir(folder).catch(() => []);
    const numbers = names.map(Number).sort((a, b) => a - b);
    const files = numbers.map((number) => path.join(folder, `${number}`));
    const parts = await Promise.all(
      files.map(async (file, index) => ({ number: numbers[index] ?? 0, size: (await stat(file)).size })),
    );
    return isWhole(parts, size) ? inTurn(files) : null;
  }

  /** Removes the parts of a blob. */
  async delete(key: string): Promise<void> {
    await rm(this.#of(key), { recursive: true, force: true });
  }

  #of(key: string): string {
    return path.join(this.#folder, key);
  }
}

async function* inTurn(files: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const file of files) yield* createReadStream(file) as AsyncIterable<Uint8Array>;
}
