import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { until } from '#tests/kit/until.ts';
import { createLogger } from '../logger/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { BalancedSubgraphClient, type BalancedSubgraphOptions } from './balanced-client.ts';
import { exampleSubgraph, request, subgraphClientContract } from './client.contract.ts';
import { ConnectionLost } from './client.ts';
import { host, type ServiceKeys, serviceKeys, tokensOf } from './harness.ts';
import type { Subgraph } from './subgraph.ts';

let keys: ServiceKeys;
beforeAll(async () => {
  keys = await serviceKeys();
});

const logger = createLogger({ level: 'silent' });
const QUICK = { checkEveryMs: 20, findEveryMs: 50, checkDeadlineMs: 10_000, deadlineMs: 10_000 };

function open(addresses: string, more: Partial<BalancedSubgraphOptions> = {}) {
  const metrics = new Metrics();
  const tokens = tokensOf(keys.keys);
  return new BalancedSubgraphClient({ name: 'example', addresses, tokens, logger, metrics, ...QUICK, ...more });
}

/** A client that goes with the test. */
function connect(instances: readonly { port: number }[], more: Partial<BalancedSubgraphOptions> = {}) {
  const addresses = instances.map(({ port }) => `127.0.0.1:${port}`).join();
  const client = open(addresses, more);
  onTestFinished(() => client.close());
  return client;
}

subgraphClientContract('to several processes', async (subgraph) => {
  keys ??= await serviceKeys();
  const [one, other] = await Promise.all([host(subgraph, keys.published), host(subgraph, keys.published)]);
  const client = open(`127.0.0.1:${one.port},127.0.0.1:${other.port}`);
  return {
    client,
    stop: async () => {
      await client.close();
      await Promise.all([one.stop(), other.stop()]);
    },
  };
});

/** A subgraph that counts what it is asked besides checks. */
function counting() {
  const counts = { asked: 0, streams: 0 };
  const subgraph = exampleSubgraph((change) => {
    counts.streams += change;
  });
  const createContext: Subgraph['createContext'] = (origin) => {
    if (origin.identity.kind === 'user') counts.asked += 1;
    return subgraph.createContext(origin);
  };
  return { counts, subgraph: { ...subgraph, createContext } };
}

/**
 * One process of a subgraph, behind a door that can be shut: `kill` resets connections and refuses new ones, `stall` takes
 * them and never answers, `open` lets everything through again.
 */
