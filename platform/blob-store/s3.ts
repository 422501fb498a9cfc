import https from 'node:https';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '../clock/clock.ts';
import { serviceUnavailable } from '../errors/errors.ts';
import type { BlobStore, Download, ExpectedBlob, UploadAddress } from './blob-store.ts';
import { contentDisposition } from './content-disposition.ts';

/** Where the bucket is, and as whom to sign in. */
export interface S3Settings {
  /** Where the services reach it, as in `https://s3.internal:9000`. */
  readonly endpoint: string;
  /** Where clients reach it: what addresses begin with. The one door of the data stores that is public. */
  readonly publicEndpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Certificates in PEM, for the services' own calls. */
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
}

const CONNECT_TIMEOUT_MS = 2_000;
const QUIET_TIMEOUT_MS = 10_000;
const ATTEMPTS = 2;
const MAX_SOCKETS = 64;

/**
 * {@link BlobStore} in a bucket. Addresses are presigned (AWS Signature Version 4, query parameters): a PUT is bound to
 * length, media type, encryption at rest and to there being nothing yet; a GET to how it is answered.
 */
export class S3BlobStore implements BlobStore {
  readonly #bucket: string;
  readonly #clock: Clock;
  readonly #client: S3Client;
  /** Never sends anything. */
  readonly #signer: S3Client;

  constructor(options: { settings: S3Settings; clock: Clock }) {
    const { settings, clock } = options;
    const common: S3ClientConfig = {
      region: settings.region,
      credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
      forcePathStyle: true,
      // Other servers than the first one of its kind do not know the newer checksums; media compares its own hash.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    };
    this.#bucket = settings.bucket;
    this.#clock = clock;
    this.#client = new S3Client({
      ...common,
      endpoint: settings.endpoint,
      maxAttempts: ATTEMPTS,
      requestHandler: {
        connectionTimeout: CONNECT_TIMEOUT_MS,
        requestTimeout: QUIET_TIMEOUT_MS,
        throwOnRequestTimeout: true,
        httpsAgent: new https.Agent({
          ...settings.tls,
          minVersion: 'TLSv1.3',
          keepAlive: true,
          maxSockets: MAX_SOCKETS,
        }),
      },
    });
    this.#signer = new S3Client({ ...common, endpoint: settings.publicEndpoint });
  }

  async uploadAddress(key: string, expected: ExpectedBlob, expiresAt: number): Promise<UploadAddress> {
    const { size, contentType } = expected;
    const put = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ContentType: contentType,
      ContentLength: size,
      ServerSideEncryption: 'AES256',
      IfNoneMatch: '*',
    });
    const headers = [
      { name: 'Content-Type', value: contentType },
      { name: 'If-None-Match', value: '*' },
      { name: 'x-amz-server-side-encryption', value: 'AES256' },
    ];
    // What is signed as a header binds the sender; moved into the address it would bind nobody.
    const bound = new Set(['content-length', ...headers.map(({ name }) => name.toLowerCase())]);
    const url = await getSignedUrl(this.#signer, put, {
      ...this.#times(expiresAt),
      signableHeaders: new Set([...bound, 'host']),
      unhoistableHeaders: bound,
    });
    return { url, headers };
  }

  async downloadAddress(key: string, download: Download, expiresAt: number): Promise<string> {
    const get = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ResponseContentType: download.contentType,
      ResponseContentDisposition: contentDisposition(download),
    });
    return getSignedUrl(this.#signer, get, this.#times(expiresAt));
  }

  async size(key: string): Promise<number | null> {
    const head = this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
    return (await unlessMissing(head))?.ContentLength ?? null;
  }

  async read(key: string): Promise<Readable | null> {
    const got = await unlessMissing(this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key })));
    return (got?.Body as Readable | undefined) ?? null;
  }

  async delete(key: string): Promise<void> {
    await unlessMissing(this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key })));
  }

  /** Ends the connections. */
  close(): void {
    this.#client.destroy();
  }

  #times(expiresAt: number): { signingDate: Date; expiresIn: number } {
    const now = this.#clock.now();
    return { signingDate: new Date(now), expiresIn: Math.max(1, Math.ceil((expiresAt - now) / 1_000)) };
  }
}

/** @throws LynkError SERVICE_UNAVAILABLE for everything but a blob that is not there */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NotFound) return null;
    throw serviceUnavailable('The file store does not answer. Try again.', 1_000, { cause: error });
  }
}
