import { decodeProtectedHeader, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { unauthenticated } from '../errors/errors.ts';
import type { Identity } from '../identity/identity.ts';
import { SIGNING_ALGORITHM, type SigningKeys } from '../signing-keys/signing-keys.ts';

/** The `iss` of every service token: the gateway. */
export const SERVICE_TOKEN_ISSUER = 'lynk-gateway';
/** The `typ` in the header: an access token is no service token, whatever key signed it (RFC 8725 §3.11). */
export const SERVICE_TOKEN_TYPE = 'lynk-service+jwt';
/** How long a service token is good, in seconds. */
export const SERVICE_TOKEN_SECONDS = 60;

const CLOCK_SKEW_SECONDS = 5;
/** An identity takes about 300 characters; longer ones are refused before anything is computed. */
const MAX_TOKEN_LENGTH = 2_048;

const identityClaim: z.ZodType<Identity> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('user'),
    userId: z.uuid(),
    sessionId: z.uuid(),
    role: z.enum(['USER', 'MODERATOR', 'ADMIN']),
    suspended: z.boolean(),
  }),
  z.object({ kind: z.literal('service'), name: z.string().min(1) }),
  z.object({ kind: z.literal('audience'), roomId: z.uuid().nullable() }),
]);

const serviceTokenClaims = z.object({ iat: z.int(), exp: z.int(), identity: identityClaim });

/**
 * Signs a token with which the gateway speaks to one subgraph on somebody's behalf.
 *
 * @param subgraph the one subgraph that it is good for
 * @param nowMs milliseconds since 1970
 */
export async function signServiceToken(
  keys: Pick<SigningKeys, 'current'>,
  subgraph: string,
  identity: Identity,
  nowMs: number,
): Promise<string> {
  const { kid, privateKey } = await keys.current();
  const iat = Math.floor(nowMs / 1000);
  return new SignJWT({ identity })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: SERVICE_TOKEN_TYPE, kid })
    .setIssuer(SERVICE_TOKEN_ISSUER)
    .setAudience(subgraph)
    .setIssuedAt(iat)
    .setExpirationTime(iat + SERVICE_TOKEN_SECONDS)
    .sign(privateKey);
}

/**
 * Checks a service token (RFC 8725): algorithm, `kid`, `typ`, signature, issuer, dates, and that it is for this subgraph.
 *
 * @param keys the gateways' public keys
 * @param subgraph the subgraph that checks
 * @param nowMs milliseconds since 1970
 * @returns on whose behalf the gateway speaks
 * @throws LynkError UNAUTHENTICATED
 */
export async function verifyServiceToken(
  keys: JSONWebKeySet,
  subgraph: string,
  token: string,
  nowMs: number,
): Promise<Identity> {
  if (token.length > MAX_TOKEN_LENGTH) throw refused();
  try {
    const { kid } = decodeProtectedHeader(token);
    const key = keys.keys.find((each) => each.kid === kid);
    if (!key) throw refused();
    const { payload } = await jwtVerify(token, key, {
      algorithms: [SIGNING_ALGORITHM],
      issuer: SERVICE_TOKEN_ISSUER,
      audience: subgraph,
      typ: SERVICE_TOKEN_TYPE,
      currentDate: new Date(nowMs),
    });
    const claims = serviceTokenClaims.parse(payload);
    const lifetime = claims.exp - claims.iat;
    const fromTheFuture = claims.iat > nowMs / 1000 + CLOCK_SKEW_SECONDS;
    if (fromTheFuture || lifetime <= 0 || lifetime > SERVICE_TOKEN_SECONDS) throw refused();
    return claims.identity;
  } catch {
    // What exactly was wrong is nobody's business who does not hold a good one.
    throw refused();
  }
}

function refused() {
  return unauthenticated('This service takes requests from its gateway alone.');
}
