import { SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySigningKeys } from '#tests/kit/memory-signing-keys.ts';
import type { SigningKeys } from '../signing-keys/signing-keys.ts';
import { MAX_ACCESS_TOKEN_SECONDS, signAccessToken, verifyAccessToken } from './access-token.ts';

const NOW = Date.UTC(2026, 0, 31, 9, 30);
const SECONDS = Math.floor(NOW / 1000);
const IDENTITY = {
  kind: 'user',
  userId: '0190d0a0-0000-7000-8000-000000000001',
  sessionId: '0190d0a0-0000-7000-8000-000000000002',
  role: 'ADMIN',
  suspended: false,
} as const;

let keys: SigningKeys;
beforeAll(async () => {
  keys = await memorySigningKeys('key-1');
});

/** Signs whatever it is given with the good key. */
async function forge(claims: object, header: object = {}): Promise<string> {
  const { kid, privateKey } = await keys.current();
  const good = {
    iss: 'lynk',
    aud: 'lynk',
    sub: IDENTITY.userId,
    sid: IDENTITY.sessionId,
    role: 'USER',
    jti: 'x',
    iat: SECONDS,
    exp: SECONDS + 900,
  };
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid, ...header })
    .sign(privateKey);
}

const verify = (token: string, nowMs = NOW) => verifyAccessToken(() => keys.publicKeys(), token, nowMs);

describe('access tokens', () => {
  it('give back whom they were signed for', async () => {
    const { token, expiresAt } = await signAccessToken(keys, IDENTITY, NOW, 900);
    expect(expiresAt).toBe(NOW + 900_000);
    expect(await verify(token)).toEqual({ identity: IDENTITY, expiresAt });
    const suspended = await signAccessToken(keys, { ...IDENTITY, suspended: true }, NOW, 900);
    expect((await verify(suspended.token)).identity.suspended).toBe(true);
  });

  it('are accepted when made by hand as they should be', async () => {
    expect((await verify(await forge({}))).identity.role).toBe('USER');
  });

  it('end on time', async () => {
    const { token } = await signAccessToken(keys, IDENTITY, NOW, 900);
    await verify(token, NOW + 899_999);
    await expect(verify(token, NOW + 900_000)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining('expired'),
    });
  });

  it('are never signed for longer than can be verified', async () => {
    await expect(signAccessToken(keys, IDENTITY, NOW, MAX_ACCESS_TOKEN_SECONDS + 1)).rejects.toThrow(RangeError);
  });

  it.each([
    ['another issuer', { iss: 'other' }, {}],
    ['another audience', { aud: 'other' }, {}],
    ['several audiences', { aud: ['lynk', 'other'] }, {}],
    ['another kind of token', {}, { typ: 'JWT' }],
    ['no kind', {}, { typ: undefined }],
    ['an unknown key', {}, { kid: 'key-2' }],
    ['no key', {}, { kid: undefined }],
    ['no end', { exp: undefined }, {}],
    ['an absurd end', { exp: SECONDS + 10 ** 9 }, {}],
    ['a lifetime that is too long', { exp: SECONDS + MAX_ACCESS_TOKEN_SECONDS + 1 }, {}],
    ['an end that is no number', { exp: '9999999999' }, {}],
    ['an end before its beginning', { iat: SECONDS + 4, exp: SECONDS + 3 }, {}],
    ['no date', { iat: undefined }, {}],
    ['a date in the future', { iat: SECONDS + 60 }, {}],
    ['a beginning in the future', { nbf: SECONDS + 60 }, {}],
    ['a subject that is no string', { sub: 1 }, {}],
    ['a subject that is no UUID', { sub: 'admin' }, {}],
    ['no session', { sid: undefined }, {}],
    ['an unknown role', { role: 'ROOT' }, {}],
    ['a suspension that is no boolean', { susp: 'no' }, {}],
  ])('are refused with %s', async (_what, claims, header) => {
    await expect(verify(await forge(claims, header))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('are refused when somebody else signed them under our key id', async () => {
    const { token } = await signAccessToken(await memorySigningKeys('key-1'), IDENTITY, NOW, 900);
    await expect(verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('are refused without a signature, and with one made from the public key', async () => {
    const [header = '', payload = ''] = (await forge({})).split('.');
    const none = Buffer.from('{"alg":"none","typ":"at+jwt","kid":"key-1"}').toString('base64url');
    const secret = new TextEncoder().encode(JSON.stringify(await keys.publicKeys()));
    const symmetric = await new SignJWT({ sub: IDENTITY.userId })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'key-1' })
      .sign(secret);
    for (const token of [`${none}.${payload}.`, `${header}.${payload}.`, symmetric]) {
      await expect(verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    }
  });

  it.each(['', 'x', '..', 'a.b.c', '\0', 'é.é.é', 'x'.repeat(100_000)])(
    'are refused when malformed (%#)',
    async (token) => {
      await expect(verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    },
  );

  it('tell when the keys cannot be had', async () => {
    const { token } = await signAccessToken(keys, IDENTITY, NOW, 900);
    const broken = verifyAccessToken(() => Promise.reject(new Error('away')), token, NOW);
    await expect(broken).rejects.toThrow('away');
  });
});