async function startInstance() {
  const { counts, subgraph } = counting();
  const served = await host(subgraph, keys.published);
  const links = new Set<Socket>();
  let isStalled = false;
  const door = createServer((near) => {
    const far = dial(served.port, '127.0.0.1');
    for (const [link, other] of [
      [near, far],
      [far, near],
    ] as const) {
      links.add(link);
      link.on('error', () => other.destroy());
      link.on('close', () => {
        links.delete(link);
        other.destroy();
      });
      if (!isStalled) link.pipe(other);
    }
  });
  const listen = (port: number) => new Promise<void>((resolve) => door.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = door.address() as AddressInfo;
  const kill = async () => {
    const closed = new Promise((resolve) => door.close(resolve));
    for (const link of links) link.resetAndDestroy();
    await closed;
  };
  onTestFinished(async () => {
    if (door.listening) await kill();
    await served.stop();
  });
  return {
    port,
    counts,
    kill,
    revive: () => listen(port),
    stall: () => {
      isStalled = true;
      for (const link of links) link.unpipe().pause();
    },
    goOn: () => {
      isStalled = false;
      for (const link of links) link.destroy();
    },
  };
}

/** A process that dies of each change that it gets, and answers all else. */
async function breakingChanges(onChange: () => void) {
  const server = createServer((link) => {
    link.on('error', () => {});
    link.on('data', (data) => {
      if (String(data).includes('mutation')) {
        onChange();
        return link.resetAndDestroy();
      }
      const body = '{"data":{"__typename":"Query"}}';
      return link.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port };
}

const whoami = request('{ whoami }');
const ask = async (client: BalancedSubgraphClient) => (await client.execute(whoami)).data;
const UNAVAILABLE = { code: 'SERVICE_UNAVAILABLE' };

describe('a subgraph of several processes', () => {
  test('shares what is asked among them', async () => {
    const instances = [await startInstance(), await startInstance()];
    const client = connect(instances);
    await until('both', async () => (await ask(client)) && instances.every(({ counts }) => counts.asked > 0));
    const before = instances.map(({ counts }) => counts.asked);
    for (let call = 0; call < 10; call += 1) expect(await ask(client)).toBeTruthy();
    const after = instances.map(({ counts }, index) => counts.asked - (before[index] ?? 0));
    expect(after).toEqual([5, 5]);
  });

  test('spreads subscriptions among them', async () => {
    const instances = [await startInstance(), await startInstance()];
    const client = connect(instances);
    await until('both', async () => (await ask(client)) && instances.every(({ counts }) => counts.asked > 0));
    const ended = new AbortController();
    const waiting = Array.from({ length: 6 }, () =>
      client.subscribe(request('subscription { wait }', { signal: ended.signal })).next(),
    );
    await until('all', () => instances.every(({ counts }) => counts.streams === 3));
    ended.abort();
    expect((await Promise.all(waiting)).every(({ done }) => done)).toBe(true);
  });

  test('leaves out one that is killed, and takes it back', async () => {
    const [one, other] = [await startInstance(), await startInstance()];
    const client = connect([one, other]);
    await until('both', async () => (await ask(client)) && one.counts.asked > 0 && other.counts.asked > 0);
    await one.kill();
    for (let call = 0; call < 20; call += 1) expect(await ask(client)).toBeTruthy();
    const asked = one.counts.asked;
    await one.revive();
    await until('its return', async () => (await ask(client)) && one.counts.asked > asked);
  });

  test('leaves out one that takes connections and never answers', async () => {
    const [one, other] = [await startInstance(), await startInstance()];
    const metrics = new Metrics();
    const client = connect([one, other], { metrics, checkDeadlineMs: 1_000 });
    const living = async (count: number) =>
      (await metrics.text()).body.includes(`lynk_subgraph_instances_living{subgraph="example"} ${count}\n`);
    await until('both', () => living(2));
    one.stall();
    await until('the other alone', () => living(1));
    for (let call = 0; call < 20; call += 1) expect(await ask(client)).toBeTruthy();
    one.goOn();
    await until('its return', () => living(2));
    expect((await metrics.text()).body).toContain('lynk_subgraph_instances{subgraph="example"} 2\n');
  });

  test('says so at once when none of them lives', async () => {
    const instances = [await startInstance(), await startInstance()];
    // Whoever waits for an answer, waits until the test is over.
    const client = connect(instances, { deadlineMs: 1_000_000, checkDeadlineMs: 1_000 });
    expect(await ask(client)).toBeTruthy();
    await instances[0]?.kill();
    instances[1]?.stall();
    const ended = new AbortController();
    const refused = () =>
      client.execute({ ...whoami, signal: AbortSignal.any([ended.signal, AbortSignal.timeout(2_000)]) }).then(
        () => false,
        (error) => error.message === 'The example service does not answer. Try again.' && error.cause === undefined,
      );
    await until('the refusal', refused);
    await expect(client.execute(whoami)).rejects.toMatchObject(UNAVAILABLE);
    await expect(client.subscribe(request('subscription { wait }')).next()).rejects.toMatchObject(UNAVAILABLE);
    ended.abort();
  });

  test('asks another one for what cannot have been sent, a change as well', async () => {
    const [one, other] = [await startInstance(), await startInstance()];
    // No check says that it is gone.
    const client = connect([one, other], { checkEveryMs: 1_000_000 });
    await until('both', async () => (await ask(client)) && one.counts.asked > 0 && other.counts.asked > 0);
    await one.kill();
    await new Promise(setImmediate);
    for (let call = 0; call < 4; call += 1) {
      const signIn = request('mutation { signIn }', { identity: { kind: 'anonymous' } });
      expect((await client.execute(signIn)).data).toEqual({ signIn: true });
    }
    const streams = [1, 2].map(() => client.subscribe(request('subscription { count(to: 1) }')).next());
    for (const { value } of await Promise.all(streams)) expect(value).toEqual({ data: { count: 1 } });
  });

  test('asks another one when one does not take its token, as with a clock that is wrong', async () => {
    const [good, bad] = [counting(), counting()];
    const { published } = await serviceKeys();
    const instances = [await host(good.subgraph, keys.published), await host(bad.subgraph, published)];
    onTestFinished(async () => void (await Promise.all(instances.map((each) => each.stop()))));
    // Nobody checks them before they are asked.
    const client = connect(instances, { checkEveryMs: 60_000 });
    for (let call = 0; call < 4; call += 1) {
      expect(await ask(client)).toBeTruthy();
      const first = await client.subscribe(request('subscription { count(to: 1) }')).next();
      expect(first.value?.errors).toBeUndefined();
    }
    expect(bad.counts.asked).toBe(0);
  });

  test('does nothing twice that may have been done', async () => {
    let arrived = 0;
    const doors = await Promise.all([breakingChanges(() => (arrived += 1)), breakingChanges(() => (arrived += 1))]);
    const client = connect(doors);
    const change = client.execute(request('mutation { signIn }'));
    await expect(change).rejects.toBeInstanceOf(ConnectionLost);
    expect(arrived).toBe(1);
    expect(await ask(client)).toEqual({ __typename: 'Query' });
  });

  test('loses nothing to one that stops in order', async () => {
    const [one, other] = [counting(), counting()];
    const [first, second] = await Promise.all([one, other].map(({ subgraph }) => host(subgraph, keys.published)));
    if (!first || !second) return expect.unreachable('there are two');
    const client = connect([first, second]);
    onTestFinished(() => second.stop());
    await until('both', async () => (await ask(client)) && one.counts.asked > 0 && other.counts.asked > 0);
    let isStopped = false;
    const stopped = first.stop(1_000).then(() => {
      isStopped = true;
    });
    const change = request('mutation { signIn }', { identity: { kind: 'anonymous' } });
    while (!isStopped) {
      const all = await Promise.all([1, 2, 3].map(() => client.execute(change)));
      expect(all.map(({ data }) => data)).toEqual([{ signIn: true }, { signIn: true }, { signIn: true }]);
    }
    await stopped;
  });

  test('ends a subscription whose process is gone, and begins the next one elsewhere', async () => {
    const [one, other] = [await startInstance(), await startInstance()];
    const client = connect([one, other]);
    const results = client.subscribe(request('subscription { count(to: 100000000) }'));
    expect((await results.next()).value).toEqual({ data: { count: 1 } });
    await (one.counts.streams > 0 ? one : other).kill();
    await expect(
      (async () => {
        for await (const _ of results);
      })(),
    ).rejects.toBeInstanceOf(ConnectionLost);
    const next = await client.subscribe(request('subscription { count(to: 1) }')).next();
    expect(next.value).toEqual({ data: { count: 1 } });
  });

  test('has as many as its name has addresses, which may change', async () => {
    const instance = await startInstance();
    let found: readonly string[] = ['127.0.0.9'];
    const client = open(`example:${instance.port}`, { resolve: async () => found });
    onTestFinished(() => client.close());
    await expect(client.execute(whoami)).rejects.toMatchObject(UNAVAILABLE);
    found = ['127.0.0.1'];
    await until('the new address', () => ask(client).catch(() => null));
    found = [];
    await until('its end', () =>
      ask(client).then(
        () => null,
        () => true,
      ),
    );
  });

  test('keeps the addresses that it knows while no resolver answers', async () => {
    const instance = await startInstance();
    let isDown = false;
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      if (isDown) throw new Error('No resolver answers.');
      return ['127.0.0.1'];
    };
    const client = open(`example:${instance.port}`, { resolve });
    onTestFinished(() => client.close());
    expect(await ask(client)).toBeTruthy();
    isDown = true;
    await instance.kill();
    await until('another question', () => asked > 1);
    await instance.revive();
    await until('its return', () => ask(client).catch(() => null));
  });
});
