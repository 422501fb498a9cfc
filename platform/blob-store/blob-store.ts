import type { Readable } from 'node:stream';

/** What will be sent to an upload address. The address is bound to all of it. */
export interface ExpectedBlob {
  /** In bytes. */
  readonly size: number;
  /** As the header `Content-Type` has it. */
  readonly contentType: string;
}

/** An address to send bytes to with PUT. */
export interface UploadAddress {
  readonly url: string;
  /** Sent with the bytes, exactly as they are. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** An address to send a part of a blob to with PUT. Nothing but its bytes is sent. */
export interface PartAddress {
  /** From 1. */
  readonly number: number;
  readonly url: string;
  /** Where the part begins, and how long it is, in bytes. */
  readonly offset: number;
  readonly size: number;
}

/** How the bytes are answered at a download address. */
export interface Download {
  /** The header `Content-Type` of the answer. */
  readonly contentType: string;
  /** The name in `Content-Disposition`. */
  readonly fileName: string;
  /** Whether a browser should save or show it. */
  readonly disposition: 'attachment' | 'inline';
}

/**
 * Bytes that are too many for a row. A blob is written once and as a whole: there is never half of one, whatever is
 * killed. It has no rights of its own: an address carries the right to use it, and ends by itself.
 *
 * A key has 8 to 64 characters of lower-case ASCII letters, digits and dashes. Moments are milliseconds since 1970. All
 * calls throw LynkError SERVICE_UNAVAILABLE when the store does not answer.
 */
export interface BlobStore {
  /**
   * An address for one PUT that writes a blob. It is good for one complete write: what fails on the way leaves nothing and
   * may be tried again, a second write after a complete one is refused. An answer of 2xx means that the blob is durable.
   */
  uploadAddress(key: string, expected: ExpectedBlob, expiresAt: number): Promise<UploadAddress>;

  /**
   * Addresses for the parts of a blob, in order; each is bound to the length of its part. A part may be sent again, as a whole,
   * until the blob is assembled. Call it once for a key.
   *
   * @param partBytes the length of every part but the last one: at least 5 MiB for S3
   */
  partAddresses(
    key: string,
    expected: ExpectedBlob,
    partBytes: number,
    expiresAt: number,
  ): Promise<readonly PartAddress[]>;

  /**
   * Makes a blob of its parts, when all of them have arrived; the parts are gone then. When one is missing, or there is such
   * a blob already, nothing happens.
   *
   * @param size of the whole, in bytes
   */
  assemble(key: string, size: number): Promise<void>;

  /**
   * An address for GET with `Range` (RFC 9110). Nobody is asked whether the blob exists. An adapter may answer HEAD and know
   * `If-Range`, too; S3 binds an address to its method and takes no notice of the header.
   */
  downloadAddress(key: string, download: Download, expiresAt: number): Promise<string>;

  /** How many bytes a blob has; null when there is none, or it is not complete. */
  size(key: string): Promise<number | null>;

  /**
   * Reads the bytes of a blob. Destroy the stream to end early.
   *
   * @returns null when there is none
   */
  read(key: string): Promise<Readable | null>;

  /**
   * Deletes a blob, and parts of it. One that is not there is deleted already. Addresses of it answer 404 from then on, but
   * those to send to, which end by themselves.
   */
  delete(key: string): Promise<void>;
}
