import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { BlobStore, Download, ExpectedBlob, PartAddress, UploadAddress } from './blob-store.ts';
import { AddressSigner } from './file-address.ts';
import { FileParts } from './file-parts.ts';
import { BlobExists, makeFolder, syncFolder, writeWhole } from './file-write.ts';
import { partsOf } from './parts.ts';

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
  readonly #parts: FileParts;

  private constructor(options: { folder: string; secret: string; publicUrl: () => string }) {
    this.addresses = new AddressSigner(options.secret);
    this.#folder = options.folder;
    this.#publicUrl = options.publicUrl;
    this.#parts = new FileParts({ folder: path.join(options.folder, 'parts'), temporary: this.#temporary });
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
    await store.#parts.open(async (key) => (await store.size(key)) !== null);
    await syncFolder(options.folder);
    await syncFolder(path.dirname(options.folder));
    return store;
  }

  async uploadAddress(key: string, expected: ExpectedBlob, expiresAt: number): Promise<UploadAddress> {
    const { size, contentType } = expected;
    const url = this.#publicUrl() + this.addresses.sign({ method: 'PUT', key, size, contentType, expiresAt });
    return { url, headers: [{ name: 'Content-Type', value: contentType }] };
  }

  async partAddresses(
    key: string,
    expected: ExpectedBlob,
    partBytes: number,
    expiresAt: number,
  ): Promise<readonly PartAddress[]> {
    return partsOf(expected.size, partBytes).map(({ number, offset, size }) => {
      const address = this.addresses.sign({ method: 'PUT_PART', key, part: number, size, expiresAt });
      return { number, offset, size, url: this.#publicUrl() + address };
    });
  }

  async assemble(key: string, size: number): Promise<void> {
    if ((await this.size(key)) !== null) return;
    const bytes = await this.#parts.read(key, size);
    if (!bytes) return;
    try {
      await this.write(key, bytes);
    } catch (error) {
      // Somebody was faster.
      if (!(error instanceof BlobExists)) throw error;
    }
    await this.#parts.delete(key);
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
    await this.#parts.delete(key);
    // Without it a power cut brings back what nobody knows of any more.
    await syncFolder(path.dirname(file));
  }

  /** Writes a blob as a whole. @throws BlobExists; what `chunks` throws, and the file system's errors */
  async write(key: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const final = path.dirname(this.pathOf(key));
    await writeWhole(chunks, { temporary: this.#temporary, final }, key);
  }

  /** Writes a part as a whole, in place of one that is there. @throws what `chunks` throws, and the file system's errors */
  async writePart(key: string, part: number, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    await this.#parts.write(key, part, chunks);
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
