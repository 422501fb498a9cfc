import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader, errors, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { unauthenticated } from '../errors/errors.ts';
import type { UserIdentity } from '../identity/identity.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from '../signing-keys/signing-keys.ts';

/** The `iss` of every access token. */
export const ACCESS_TOKEN_ISSUER = 'lynk';
/** The `aud` of every access token. */
export const ACCESS_TOKEN_AUDIENCE = 'lynk';
/** The `typ` in the header (RFC 9068 §2.1): a token of another kind, signed with the same key, is no access token. */
export const ACCESS_TOKEN_TYPE = 'at+jwt';
/** No access token may live longer, in seconds, whatever it says: one that claims to was not made by us. */
export const MAX_ACCESS_TOKEN_SECONDS = 3_600;

/** How far the clocks of whoever signs and whoever checks may differ, in seconds. The end of a token is not stretched. */
const CLOCK_SKEW_SECONDS = 5;
/** Ours have about 450 characters; longer ones are refused before anything is computed. */
const MAX_TOKEN_LENGTH = 2_048;

/**
 * What an access token says (RFC 7519, names of RFC 9068 where it has one). There are no OAuth clients, so `client_id` is
 * left out.
 */
export const accessTokenClaims = z.object({
  iss: z.literal(ACCESS_TOKEN_ISSUER),
  aud: z.literal(ACCESS_TOKEN_AUDIENCE),
  /** UUID of the account. */
  sub: z.uuid(),
  /** UUID of the session. */
  sid: z.uuid(),
  role: z.enum(['USER', 'MODERATOR', 'ADMIN']),
  /** Whether the account is suspended; left out when it is not. */
  susp: z.literal(true).exactOptional(),
  /** Unique for each token. */
  jti: z.string().min(1),
  iat: z.int().nonnegative(),
  exp: z.int().positive(),
  nbf: z.int().nonnegative().exactOptional(),
});

/** What an access token says. */
export type AccessTokenClaims = z.infer<typeof accessTokenClaims>;

/** A token and when it ends, in milliseconds since 1970. */
export interface SignedAccessToken {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * Signs an access token.
 *
 * @param identity who it speaks for; `verifyAccessToken` gives the same back
 * @param nowMs milliseconds since 1970
 * @param ttlSeconds how long it is good, from 1 to {@link MAX_ACCESS_TOKEN_SECONDS}
 * @throws RangeError when `ttlSeconds` is outside of that
 */
export async function signAccessToken(
  keys: Pick<SigningKeys, 'current'>,
  identity: Omit<UserIdentity, 'kind'>,
  nowMs: number,
  ttlSeconds: number,
): Promise<SignedAccessToken> {
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 1 || ttlSeconds > MAX_ACCESS_TOKEN_SECONDS) {
    throw new RangeError(`An access token lives from 1 to ${MAX_ACCESS_TOKEN_SECONDS} whole seconds.`);
  }
  const iat = Math.floor(nowMs / 1000);
  const claims: AccessTokenClaims = {
    iss: ACCESS_TOKEN_ISSUER,
    aud: ACCESS_TOKEN_AUDIENCE,
    sub: identity.userId,
    sid: identity.sessionId,
    role: identity.role,
    ...(identity.suspended && { susp: true }),
    jti: randomUUID(),
    iat,
    exp: iat + ttlSeconds,
  };
  const { kid, privateKey } = await keys.current();
  const header = { alg: SIGNING_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid };
  const token = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  return { token, expiresAt: claims.exp * 1000 };
}

/**
 * Checks an access token as RFC 8725 and RFC 9068 §4 ask: algorithm, `kid`, `typ`, signature, issuer, audience, dates,
 * and the form of every claim. Whether its session has been ended since is not a matter of the token.
 *
 * @param getKeys the public keys that are good; what it throws is passed on
 * @param nowMs milliseconds since 1970
 * @returns who it speaks for, and when it ends in milliseconds since 1970
 * @throws LynkError UNAUTHENTICATED when it is malformed, forged, expired or not yet good
 */
export async function verifyAccessToken(
  getKeys: () => Promise<JSONWebKeySet> | JSONWebKeySet,
  token: string,
  nowMs: number,
): Promise<{ identity: UserIdentity; expiresAt: number }> {
  const kid = readKid(token);
  // The set's own object goes to jose, which remembers the imported key by it.
  const key = (await getKeys()).keys.find((each) => each.kid === kid);
  if (!key) throw refused();
  const claims = await verifiedClaims(token, key, nowMs);
  const nowSeconds = nowMs / 1000;
  const lifetime = claims.exp - claims.iat;
  if (claims.iat > nowSeconds + CLOCK_SKEW_SECONDS || lifetime <= 0 || lifetime > MAX_ACCESS_TOKEN_SECONDS) {
    throw refused();
  }
  return {
    identity: {
      kind: 'user',
      userId: claims.sub,
      sessionId: claims.sid,
      role: claims.role,
      suspended: claims.susp ?? false,
    },
    expiresAt: claims.exp * 1000,
  };
}

function readKid(token: string): string {
  if (token.length > MAX_TOKEN_LENGTH) throw refused();
  try {
    const { kid } = decodeProtectedHeader(token);
    if (typeof kid === 'string' && kid !== '') return kid;
  } catch {
    // Not a token at all: told like any other that is not good.
  }
  throw refused();
}

async function verifiedClaims(token: string, key: JWK, nowMs: number): Promise<AccessTokenClaims> {
  let payload: unknown;
  try {
    ({ payload } = await jwtVerify(token, key, {
      algorithms: [SIGNING_ALGORITHM],
      issuer: ACCESS_TOKEN_ISSUER,
      audience: ACCESS_TOKEN_AUDIENCE,
      typ: ACCESS_TOKEN_TYPE,
      currentDate: new Date(nowMs),
    }));
  } catch (error) {
    throw error instanceof errors.JWTExpired
      ? unauthenticated('The access token has expired. Refresh the session.')
      : refused();
  }
  const claims = accessTokenClaims.safeParse(payload);
  if (!claims.success) throw refused();
  return claims.data;
}

function refused() {
  return unauthenticated('The access token is not good. Sign in again.');
}
