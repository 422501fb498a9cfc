import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { z } from 'zod';
import { SIGNING_ALGORITHM } from './signing-keys.ts';

/** A key signs for 90 days; whoever opens the set after that makes the next one. */
const ROTATE_AFTER_MS = 90 * 86_400_000;
/** A replaced key stays published for longer than any token that it has signed is good. */
const KEEP_REPLACED_MS = 86_400_000;

const storedKey = z.object({
  /** RFC 8037: `x` is the public key, `d` the private one. */
  jwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() }),
  /** Milliseconds since 1970. */
  createdAt: z.int(),
});
/** The newest key stands last. */
const storedKeys = z.object({ version: z.literal(1), keys: z.array(storedKey).min(1) });

/** A key pair as it is kept. */
export type StoredKey = z.infer<typeof storedKey>;

/** A key that signs. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
}

/** @throws Error when the text is something else; it does not quote it */
export function parseKeySet(text: string): readonly StoredKey[] {
  try {
    return storedKeys.parse(JSON.parse(text)).keys;
  } catch {
    // The cause is left out: it could quote the keys.
    throw new Error('There are no signing keys in it.');
  }
}

/** The text that {@link parseKeySet} reads. */
export function formatKeySet(keys: readonly StoredKey[]): string {
  return JSON.stringify({ version: 1, keys }, null, 2);
}

/** A set with one new key. @param now milliseconds since 1970 */
export async function newKeySet(now: number): Promise<readonly StoredKey[]> {
  return [await newKey(now)];
}

/**
 * What becomes of a set with time: a new key beside the newest one when that is 90 days old, and the replaced one goes after
 * a day. The same list when nothing is due.
 *
 * @param now milliseconds since 1970
 */
export async function rotateKeySet(keys: readonly StoredKey[], now: number): Promise<readonly StoredKey[]> {
  const newest = keys.at(-1);
  if (newest && now - newest.createdAt >= ROTATE_AFTER_MS) return [newest, await newKey(now)];
  const replacedLongAgo = newest && keys.length > 1 && now - newest.createdAt >= KEEP_REPLACED_MS;
  return replacedLongAgo ? [newest] : keys;
}

/** What is published of a set (RFC 7517): the public halves. */
export async function publicKeySet(keys: readonly StoredKey[]): Promise<JSONWebKeySet> {
  const published: JWK[] = [];
  for (const { jwk } of keys) {
    const { d: _private, ...publicHalf } = jwk;
    published.push({ ...publicHalf, kid: await calculateJwkThumbprint(jwk), alg: SIGNING_ALGORITHM, use: 'sig' });
  }
  return { keys: published };
}

/** A kept key, ready to sign with. */
export async function signingKey({ jwk }: StoredKey): Promise<SigningKey> {
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey: (await importJWK(jwk, SIGNING_ALGORITHM)) as CryptoKey };
}

async function newKey(now: number): Promise<StoredKey> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  return storedKey.parse({ jwk: await exportJWK(privateKey), createdAt: now });
}
