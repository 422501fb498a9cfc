import type { BlobStore } from '#platform/blob-store/blob-store.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { mayBeShown } from './media-types.ts';
import type { CompleteFile } from './visible.ts';

/** How long an address to fetch a file from is good, in milliseconds. */
const DOWNLOAD_MS = 300_000;

/** Gives out addresses to fetch files from. */
export class Downloads {
  readonly #blobStore: BlobStore;
  readonly #clock: Clock;

  constructor(dependencies: { blobStore: BlobStore; clock: Clock }) {
    this.#blobStore = dependencies.blobStore;
    this.#clock = dependencies.clock;
  }

  /**
   * An address of a file that whoever asks may see. A browser is told to save what could run in it, whatever is wished.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when the file store does not answer
   */
  async address(file: CompleteFile, wished: 'ATTACHMENT' | 'INLINE'): Promise<{ url: string; expiresAt: number }> {
    const { contentType } = file.content;
    const disposition = wished === 'INLINE' && mayBeShown(contentType) ? 'inline' : 'attachment';
    const expiresAt = this.#clock.now() + DOWNLOAD_MS;
    const { id, fileName } = file;
    return {
      url: await this.#blobStore.downloadAddress(id, { contentType, fileName, disposition }, expiresAt),
      expiresAt,
    };
  }
}
