import { GraphQLError } from 'graphql';
import { systemClock } from '../../../platform/clock/clock.ts';
import type { Identity } from '../../../platform/identity/identity.ts';
import type { SigningKeys } from '../../../platform/signing-keys/signing-keys.ts';
import { verifyAccessToken } from '../../../platform/tokens/access-token.ts';
import { ServiceTokenCache } from '../../../platform/tokens/service-token-cache.ts';

// What the plugin sees of Hive Gateway, so that it needs none of its packages.
interface Context {
  readonly headers?: Readonly<Record<string, string>>;
  /** The payload of `connection_init`, on a WebSocket. */
  readonly connectionParams?: Readonly<Record<string, unknown>>;
  readonly req?: { readonly socket: { readonly remoteAddress?: string } };
  identity?: Identity;
}
interface ExecutionRequest {
  readonly operationType?: string;
  readonly context?: Context;
  readonly extensions?: object;
}
interface Result {
  readonly extensions?: { readonly forGateway?: { readonly accessToken?: string } };
}

const SUBGRAPHS = ['auth', 'user', 'room', 'message', 'media', 'notification'];
const ANONYMOUS: Identity = { kind: 'anonymous' };
const BEARER = /^Bearer +/i;

/**
 * What Lynk's subgraphs ask of a gateway: it verifies the client's access token, and speaks to each subgraph with a service
 * token that is for this subgraph, for this viewer and for a minute.
 */
export function lynkIdentity(signingKeys: SigningKeys) {
  const tokens = new Map(SUBGRAPHS.map((name) => [name, new ServiceTokenCache(name, signingKeys, systemClock)]));

  async function identify(authorization: unknown): Promise<Identity> {
    if (authorization === undefined || authorization === null) return ANONYMOUS;
    const token = String(authorization).replace(BEARER, '');
    try {
      return (await verifyAccessToken(() => signingKeys.publicKeys(), token, systemClock.now())).identity;
    } catch (error) {
      const code = 'UNAUTHENTICATED';
      throw new GraphQLError((error as Error).message, { extensions: { code, http: { status: 401 } } });
    }
  }

  return {
    async onContextBuilding(hook: { context: Context; extendContext: (more: object) => void }) {
      const { connectionParams, headers } = hook.context;
      hook.extendContext({
        identity: await identify(connectionParams?.['authorization'] ?? headers?.['authorization']),
      });
    },

    async onSubgraphExecute(hook: {
      subgraphName: string;
      executionRequest: ExecutionRequest;
      setExecutionRequest: (request: ExecutionRequest) => void;
    }) {
      const { subgraphName, executionRequest } = hook;
      const { context, operationType } = executionRequest;
      const token = await tokens.get(subgraphName)?.for(context?.identity ?? ANONYMOUS);
      const authorization = `Bearer ${token}`;
      const clientAddress = context?.req?.socket.remoteAddress;
      // One WebSocket serves the subscriptions of all viewers: each operation brings its own token.
      const extensions =
        operationType === 'subscription'
          ? { authorization, clientAddress }
          : { headers: { authorization, ...(clientAddress && { 'x-lynk-client-address': clientAddress }) } };
      hook.setExecutionRequest({ ...executionRequest, extensions: { ...executionRequest.extensions, ...extensions } });

      // Below `register` and `login` the rest of the operation is the new person's.
      return async ({ result }: { result: Result }) => {
        const accessToken = subgraphName === 'auth' ? result.extensions?.forGateway?.accessToken : undefined;
        if (context && accessToken !== undefined) context.identity = await identify(accessToken);
      };
    },
  };
}
