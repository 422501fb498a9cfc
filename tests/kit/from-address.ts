import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import type { Answer, Fault } from './client.ts';

const TIMEOUT_MS = 60_000;

/** Whether this system lets a program speak from any address of the loopback network, as Linux does. */
export const HAS_MANY_ADDRESSES = process.platform === 'linux';

/**
 * Carries out one operation from another address of this machine, as somebody elsewhere would.
 *
 * @param address of the loopback network, such as `127.0.0.7`
 */
export async function askFrom<Data, Variables>(
  address: string,
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  headers: Record<string, string> = {},
): Promise<Answer<Data>> {
  const call = request(url, {
    method: 'POST',
    localAddress: address,
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  call.end(JSON.stringify({ query: print(document), variables }));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const json = JSON.parse(await text(response)) as { data?: Data; errors?: readonly Fault[] };
  const errors = json.errors ?? [];
  const codes = errors.map((error) => error.extensions?.code ?? 'NONE');
  return { status: response.statusCode ?? 0, data: json.data, errors, codes };
}
