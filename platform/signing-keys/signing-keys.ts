import type { CryptoKey, JSONWebKeySet } from 'jose';

/** The algorithm of every token that we sign: Ed25519 (RFC 8037). */
export const SIGNING_ALGORITHM = 'EdDSA';

/** The keys that access tokens are signed and checked with. Several may be good at once, so that they can be changed. */
export interface SigningKeys {
  /** The key that new tokens are signed with, and its `kid`. */
  current(): Promise<{ readonly kid: string; readonly privateKey: CryptoKey }>;
  /**
   * The public halves of all keys that are good, as published at `/.well-known/jwks.json` (RFC 7517). The same object as long
   * as they are the same keys, and another one when they are not: what was checked with them is remembered by it.
   */
  publicKeys(): Promise<JSONWebKeySet>;
}
