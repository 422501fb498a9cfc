import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { VIEWER } from '#tests/kit/operations/auth.ts';
import { type Person, register } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { ViewerWatch } from '#tests/kit/viewer-watch.ts';

type Claims = Record<string, unknown>;
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;

describe('a token that is not ours', () => {
  const lynk = useLynk();
  let person: Person;
  beforeAll(async () => {
    person = await register(lynk());
  });

  /** Tokens that somebody might make up, from a good one. */
  const forgeries: Record<string, (good: string) => string> = {
    'no token at all': () => 'nonsense',
    'three empty parts': () => '..',
    'a space': () => ' ',
    'a token cut short': (good) => good.slice(0, -10),
    'another subject under the same signature': (good) => {
      const [header, claims, signature] = good.split('.');
      return `${header}.${encode({ ...decode(claims), sub: '00000000-0000-7000-8000-000000000000' })}.${signature}`;
    },
    'no signature (alg none)': (good) => {
      const [header, claims] = good.split('.');
      return `${encode({ ...decode(header), alg: 'none' })}.${claims}.`;
    },
    'a signature by the public name of the key (HS256)': (good) => {
      const [header, claims] = good.split('.');
      const head = encode({ ...decode(header), alg: 'HS256' });
      const key = String(decode(header)['kid']);
      return `${head}.${claims}.${createHmac('sha256', key).update(`${head}.${claims}`).digest('base64url')}`;
    },
    'a signature by a key of somebody else': (good) => {
      const [header, claims] = good.split('.');
      const { privateKey } = generateKeyPairSync('ed25519');
      return `${header}.${claims}.${sign(null, Buffer.from(`${header}.${claims}`), privateKey).toString('base64url')}`;
    },
    'the refresh token': () => person.refreshToken,
  };

  it.each(Object.keys(forgeries))('is UNAUTHENTICATED over HTTP: %s', async (name) => {
    const token = forgeries[name]?.(person.accessToken) ?? '';
    const answer = await lynk().anonymous.as(token).ask(VIEWER);
    expect(answer.codes).toEqual(['UNAUTHENTICATED']);
    expect(answer.data ?? null).toBeNull();
  });

  it.each(Object.keys(forgeries))('does not open a subscription: %s', async (name) => {
    const token = forgeries[name]?.(person.accessToken) ?? '';
    const watch = new ViewerWatch(lynk(), { ...person, accessToken: token });
    expect(await watch.ended()).toEqual({ kind: 'closed', code: 4403 });
  });

  it('says nothing of how it was refused', async () => {
    const { errors } = await lynk().anonymous.as('nonsense').ask(VIEWER);
    expect(Object.keys(errors[0]?.extensions ?? {})).toEqual(['code']);
  });
});

describe('a token whose time is over', () => {
  const lynk = useLynk({ env: { LYNK_ACCESS_TOKEN_SECONDS: '3' } });

  it('is UNAUTHENTICATED, and its socket closes with 4403', async () => {
    const person = await register(lynk());
    const watch = new ViewerWatch(lynk(), person);
    expect(await watch.ended()).toEqual({ kind: 'closed', code: 4403 });
    await until(
      'the token to be refused',
      async () => (await person.client.ask(VIEWER)).codes[0] === 'UNAUTHENTICATED',
    );
  });
});

describe('the public keys', () => {
  const lynk = useLynk();

  it('are published, without their private halves', async () => {
    const response = await fetch(new URL('/.well-known/jwks.json', lynk().url));
    const { keys } = (await response.json()) as { keys: Claims[] };
    const person = await register(lynk());
    const { kid, alg } = decode(person.accessToken.split('.')[0]);
    expect(keys).toContainEqual(expect.objectContaining({ kid, alg }));
    for (const key of keys) expect(Object.keys(key)).not.toContain('d');
  });
});
