import { importJWK, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.ts';

/** What every {@link SigningKeys} keeps. `create` makes new keys, and a way to open the same ones again. */
export function signingKeysContract(
  name: string,
  create: () => Promise<{ keys: SigningKeys; reopen: () => Promise<SigningKeys> }>,
): void {
  describe(`signing keys: ${name}`, () => {
    async function sign(keys: SigningKeys): Promise<string> {
      const { kid, privateKey } = await keys.current();
      return new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: SIGNING_ALGORITHM, kid }).sign(privateKey);
    }

    async function verify(keys: SigningKeys, token: string) {
      const published = (await keys.publicKeys()).keys;
      return jwtVerify(token, async ({ kid }) => {
        const jwk = published.find((each) => each.kid === kid);
        if (!jwk) throw new Error('unknown key');
        return importJWK(jwk);
      });
    }

    it('publish the key that signs', async () => {
      const { keys } = await create();
      expect((await verify(keys, await sign(keys))).payload.sub).toBe('x');
    });

    it('publish public halves only, with all that a verifier wants to know', async () => {
      const { keys } = await create();
      for (const jwk of (await keys.publicKeys()).keys) {
        expect(Object.keys(jwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
        expect(jwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
      }
    });

    it('are the same when they are opened again', async () => {
      const { keys, reopen } = await create();
      const again = await reopen();
      expect(await again.publicKeys()).toEqual(await keys.publicKeys());
      await verify(keys, await sign(again));
    });

    it('differ from those of another installation', async () => {
      const [one, other] = [await create(), await create()];
      await expect(verify(one.keys, await sign(other.keys))).rejects.toThrow('unknown key');
    });
  });
}
