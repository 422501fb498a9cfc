import https from 'node:https';
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Clock } from '../clock/clock.ts';
import { serviceUnavailable } from '../errors/errors.ts';
import { CALL_SECONDS, outcomeOfCall, timed } from '../metrics/call-seconds.ts';
import type { Durations, Metrics } from '../metrics/metrics.ts';
import type { BlobStore, Download, ExpectedBlob, PartAddress, UploadAddress } from './blob-store.ts';
import { contentDisposition } from './content-disposition.ts';
import { isWhole, partsOf } from './parts.ts';

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
 * length, media type, encryption at rest and to there being nothing yet; that of a part to its length and its upload; a GET to
 * how it is answered. Which parts have arrived the bucket tells: nothing is remembered here.
 */
export class S3BlobStore implements BlobStore {
  readonly #bucket: string;
  readonly #clock: Clock;
  readonly #client: S3Client;
  /** Never sends anything. */
  readonly #signer: S3Client;
  readonly #seconds: Durations | undefined;

  /** @param options.metrics is told how long calls take and how they end */
  constructor(options: { settings: S3Settings; clock: Clock; metrics?: Metrics }) {
    const { settings, clock, metrics } = options;
    const help = 'Calls of the file store; of reads, until the first byte.';
    this.#seconds = metrics?.durations('lynk_s3_request_seconds', help, ['operation', 'outcome'], CALL_SECONDS);
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

  async partAddresses(
    key: string,
    expected: ExpectedBlob,
    partBytes: number,
    expiresAt: number,
  ): Promise<readonly PartAddress[]> {
    const target = { Bucket: this.#bucket, Key: key };
    const begin = new CreateMultipartUploadCommand({
      ...target,
      ContentType: expected.contentType,
      ServerSideEncryption: 'AES256',
    });
    const begun = await this.#ask('begin', () => this.#client.send(begin));
    const bound = {
      signableHeaders: new Set(['content-length', 'host']),
      unhoistableHeaders: new Set(['content-length']),
    };
    return Promise.all(
      partsOf(expected.size, partBytes).map(async (part) => {
        const place = { UploadId: begun?.UploadId, PartNumber: part.number, ContentLength: part.size };
        const put = new UploadPartCommand({ ...target, ...place });
        return { ...part, url: await getSignedUrl(this.#signer, put, { ...this.#times(expiresAt), ...bound }) };
      }),
    );
  }

  async assemble(key: string, size: number): Promise<void> {
    for (const UploadId of await this.#unfinished(key)) {
      const target = { Bucket: this.#bucket, Key: key, UploadId };
      // No more than 1,000 come at once, and no upload has as many.
      const found = await this.#ask('parts', () => this.#client.send(new ListPartsCommand(target)));
      const parts = (found?.Parts ?? []).map(({ PartNumber = 0, Size = 0, ETag }) => ({
        number: PartNumber,
        size: Size,
        ETag,
      }));
      if (!isWhole(parts, size)) continue;
      const complete = new CompleteMultipartUploadCommand({
        ...target,
        MultipartUpload: { Parts: parts.map(({ number, ETag }) => ({ PartNumber: number, ETag })) },
        IfNoneMatch: '*',
      });
      await this.#ask('assemble', () => this.#client.send(complete));
    }
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
    const head = new HeadObjectCommand({ Bucket: this.#bucket, Key: key });
    return (await this.#ask('size', () => this.#client.send(head)))?.ContentLength ?? null;
  }

  async read(key: string): Promise<Readable | null> {
    const get = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    const got = await this.#ask('read', () => this.#client.send(get));
    return (got?.Body as Readable | undefined) ?? null;
  }

  async delete(key: string): Promise<void> {
    const remove = new DeleteObjectCommand({ Bucket: this.#bucket, Key: key });
    await this.#ask('delete', () => this.#client.send(remove));
    for (const UploadId of await this.#unfinished(key)) {
      const abort = new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId });
      await this.#ask('abort', () => this.#client.send(abort));
    }
  }

  /** Asks whether the bucket is there. @throws LynkError SERVICE_UNAVAILABLE when it is not, or nobody answers in time */
  async check(): Promise<void> {
    const head = new HeadBucketCommand({ Bucket: this.#bucket });
    if (await this.#ask('check', () => this.#client.send(head))) return;
    throw serviceUnavailable('The file store has no place for files.');
  }

  /** Ends the connections. */
  close(): void {
    this.#client.destroy();
  }

  /** The uploads of a blob in parts that were neither finished nor given up. */
  async #unfinished(key: string): Promise<string[]> {
    const list = new ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix: key });
    const found = await this.#ask('unfinished', () => this.#client.send(list));
    return (found?.Uploads ?? []).flatMap(({ Key, UploadId }) =>
      Key === key && UploadId !== undefined ? [UploadId] : [],
    );
  }

  #ask<T>(operation: string, send: () => Promise<T>): Promise<T | null> {
    return timed(this.#seconds, [operation], () => unlessMissing(send()), outcomeOfCall);
  }

  #times(expiresAt: number): { signingDate: Date; expiresIn: number } {
    const now = this.#clock.now();
    return { signingDate: new Date(now), expiresIn: Math.max(1, Math.ceil((expiresAt - now) / 1_000)) };
  }
}

/** What is not there (any more), or is there already: somebody else was faster, and nothing is left to do. */
const SETTLED: ReadonlySet<string> = new Set(['NoSuchKey', 'NotFound', 'NoSuchUpload', 'PreconditionFailed']);

/** @throws LynkError SERVICE_UNAVAILABLE for everything that is not settled by itself */
async function unlessMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof S3ServiceException && SETTLED.has(error.name)) return null;
    throw serviceUnavailable('The file store does not answer. Try again.', 1_000, { cause: error });
  }
}
