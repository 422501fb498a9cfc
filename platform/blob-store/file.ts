import { createReadStream } from 'node:fs';
import { chown, mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { BlobStore, Download, ExpectedBlob, UploadAddress } from './blob-store.ts';
import { AddressSigner } from './file-address.ts';
import { syncFolder, writeWhole } from './file-write.ts';

/** How many folders the files are spread over: as many as there are pairs of hexadecimal digits. */
const FOLDERS = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'));

/**
 * {@link BlobStore} in files of a folder. Its addresses lead to `file-routes.ts`, which the gateway serves. One process
 * uses a folder at a time.
 */
export class FileBlobStore implements BlobStore {
  /** Checks addresses of this store. */
  readonly addresses: AddressSigner;
  readonly #folder: string;
  readonly #publicUrl: () => string;

  private constructor(options: { folder: string; secret: string; publicUrl: () => string }) {
    this.addresses = new AddressSigner(options.secret);
    this.#folder = options.folder;
    this.#publicUrl = options.publicUrl;
  }

  /**
   * Opens the store, makes its folders when there are none, and removes what a crash has left of writes.
   *
   * @param options.folder its parent exists
   * @param options.secret signs the addresses: at least 256 random bits
   * @param options.publicUrl gives scheme, host and port of the gateway as clients reach it
   */
  static async open(options: { folder: string; secret: string; publicUrl: () => string }): Promise<FileBlobStore> {
    const store = new FileBlobStore(options);
    await rm(store.#temporary, { recursive: true, force: true });
    await makeFolder(options.folder);
    await makeFolder(store.#temporary);
    for (const name of FOLDERS) await makeFolder(path.join(options.folder, name));
    await syncFolder(options.folder);
    await syncFolder(path.dirname(options.folder));
    return store;
  }

  async uploadAddress(key: string, expected: ExpectedBlob, expiresAt: number): Promise<UploadAddress> {
    const { size, contentType } = expected;
    const url = this.#publicUrl() + this.addresses.sign({ method: 'PUT', key, size, contentType, expiresAt });
    return { url, headers: [{ name: 'Content-Type', value: contentType }] };
  }

  async downloadAddress(key: string, download: Download, expiresAt: number): Promise<string> {
    return this.#publicUrl() + this.addresses.sign({ method: 'GET', key, ...download, expiresAt });
  }

  async size(key: string): Promise<number | null> {
    return (await unlessMissing(stat(this.pathOf(key))))?.size ?? null;
  }

  async read(key: string): Promise<Readable | null> {
    const file = this.pathOf(key);
    const handle = await unlessMissing(open(file, 'r'));
    return handle && createReadStream(file, { fd: handle });
  }

  async delete(key: string): Promise<void> {
    const file = this.pathOf(key);
    await rm(file, { force: true });
    // Without it a power cut brings back what nobody knows of any more.
    await syncFolder(path.dirname(file));
  }

  /** Writes a blob as a whole. @throws BlobExists; what `chunks` throws, and the file system's errors */
  async write(key: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const final = path.dirname(this.pathOf(key));
    await writeWhole(chunks, { temporary: this.#temporary, final }, key);
  }

  /** The file of a blob, whether there is one or not. The key is one that an address or a row has. */
  pathOf(key: string): string {
    // The last digits of a UUID are random in every version.
    return path.join(this.#folder, folderOf(key), key);
  }

  get #temporary(): string {
    return path.join(this.#folder, 'unfinished');
  }
}

function folderOf(key: string): string {
  const digits = key.slice(-2);
  return /^[0-9a-f]{2}$/.test(digits) ? digits : '00';
}

async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** What root makes in somebody's folder, after a start with sudo, stays that person's. */
async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made === undefined || process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(path.dirname(folder));
  if (uid !== 0) await chown(folder, uid, gid);
}
