import { once } from 'node:events';
import tls, { type ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Certificates, makeCertificates } from '#tests/kit/grpc.ts';
import { createLogger } from '../logger/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { LiveTls, Tls } from '../secrets/tls.ts';
import { BalancedSubgraphClient } from './balanced-client.ts';
import { exampleSubgraph, request, subgraphClientContract } from './client.contract.ts';
import { NotReached } from './client.ts';
import { host, type ServiceKeys, serviceKeys, tokensOf } from './harness.ts';
import { RemoteSubgraphClient, type RemoteSubgraphOptions } from './remote-client.ts';
import type { Subgraph } from './subgraph.ts';

let ours: Certificates;
let strangers: Certificates;
let keys: ServiceKeys;
beforeAll(async () => {
  [ours, strangers] = await Promise.all([makeCertificates(), makeCertificates()]);
  keys = await serviceKeys();
});
afterAll(() => {
  ours.remove();
  strangers.remove();
});

/** Certificates that a test replaces. */
class Replaceable implements LiveTls {
  readonly #listeners = new Set<(tls: Tls) => void>();

  constructor(private now: Tls) {}

  current(): Tls {
    return this.now;
  }

  onChange(listener: (tls: Tls) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  replace(tls: Tls): void {
    this.now = tls;
    for (const listener of this.#listeners) listener(tls);
  }
}

/** The subgraph of these tests under the name of a service, since its certificate has to hold it. */
const named = (subgraph: Subgraph): Subgraph => ({ ...subgraph, name: 'room' });

/** A subgraph that counts what gets as far as a context. */
async function serveRoom(certificates: LiveTls = new Replaceable(ours.of('room'))) {
  const room = named(exampleSubgraph(() => {}));
  const counts = { asked: 0 };
  const createContext: Subgraph['createContext'] = (origin) => {
    counts.asked += 1;
    return room.createContext(origin);
  };
  const served = await host({ ...room, createContext }, keys.published, { tls: certificates });
  onTestFinished(() => served.stop());
  return { port: served.port, counts };
}

/** A gateway's client, with what a test makes different. */
function connect(
  port: number,
  more: { tls?: LiveTls; connections?: number; tokens?: RemoteSubgraphOptions['tokens'] } = {},
) {
  const client = new RemoteSubgraphClient({
    name: 'room',
    url: `https://127.0.0.1:${port}/graphql`,
    tokens: tokensOf(keys.keys, 'room'),
    tls: new Replaceable(ours.of('gateway')),
    deadlineMs: 2_000,
    ...more,
  });
  onTestFinished(() => client.close());
  return client;
}

const whoami = request('{ whoami }');
const subscription = request('subscription { count(to: 1) }');
const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE' };

async function isRefused(client: RemoteSubgraphClient): Promise<void> {
  await expect(client.execute(whoami)).rejects.toMatchObject(UNAVAILABLE);
  await expect(client.subscribe(subscription).next()).rejects.toMatchObject(UNAVAILABLE);
}

/** What becomes of a connection: a fault's code, `ended`, or the first line of an answer. */
async function dial(port: number, options: ConnectionOptions): Promise<string> {
  const socket = tls.connect({ host: '127.0.0.1', port, servername: 'room', ...options });
  onTestFinished(() => void socket.destroy());
  socket.on('secureConnect', () => socket.write('GET /nothing HTTP/1.1\r\nHost: room\r\n\r\n'));
  const failed = once(socket, 'error').then(([error]) => (error as NodeJS.ErrnoException).code ?? 'no code');
  const ended = once(socket, 'close').then(() => 'ended');
  const answered = once(socket, 'data').then(([data]) => String(data).split('\r\n')[0] ?? '');
  return Promise.race([failed, ended, answered]);
}

subgraphClientContract('with certificates on both sides', async (example) => {
  const subgraph = named(example);
  const one = await host(subgraph, keys.published, { tls: new Replaceable(ours.of('room')) });
  const client = new BalancedSubgraphClient({
    name: 'room',
    addresses: `localhost:${one.port}`,
    tokens: tokensOf(keys.keys, 'room'),
    tls: new Replaceable(ours.of('gateway')),
    logger: createLogger({ level: 'silent' }),
    metrics: new Metrics(),
  });
  return {
    client,
    stop: async () => {
      await client.close();
      await one.stop();
    },
  };
});

describe('a subgraph lets nobody in but its gateway', () => {
  test('with a certificate of its authority, over TLS 1.3', async () => {
    const { port, counts } = await serveRoom();
    const { ca, cert, key } = ours.of('gateway');
    expect(await dial(port, { ca, cert, key })).toContain('404');
    expect(await dial(port, { ca })).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
    const foreign = strangers.of('gateway');
    expect(await dial(port, { ca, cert: foreign.cert, key: foreign.key })).toMatch(/^ended$|UNKNOWN_CA|ECONNRESET/);
    expect(await dial(port, { ca, cert, key, maxVersion: 'TLSv1.2' })).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    for (const service of ['room', 'auth', 'message'] as const) {
      const other = ours.of(service);
      expect(await dial(port, { ca, cert: other.cert, key: other.key })).toMatch(/^ended$|ECONNRESET/);
    }
    expect(counts.asked).toBe(0);
  });

  test('whatever its token', async () => {
    const { port, counts } = await serveRoom();
    await isRefused(connect(port, { tls: new Replaceable(ours.of('message')) }));
    const { cert, key } = strangers.of('gateway');
    await isRefused(connect(port, { tls: new Replaceable({ ...ours.of('gateway'), cert, key }) }));
    expect(counts.asked).toBe(0);
    expect((await connect(port).execute(whoami)).data).toBeTruthy();
  });

  test('with a service token that is for itself', async () => {
    const { port, counts } = await serveRoom();
    const others = [tokensOf(keys.keys, 'message'), tokensOf((await serviceKeys()).keys, 'room')];
    for (const tokens of [...others, { for: async () => '' }, { for: async () => 'garbage' }]) {
      const client = connect(port, { tokens });
      await expect(client.execute(whoami)).rejects.toBeInstanceOf(NotReached);
      await expect(client.subscribe(subscription).next()).rejects.toBeInstanceOf(NotReached);
    }
    expect(counts.asked).toBe(0);
  });
});

describe('a gateway speaks to nobody but the subgraph that it means', () => {
  test('with a certificate of its authority', async () => {
    const { port, counts } = await serveRoom(new Replaceable(strangers.of('room')));
    await isRefused(connect(port));
    expect(counts.asked).toBe(0);
  });

  test('with that subgraph’s name', async () => {
    const { port, counts } = await serveRoom(new Replaceable(ours.of('auth')));
    await isRefused(connect(port));
    expect(counts.asked).toBe(0);
  });
});

test('certificates of another authority are taken over without a restart, by both sides', async () => {
  const [room, gateway] = [new Replaceable(ours.of('room')), new Replaceable(ours.of('gateway'))];
  const { port } = await serveRoom(room);
  const before = connect(port, { tls: gateway, connections: 1 });
  expect((await before.execute(whoami)).data).toBeTruthy();
  room.replace(strangers.of('room'));
  // What is open goes on; what is new is refused by whoever has the old ones.
  expect((await before.execute(whoami)).data).toBeTruthy();
  await isRefused(connect(port, { tls: gateway }));
  gateway.replace(strangers.of('gateway'));
  const after = connect(port, { tls: gateway });
  expect((await after.execute(whoami)).data).toBeTruthy();
  expect((await after.subscribe(subscription).next()).value).toEqual({ data: { count: 1 } });
  // A socket that is opened from now on has the new ones as well.
  expect((await before.subscribe(subscription).next()).value).toEqual({ data: { count: 1 } });
});
