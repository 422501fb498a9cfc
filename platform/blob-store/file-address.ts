import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Download, ExpectedBlob } from './blob-store.ts';

/** Where a gateway serves blobs that are kept in files. */
export const BLOBS_PATH = '/blobs';

/** What an address allows, and until when (milliseconds since 1970). */
export type Grant = { readonly key: string; readonly expiresAt: number } & (
  | ({ readonly method: 'PUT' } & ExpectedBlob)
  | { readonly method: 'PUT_PART'; readonly part: number; readonly size: number }
  | ({ readonly method: 'GET' } & Download)
);

/** Why an address allows nothing. */
export type Refusal = 'malformed' | 'forged' | 'expired';

const KEY = /^[a-z0-9-]{8,64}$/;
const WHOLE_NUMBER = /^(0|[1-9]\d{0,15})$/;

/**
 * Signs addresses with HMAC-SHA256 (RFC 2104) over everything that they allow, and checks them. Nothing is remembered: who
 * has the secret can check what another process has signed.
 */
export class AddressSigner {
  readonly #secret: string;

  /** @param secret at least 256 random bits */
  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The path and query of an address that allows this much. @throws Error when the key cannot be one */
  sign(grant: Grant): string {
    if (!KEY.test(grant.key)) throw new Error('A blob cannot have this key.');
    const query = new URLSearchParams(fieldsOf(grant));
    query.set('signature', this.#signature(grant).toString('base64url'));
    return `${BLOBS_PATH}/${grant.key}?${query}`;
  }

  /**
   * What an address allows.
   *
   * @param method what is asked for; GET stands for HEAD, too. A PUT may be for a part
   * @param key the last part of the path
   * @param now milliseconds since 1970
   */
  read(method: 'PUT' | 'GET', key: string, query: URLSearchParams, now: number): Grant | Refusal {
    const grant = KEY.test(key) ? readGrant(method, key, query) : null;
    if (!grant) return 'malformed';
    const given = Buffer.from(query.get('signature') ?? '', 'base64url');
    const right = this.#signature(grant);
    // Whether it is right takes the same time whichever byte is wrong.
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 'forged';
    return grant.expiresAt > now ? grant : 'expired';
  }

  #signature(grant: Grant): Buffer {
    // JSON keeps the fields apart: no two grants have the same text.
    const text = JSON.stringify([grant.method, grant.key, ...Object.entries(fieldsOf(grant)).flat()]);
    return createHmac('sha256', this.#secret).update(text).digest();
  }
}

function fieldsOf(grant: Grant): Record<string, string> {
  const expires = `${grant.expiresAt}`;
  if (grant.method === 'PUT_PART') return { expires, part: `${grant.part}`, size: `${grant.size}` };
  const common = { expires, type: grant.contentType };
  if (grant.method === 'PUT') return { ...common, size: `${grant.size}` };
  return { ...common, disposition: grant.disposition, name: grant.fileName };
}

function readGrant(method: 'PUT' | 'GET', key: string, query: URLSearchParams): Grant | null {
  const expires = query.get('expires') ?? '';
  if (!WHOLE_NUMBER.test(expires)) return null;
  if (method === 'PUT' && query.has('part')) {
    const [part, size] = [query.get('part') ?? '', query.get('size') ?? ''];
    if (!WHOLE_NUMBER.test(part) || !WHOLE_NUMBER.test(size)) return null;
    return { key, expiresAt: Number(expires), method: 'PUT_PART', part: Number(part), size: Number(size) };
  }
  const contentType = query.get('type');
  if (contentType === null) return null;
  const common = { key, contentType, expiresAt: Number(expires) };
  if (method === 'PUT') {
    const size = query.get('size') ?? '';
    return WHOLE_NUMBER.test(size) ? { ...common, method, size: Number(size) } : null;
  }
  const fileName = query.get('name');
  const disposition = query.get('disposition');
  if (fileName === null || (disposition !== 'attachment' && disposition !== 'inline')) return null;
  return { ...common, method, fileName, disposition };
}
