import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logger/logger.ts';
import { contentDisposition } from './content-disposition.ts';
import type { FileBlobStore } from './file.ts';
import type { Grant, Refusal } from './file-address.ts';
import { receive } from './file-receive.ts';
import { BlobExists } from './file-write.ts';

/** How the addresses of a {@link FileBlobStore} are served. */
export interface BlobRoutesOptions {
  readonly store: FileBlobStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether pages of this origin may use the addresses from a browser. */
  readonly isAllowedOrigin: (origin: string) => boolean;
  /** How many blobs are received at once. */
  readonly maxWriters?: number;
  /** A sender that has sent nothing for so many milliseconds is cut. */
  readonly idleMs?: number;
}

const MAX_WRITERS = 64;
const IDLE_MS = 30_000;
const RETRY_AFTER_SECONDS = 2;
/** How long a refused sender may go on sending what nobody keeps, in milliseconds. */
const DRAIN_MS = 5_000;

const REFUSALS: Readonly<Record<Refusal, readonly [status: number, sentence: string]>> = {
  malformed: [403, 'This is not an address of a file. Use one that the API returned, exactly as it is.'],
  forged: [403, 'The signature of this address is not right. Use one that the API returned, exactly as it is.'],
  expired: [410, 'This address is too old. Ask the API for another one.'],
};

/** Serves the addresses of a blob store in files: PUT writes, GET and HEAD read. They carry their right in themselves. */
export function createBlobRoutes(options: BlobRoutesOptions): Router {
  const { store, clock, logger, isAllowedOrigin, maxWriters = MAX_WRITERS, idleMs = IDLE_MS } = options;
  /** Keys of the blobs, and of parts with their numbers, that are received at this moment. */
  const writing = new Set<string>();
  const router = Router();
  router.use(allowOrigins(isAllowedOrigin));

  const grantOf = (request: Request<{ key: string }>): Grant | Refusal => {
    const { searchParams } = new URL(request.originalUrl, 'http://localhost');
    const method = request.method === 'PUT' ? 'PUT' : 'GET';
    return store.addresses.read(method, request.params.key, searchParams, clock.now());
  };

  router.put('/:key', async (request, response) => {
    const grant = grantOf(request);
    if (typeof grant === 'string') return refuse(response, ...REFUSALS[grant]);
    if (grant.method === 'GET') return refuse(response, ...REFUSALS.malformed);
    const { key, size } = grant;
    const isPart = grant.method === 'PUT_PART';
    const name = isPart ? `${key} ${grant.part}` : key;
    const length = request.headers['content-length'];
    if (length === undefined) return refuse(response, 411, 'Say how long the file is, in Content-Length.');
    if (Number(length) > size) return refuse(response, 413, `The file was announced with ${size} bytes, not more.`);
    if (Number(length) !== size) return refuse(response, 400, `The file was announced with ${size} bytes, not less.`);
    if (!isPart && request.headers['content-type'] !== grant.contentType) {
      return refuse(response, 415, `Send the header Content-Type: ${grant.contentType}, as it was announced.`);
    }
    if (writing.has(name) || (await store.size(key)) !== null) return refuse(response, 409, ALREADY_THERE);
    if (writing.size >= maxWriters) {
      response.set('retry-after', `${RETRY_AFTER_SECONDS}`);
      return refuse(response, 503, 'Too many files arrive at this moment. Try again.');
    }
    writing.add(name);
    try {
      const bytes = receive(request, size, idleMs);
      await (isPart ? store.writePart(key, grant.part, bytes) : store.write(key, bytes));
      response.status(201).end();
    } catch (error) {
      answerFailure(error, request, response);
    } finally {
      writing.delete(name);
    }
  });

  // HEAD comes here, too.
  router.get('/:key', (request, response) => {
    const grant = grantOf(request);
    if (typeof grant === 'string') return refuse(response, ...REFUSALS[grant]);
    if (grant.method !== 'GET') return refuse(response, ...REFUSALS.malformed);
    send(grant, response);
  });

  router.use((_request, response) => {
    response.set('allow', 'PUT, GET, HEAD');
    refuse(response, 405, 'A file is sent with PUT and fetched with GET.');
  });

  function send(grant: Extract<Grant, { method: 'GET' }>, response: Response) {
    const { key, contentType, expiresAt } = grant;
    const maxAge = Math.max(0, Math.floor((expiresAt - clock.now()) / 1000));
    response.set({
      'content-type': contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType,
      'content-disposition': contentDisposition(grant),
      // A blob never changes.
      etag: `"${key}"`,
      'cache-control': `private, max-age=${maxAge}, immutable`,
      // Whatever somebody has uploaded must not run as a page of ours.
      'content-security-policy': "sandbox; default-src 'none'",
      'cross-origin-resource-policy': 'cross-origin',
    });
    const file = { dotfiles: 'allow', etag: false, lastModified: false, cacheControl: false } as const;
    response.sendFile(store.pathOf(key), file, (error: (Error & { status?: number; code?: string }) | undefined) => {
      if (!error || response.headersSent) return;
      // The headers are of the file, and there is none.
      for (const name of response.getHeaderNames()) if (/^(content|etag|cache)/.test(name)) response.removeHeader(name);
      if (error.status === 404) return refuse(response, 404, 'There is no such file (any more).');
      if (error.status === 416) return refuse(response, 416, 'The file has no such range.');
      logger.error({ err: error }, 'a blob could not be read');
      refuse(response, 500, WENT_WRONG);
    });
  }

  function answerFailure(error: unknown, request: Request, response: Response) {
    if (error instanceof BlobExists) return refuse(response, 409, ALREADY_THERE);
    // The sender has gone, or was cut: there is nobody to answer.
    if (request.destroyed && !request.complete) return;
    logger.error({ err: error }, 'a blob could not be written');
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') {
      return refuse(response, 507, 'There is no room for the file.');
    }
    refuse(response, 500, WENT_WRONG);
  }
  return router;
}

const ALREADY_THERE = 'The file is there already, or arrives at this moment. An address is good for one file.';
const WENT_WRONG = 'Something went wrong on our side. Try again.';

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).type('text/plain').set('cache-control', 'no-store').send(`${sentence}\n`);
  const { req: request } = response;
  if (request.complete) return;
  // Read to its end, the answer arrives; cut, a sender may only see that it was cut.
  const timer = setTimeout(() => request.destroy(), DRAIN_MS).unref();
  request.once('close', () => clearTimeout(timer));
}

/** Lets pages of allowed origins send and fetch (CORS, Fetch standard §3.2). No cookie is ever looked at. */
function allowOrigins(isAllowed: (origin: string) => boolean): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    response.vary('Origin');
    if (origin === undefined || !isAllowed(origin)) return next();
    response.set('access-control-allow-origin', origin);
    response.set('access-control-expose-headers', 'accept-ranges, content-disposition, content-range, etag');
    if (request.method !== 'OPTIONS') return next();
    response.set('access-control-allow-methods', 'GET, HEAD, PUT');
    response.set('access-control-allow-headers', 'content-type, if-range, range');
    response.set('access-control-max-age', '600');
    response.status(204).end();
  };
}
