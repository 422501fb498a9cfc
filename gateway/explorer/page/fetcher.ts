import type { Fetcher } from '@graphiql/toolkit';
import { getOperationAST, OperationTypeNode } from 'graphql';
import { type Client, CloseCode, createClient, type ExecutionResult } from 'graphql-ws';
import { GRAPHQL_URL, type SignedIn } from './signed-in.ts';

const DEADLINE_MS = 30_000;

/**
 * Carries operations out: queries and mutations over HTTP, subscriptions over a WebSocket at the same address, both as
 * whoever is signed in. A header of one's own in the editor comes before.
 */
export function createFetcher(signedIn: SignedIn): Fetcher {
  let sockets = openSockets(signedIn);
  signedIn.onChange(() => {
    // A socket stays the one of whoever opened it.
    void sockets.dispose();
    sockets = openSockets(signedIn);
  });
  return (params, options) => {
    const operation = options?.documentAST && getOperationAST(options.documentAST, params.operationName);
    if (operation?.operation === OperationTypeNode.SUBSCRIPTION) {
      return sockets.iterate({
        ...params,
        operationName: params.operationName ?? null,
      }) as AsyncIterable<ExecutionResult>;
    }
    return post(signedIn, params, options?.headers ?? {});
  };
}

function openSockets(signedIn: SignedIn): Client {
  let used: string | null = null;
  let isRefused = false;
  return createClient({
    url: GRAPHQL_URL.replace(/^http/, 'ws'),
    lazy: true,
    retryAttempts: Number.POSITIVE_INFINITY,
    connectionParams: async () => {
      used = await signedIn.token(isRefused ? used : null);
      isRefused = false;
      return used === null ? {} : { authorization: `Bearer ${used}` };
    },
    on: {
      closed: (event) => {
        isRefused = (event as CloseEvent).code === CloseCode.Forbidden;
      },
    },
  });
}

async function post(signedIn: SignedIn, params: object, headers: Record<string, unknown>): Promise<ExecutionResult> {
  const token = await signedIn.token();
  const first = await send(params, headers, token);
  if (token === null || first.status !== 401) return first.result;
  return (await send(params, headers, await signedIn.token(token))).result;
}

async function send(params: object, headers: Record<string, unknown>, token: string | null) {
  const response = await fetch(GRAPHQL_URL, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...lowerCased(headers),
    },
    body: JSON.stringify(params),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  return { status: response.status, result: (await response.json()) as ExecutionResult };
}

function lowerCased(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
