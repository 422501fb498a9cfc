import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { SIGNING_ALGORITHM, type SigningKeys } from '#platform/signing-keys/signing-keys.ts';

/** A new key pair that is kept nowhere. @param kid what it is called */
export async function memorySigningKeys(kid = 'key-1'): Promise<SigningKeys> {
  const { publicKey, privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const published: JSONWebKeySet = {
    keys: [{ ...(await exportJWK(publicKey)), kid, alg: SIGNING_ALGORITHM, use: 'sig' }],
  };
  return { current: async () => ({ kid, privateKey }), publicKeys: async () => published };
}
