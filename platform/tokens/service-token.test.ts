import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import type { Identity } from '../identity/identity.ts';
import type { SigningKeys } from '../signing-keys/signing-keys.ts';
import { signAccessToken } from './access-token.ts';
import { signServiceToken, verifyServiceToken } from './service-token.ts';
import { ServiceTokenCache } from './service-token-cache.ts';

const NOW = Date.UTC(2026, 0, 31, 9);
const user: Identity = {
  kind: 'user',
  userId: '019a0000-0000-7000-8000-000000000001',
  sessionId: '019a0000-0000-7000-8000-000000000002',
  role: 'USER',
  suspended: false,
};

let keys: Pick<SigningKeys, 'current'>;
let published: JSONWebKeySet;
beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  keys = { current: async () => ({ kid: 'a', privateKey }) };
  published = { keys: [{ ...(await exportJWK(publicKey)), kid: 'a', alg: 'EdDSA' }] };
});

test('a token gives its own subgraph the identity back', async () => {
  for (const identity of [user, { kind: 'anonymous' }, { kind: 'audience', roomId: user.userId }] as Identity[]) {
    const token = await signServiceToken(keys, 'room', identity, NOW);
    expect(await verifyServiceToken(published, 'room', token, NOW + 59_000)).toEqual(identity);
  }
});

test.each([
  ['for another subgraph', async () => [await signServiceToken(keys, 'user', user, NOW), NOW] as const],
  ['after a minute', async () => [await signServiceToken(keys, 'room', user, NOW), NOW + 60_000] as const],
  ['from the future', async () => [await signServiceToken(keys, 'room', user, NOW + 30_000), NOW] as const],
  ['an access token', async () => [(await signAccessToken(keys, user, NOW, 60)).token, NOW] as const],
  ['signed by somebody else', async () => [await signServiceToken(await strangers(), 'room', user, NOW), NOW] as const],
  ['that lives too long', async () => [await longLived(), NOW] as const],
  ['no token', async () => ['garbage', NOW] as const],
])('a token is refused: %s', async (_, make) => {
  const [token, now] = await make();
  await expect(verifyServiceToken(published, 'room', token, now)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
});

test('tokens are signed once in half a minute for each identity', async () => {
  let now = NOW;
  const cache = new ServiceTokenCache('room', keys, { now: () => now });
  const first = await cache.for(user);
  expect(await cache.for({ ...user })).toBe(first);
  expect(await cache.for({ kind: 'anonymous' })).not.toBe(first);
  now += 30_000;
  expect(await cache.for(user)).not.toBe(first);
});

async function strangers(): Promise<Pick<SigningKeys, 'current'>> {
  const { privateKey } = await generateKeyPair('EdDSA');
  return { current: async () => ({ kid: 'a', privateKey }) };
}

async function longLived(): Promise<string> {
  const { kid, privateKey } = await keys.current();
  return new SignJWT({ identity: user })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'lynk-service+jwt', kid })
    .setIssuer('lynk-gateway')
    .setAudience('room')
    .setIssuedAt(NOW / 1000)
    .setExpirationTime(NOW / 1000 + 3_600)
    .sign(privateKey);
}
