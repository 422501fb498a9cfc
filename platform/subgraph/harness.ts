import { exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { systemClock } from '../clock/clock.ts';
import { unauthenticated } from '../errors/errors.ts';
import type { LiveTls } from '../secrets/tls.ts';
import type { SigningKeys } from '../signing-keys/signing-keys.ts';
import { verifyServiceToken } from '../tokens/service-token.ts';
import { ServiceTokenCache } from '../tokens/service-token-cache.ts';
import { hostSubgraph, type SubgraphHost } from './host.ts';
import type { Subgraph } from './subgraph.ts';

/** The keys of gateways, and what subgraphs know of them. */
export interface ServiceKeys {
  readonly keys: Pick<SigningKeys, 'current'>;
  readonly published: JSONWebKeySet;
}

/** New keys of gateways. */
export async function serviceKeys(): Promise<ServiceKeys> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  return {
    keys: { current: async () => ({ kid: 'a', privateKey }) },
    published: { keys: [{ ...(await exportJWK(publicKey)), kid: 'a', alg: 'EdDSA' }] },
  };
}

/** Service tokens for the subgraph of these tests. */
export const tokensOf = (keys: ServiceKeys['keys'], subgraph = 'example') =>
  new ServiceTokenCache(subgraph, keys, systemClock);

/** Serves a subgraph on this machine. @param more.port a free one when it is left out */
export function host(
  subgraph: Subgraph,
  published: JSONWebKeySet,
  more: { port?: number; tls?: LiveTls } = {},
): Promise<SubgraphHost> {
  return hostSubgraph({
    subgraph,
    host: '127.0.0.1',
    port: 0,
    ...more,
    identify: async (authorization) => {
      if (!authorization?.startsWith('Bearer ')) throw unauthenticated();
      return verifyServiceToken(published, subgraph.name, authorization.slice('Bearer '.length), Date.now());
    },
  });
}
