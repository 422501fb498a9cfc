import type { AddressInfo } from 'node:net';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { exampleSubgraph, request, subgraphClientContract } from './client.contract.ts';
import { ConnectionLost, NotReached } from './client.ts';
import { type ServiceKeys, host as serve, serviceKeys, tokensOf } from './harness.ts';
import { RemoteSubgraphClient } from './remote-client.ts';
import type { Subgraph } from './subgraph.ts';

subgraphClientContract('over HTTP and WebSocket', async (subgraph) => {
  const { port, keys, stop } = await host(subgraph);
  const client = connect(port, keys);
  return {
    client,
    stop: async () => {
      await client.close();
      await stop();
    },
  };
});

test('nobody listens: SERVICE_UNAVAILABLE for both ways', async () => {
  const { keys } = await serviceKeys();
  const client = connect(1, keys);
  const asked = client.execute(request('{ whoami }'));
  await expect(asked).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await expect(asked).rejects.toBeInstanceOf(NotReached);
  const results = client.subscribe(request('subscription { wait }'));
  await expect(results.next()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', mayHaveArrived: false });
  await client.close();
});

/** A subgraph behind links of which some break when a request has come over them. @param breaks given its number */
async function breaking(breaks: (request: number) => boolean) {
  const asked: string[] = [];
  const server = await listen(
    createServer((link) => {
      link.on('error', () => {});
      link.on('data', (data) => {
        asked.push(String(data).slice(0, 4));
        if (breaks(asked.length)) return link.resetAndDestroy();
        const body = '{"data":{}}';
        return link.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      });
    }),
  );
  const { keys } = await serviceKeys();
  const client = connect(server.port, keys);
  onTestFinished(async () => {
    await client.close();
    server.close();
  });
  return { client, asked };
}

test('what only reads is asked again when the link that it went over breaks', async () => {
  const { client, asked } = await breaking((number) => number === 2);
  for (const query of ['{ whoami }', 'query Name { whoami }']) {
    expect(await client.execute(request(query))).toEqual({ data: {} });
  }
  expect(asked).toHaveLength(3);
});

test('what changes something is not: it may have been done', async () => {
  const { client, asked } = await breaking((number) => number === 1);
  await expect(client.execute(request('mutation { whoami }'))).rejects.toBeInstanceOf(ConnectionLost);
  expect(asked).toHaveLength(1);
});

test('a new link that breaks as well is the subgraph’s failure', async () => {
  const { client, asked } = await breaking(() => true);
  const failure = client.execute(request('{ whoami }'));
  await expect(failure).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await expect(failure).rejects.not.toBeInstanceOf(ConnectionLost);
  expect(asked).toHaveLength(2);
});

test('a stream that cannot begin for want of a link says so', async () => {
  const { client } = await breaking(() => true);
  const results = client.subscribe(request('subscription { wait }'));
  await expect(results.next()).rejects.toBeInstanceOf(ConnectionLost);
});

test('a link that stalls is given up', async () => {
  const silent = await listen(createServer(() => {}));
  const { keys } = await serviceKeys();
  const client = connect(silent.port, keys, { deadlineMs: 200, pingEveryMs: 100 });
  await expect(client.execute(request('{ whoami }'))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  await client.close();
  silent.close();
});

test('a link that stalls in the middle of a stream ends it with SERVICE_UNAVAILABLE', async () => {
  const { port, keys, stop } = await host(exampleSubgraph(() => {}));
  const links: Socket[] = [];
  const proxy = await listen(
    createServer((near) => {
      const far = dial(port, '127.0.0.1');
      near.on('error', () => far.destroy());
      far.on('error', () => near.destroy());
      near.pipe(far).pipe(near);
      links.push(near, far);
    }),
  );
  const client = connect(proxy.port, keys, { pingEveryMs: 100 });
  const results = client.subscribe(request('subscription { count(to: 100000000) }'));
  expect(await results.next()).toMatchObject({ done: false });
  for (const link of links) link.unpipe().pause();
  await expect(
    (async () => {
      for await (const _ of results);
    })(),
  ).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  for (const link of links) link.destroy();
  await client.close();
  proxy.close();
  await stop();
});

test('a subgraph that does not take the service token carries nothing out, which is not the client’s fault', async () => {
  const { port, stop } = await host(exampleSubgraph(() => {}));
  const { keys: strangers } = await serviceKeys();
  const client = connect(port, strangers);
  await expect(client.execute(request('{ whoami }'))).rejects.toBeInstanceOf(NotReached);
  await expect(client.subscribe(request('subscription { wait }')).next()).rejects.toBeInstanceOf(NotReached);
  await client.close();
  await stop();
});

async function host(subgraph: Subgraph) {
  const { keys, published } = await serviceKeys();
  return { ...(await serve(subgraph, published)), keys };
}

function connect(port: number, keys: ServiceKeys['keys'], more: { deadlineMs?: number; pingEveryMs?: number } = {}) {
  const url = `http://127.0.0.1:${port}/graphql`;
  return new RemoteSubgraphClient({ name: 'example', url, tokens: tokensOf(keys), ...more });
}

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
