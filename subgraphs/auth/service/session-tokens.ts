import { createHash, randomBytes } from 'node:crypto';
import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeBase64Url, newUuid } from '#platform/ids/ids.ts';
import type { SigningKeys } from '#platform/signing-keys/signing-keys.ts';
import { signAccessToken } from '#platform/tokens/access-token.ts';
import type { Account, NewSession } from '../store/store.ts';

const REFRESH_TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;

/** The two tokens of a session. Moments are milliseconds since 1970. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: number;
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: number;
}

/** Somebody has signed in. */
export interface SignedIn {
  readonly identity: UserIdentity;
  readonly tokens: Tokens;
}

/** A refresh token that nobody has yet. */
export interface NewRefreshToken {
  readonly token: string;
  /** SHA-256 of it. */
  readonly hash: Buffer;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Makes the tokens of sessions. */
export class SessionTokens {
  readonly #signingKeys: SigningKeys;
  readonly #accessTokenSeconds: number;
  readonly #refreshTokenMs: number;

  constructor(options: { signingKeys: SigningKeys; accessTokenSeconds: number; refreshTokenDays: number }) {
    this.#signingKeys = options.signingKeys;
    this.#accessTokenSeconds = options.accessTokenSeconds;
    this.#refreshTokenMs = options.refreshTokenDays * DAY_MS;
  }

  /** A refresh token of 256 random bits. @param now milliseconds since 1970 */
  newRefreshToken(now: number): NewRefreshToken {
    const bytes = randomBytes(REFRESH_TOKEN_BYTES);
    return {
      token: bytes.toString('base64url'),
      hash: hashOf(bytes),
      expiresAt: Math.floor(now + this.#refreshTokenMs),
    };
  }

  /** The session that begins with a refresh token. */
  newSession(refreshToken: NewRefreshToken, now: number): NewSession {
    const { hash, expiresAt } = refreshToken;
    return { id: newUuid(now), createdAt: now, expiresAt, refreshTokenHash: hash };
  }

  /** Signs an access token for a session and puts the refresh token beside it. */
  async issue(account: Account, sessionId: string, refreshToken: NewRefreshToken, now: number): Promise<SignedIn> {
    const { role, suspended } = account;
    const identity: UserIdentity = { kind: 'user', userId: account.id, sessionId, role, suspended };
    const signed = await signAccessToken(this.#signingKeys, identity, now, this.#accessTokenSeconds);
    return {
      identity,
      tokens: {
        accessToken: signed.token,
        accessTokenExpiresAt: signed.expiresAt,
        refreshToken: refreshToken.token,
        refreshTokenExpiresAt: refreshToken.expiresAt,
      },
    };
  }
}

/** The hash that a refresh token is stored under; null when the text cannot be one. */
export function refreshTokenHash(token: string): Buffer | null {
  const bytes = decodeBase64Url(token, REFRESH_TOKEN_BYTES);
  return bytes && hashOf(bytes);
}

function hashOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
