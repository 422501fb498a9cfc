import { randomUUID } from 'node:crypto';
import { Server } from 'node:http';
import { connect as dial } from 'node:net';
import { createClient } from 'graphql-ws';
import { Agent, fetch } from 'undici';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '#tests/kit/until.ts';
import { unauthenticated } from '../errors/errors.ts';
import { exampleSubgraph } from './client.contract.ts';
import { hostSubgraph } from './host.ts';

/** A WebSocket whose handshake brings a token. */
const withHeader = (authorization: string) =>
  class extends WebSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol, { headers: { authorization } });
    }
  };

test.each<[string, { params?: string; extension?: string; header?: string }, unknown]>([
  ['with each operation', { extension: 'Bearer good' }, { data: { whoami: expect.any(String) } }],
  ['with the connection', { params: 'Bearer good' }, { data: { whoami: expect.any(String) } }],
  ['with the handshake', { header: 'Bearer good' }, { data: { whoami: expect.any(String) } }],
  ['first of all with the operation', { extension: 'Bearer bad', params: 'Bearer good' }, 'UNAUTHENTICATED'],
  [
    'first with the connection, then with the handshake',
    { params: 'Bearer bad', header: 'Bearer good' },
    'UNAUTHENTICATED',
  ],
  ['or is told so', {}, 'UNAUTHENTICATED'],
])('a gateway brings its token %s', async (_, { params, extension, header }, expected) => {
  const { port, stop } = await hostSubgraph({
    subgraph: exampleSubgraph(() => {}),
    host: '127.0.0.1',
    port: 0,
    identify: async (authorization) => {
      if (authorization !== 'Bearer good') throw unauthenticated();
      return { kind: 'user', userId: randomUUID(), sessionId: randomUUID(), role: 'USER', suspended: false };
    },
  });
  const client = createClient({
    url: `ws://127.0.0.1:${port}/graphql`,
    webSocketImpl: header === undefined ? WebSocket : withHeader(header),
    ...(params !== undefined && { connectionParams: { authorization: params } }),
  });
  const extensions = extension === undefined ? {} : { extensions: { authorization: extension } };
  const answer = await client
    .iterate({ query: '{ whoami }', ...extensions })
    .next()
    .then(
      ({ value }) => value,
      (errors: readonly { extensions?: { code?: string } }[]) => errors[0]?.extensions?.code,
    );
  expect(answer).toEqual(expected);
  await client.dispose();
  await stop();
});

test('a subgraph that stops answers what is under way, and then lets nobody hold it', async () => {
  const cut = vi.spyOn(Server.prototype, 'closeAllConnections');
  let asked = 0;
  let goOn = () => {};
  const may = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const { port, stop } = await hostSubgraph({
    subgraph: exampleSubgraph(() => {}),
    host: '127.0.0.1',
    port: 0,
    identify: async () => {
      asked += 1;
      await may;
      return { kind: 'anonymous' };
    },
  });
  // Both connections would be kept open, one of them without an end.
  const agent = new Agent({ keepAliveTimeout: 1_000_000 });
  const ask = () =>
    fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
      dispatcher: agent,
    }).then((answer) => answer.json());
  const answers = [ask(), ask()];
  await until('both', () => asked === 2);
  const stopped = stop();
  await until('the end of new connections', () => {
    const link = dial(port, '127.0.0.1', () => link.destroy());
    return new Promise<boolean>((resolve) => link.on('error', () => resolve(true)).on('close', () => resolve(false)));
  });
  goOn();
  expect(await Promise.all(answers)).toEqual([{ data: { __typename: 'Query' } }, { data: { __typename: 'Query' } }]);
  await stopped;
  expect(cut).not.toHaveBeenCalled();
  await expect(ask()).rejects.toThrow('fetch failed');
  await agent.close();
});
