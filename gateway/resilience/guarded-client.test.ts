import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { request, subgraphClientContract } from '#platform/subgraph/client.contract.ts';
import {
  ConnectionLost,
  type SubgraphClient,
  type SubgraphRequest,
  type SubgraphResult,
} from '#platform/subgraph/client.ts';
import { InProcessSubgraphClient } from '#platform/subgraph/in-process-client.ts';
import { RemoteSubgraphClient } from '#platform/subgraph/remote-client.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { GuardedSubgraphClient } from './guarded-client.ts';

const RULE = { window: 2, failures: 0.5, openMs: 10_000, trials: 2 };
const logger = createLogger({ level: 'silent' });
let breaker: CircuitBreaker;
let told: string[];

function guard(client: SubgraphClient, deadlineMs = 100): GuardedSubgraphClient {
  breaker = new CircuitBreaker(client.name, RULE, () => performance.now());
  told = [];
  const observe = (kind: string, outcome: string) => told.push(`${kind} ${outcome}`);
  return new GuardedSubgraphClient(client, { breaker, deadlineMs, logger, observe });
}

subgraphClientContract('behind a guard', async (subgraph) => {
  const client = guard(new InProcessSubgraphClient(subgraph), 5_000);
  return { client, stop: () => client.close() };
});

/** A subgraph of which a test says what it does. */
class Scripted implements SubgraphClient {
  readonly name = 'example';
  calls = 0;
  ended = 0;
  answer: () => Promise<SubgraphResult> = async () => ({ data: {} });
  results: AsyncIterable<SubgraphResult> = stream([]);

  execute(): Promise<SubgraphResult> {
    this.calls += 1;
    return this.answer();
  }

  async *subscribe(_request: SubgraphRequest): AsyncGenerator<SubgraphResult, void> {
    this.calls += 1;
    try {
      yield* this.results;
    } finally {
      this.ended += 1;
    }
  }

  async close(): Promise<void> {}
}

async function* stream(results: readonly SubgraphResult[], ending?: Error): AsyncGenerator<SubgraphResult, void> {
  yield* results;
  if (ending) throw ending;
}

const never = () => new Promise<never>(() => {});
const refusal: SubgraphResult = { errors: [{ message: 'away', extensions: { code: 'SERVICE_UNAVAILABLE' } }] };
const away = async () => {
  throw serviceUnavailable('away');
};

describe('a guarded call', () => {
  let scripted: Scripted;
  let client: GuardedSubgraphClient;
  beforeEach(() => {
    scripted = new Scripted();
    client = guard(scripted);
  });
  const twice = async (more: Partial<SubgraphRequest> = {}) => {
    for (let count = 0; count < 2; count += 1) await client.execute(request('{ x }', more)).catch(() => {});
  };

  it.each<[string, Scripted['answer']]>([
    ['throws SERVICE_UNAVAILABLE', away],
    ['gives no answer in time', never],
    ['refuses the whole request as it is not ready', async () => refusal],
  ])('fails when the subgraph %s', async (_, answer) => {
    scripted.answer = answer;
    await twice();
    expect(told).toEqual(['execute failed', 'execute failed']);
    expect(breaker.state).toBe('open');
    await expect(client.execute(request('{ x }'))).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { retryAfterMs: expect.closeTo(10_000, -3) },
    });
    expect(scripted.calls).toBe(2);
    expect(told.at(-1)).toBe('execute refused');
  });

  it.each<[string, SubgraphResult]>([
    ['data', { data: { x: 1 } }],
    ['a person’s mistake', { errors: [{ message: 'wrong', extensions: { code: 'BAD_USER_INPUT' } }] }],
    ['a field that is not there at the moment', { ...refusal, data: { x: null } }],
    ['a failure of its own', { errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }],
  ])('does not fail when the answer is %s', async (_, result) => {
    scripted.answer = async () => result;
    await twice();
    expect(told).toEqual(['execute answered', 'execute answered']);
    expect(breaker.state).toBe('closed');
  });

  it('says nothing about the subgraph when some code is wrong', async () => {
    scripted.answer = () => Promise.reject(new TypeError('undefined is not a function'));
    await twice();
    expect(told).toEqual(['execute failed', 'execute failed']);
    expect(breaker.state).toBe('closed');
  });

  it('says nothing about the subgraph when the link breaks', async () => {
    scripted.answer = async () => {
      throw new ConnectionLost('example', {});
    };
    await twice();
    expect(told).toEqual(['execute failed', 'execute failed']);
    expect(breaker.state).toBe('closed');
  });

  it('says nothing about the subgraph when nobody waits any more', async () => {
    scripted.answer = never;
    const left = new AbortController();
    const calls = twice({ signal: left.signal });
    left.abort();
    await calls;
    expect(breaker.state).toBe('closed');
    expect(told).toEqual(['execute left', 'execute left']);
  });

  it('tells the subgraph’s side when time is over', async () => {
    let signal: AbortSignal | undefined;
    const noted: SubgraphClient = Object.assign(new Scripted(), {
      execute: (call: SubgraphRequest) => {
        signal = call.signal;
        return never();
      },
    });
    await expect(guard(noted, 20).execute(request('{ x }'))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(signal?.aborted).toBe(true);
  });
});

describe('the beginning of a guarded subscription', () => {
  let scripted: Scripted;
  let client: GuardedSubgraphClient;
  beforeEach(() => {
    scripted = new Scripted();
    client = guard(scripted, 50);
  });
  const begin = (more: Partial<SubgraphRequest> = {}) => client.subscribe(request('subscription { x }', more));

  it('fails when there is no first result in time, if there must be one', async () => {
    scripted.results = { [Symbol.asyncIterator]: () => ({ next: never }) };
    for (let count = 0; count < 2; count += 1) {
      await expect(begin({ beginsWithResult: true }).next()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    }
    expect(told).toEqual(['subscribe failed', 'subscribe failed']);
    await expect(begin({ beginsWithResult: true }).next()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(scripted.calls).toBe(2);
  });

  it('fails when it breaks, or is refused since the subgraph is not ready', async () => {
    scripted.results = stream([], serviceUnavailable('away'));
    await expect(begin().next()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    scripted.results = stream([refusal]);
    expect(await begin().next()).toEqual({ done: false, value: refusal });
    expect(told).toEqual(['subscribe failed', 'subscribe failed']);
    expect(breaker.state).toBe('open');
  });

  it('may be silent otherwise, and then says nothing about the subgraph', async () => {
    let wake = () => {};
    scripted.results = {
      async *[Symbol.asyncIterator]() {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        yield { data: { x: 1 } };
      },
    };
    const results = begin();
    const first = results.next();
    await expect.poll(() => told).toEqual(['subscribe left']);
    wake();
    expect(await first).toEqual({ done: false, value: { data: { x: 1 } } });
    expect(told).toEqual(['subscribe left']);
  });

  it('is all that counts: what breaks later is not a failure to begin', async () => {
    for (let count = 0; count < 2; count += 1) {
      scripted.results = stream([{ data: { x: 1 } }], serviceUnavailable('away'));
      const results = begin({ beginsWithResult: true });
      expect(await results.next()).toMatchObject({ done: false });
      await expect(results.next()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    }
    expect(told).toEqual(['subscribe answered', 'subscribe answered']);
    expect(breaker.state).toBe('closed');
    expect(scripted.ended).toBe(2);
  });

  it('says nothing about the subgraph when the viewer leaves first', async () => {
    scripted.results = { [Symbol.asyncIterator]: () => ({ next: never }) };
    const left = new AbortController();
    const first = begin({ beginsWithResult: true, signal: left.signal }).next();
    left.abort();
    expect(await first).toEqual({ done: true, value: undefined });
    expect(told).toEqual(['subscribe left']);
  });

  it('gives back what the subgraph holds when the viewer leaves later', async () => {
    scripted.results = stream([{ data: { x: 1 } }, { data: { x: 2 } }]);
    for await (const _ of begin()) break;
    await expect.poll(() => scripted.ended).toBe(1);
  });
});

describe('a mutation whose answer is lost', () => {
  let close = () => {};
  afterEach(() => close());

  it('is not sent a second time', async () => {
    let arrived = 0;
    const server = createServer((message, response) => {
      arrived += 1;
      // The first one is answered, so that the link is one that is kept; then it breaks under the next.
      const isFirst = arrived === 1;
      message.resume().on('end', () => (isFirst ? response.end('{"data":{"x":1}}') : message.socket.destroy()));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const remote = new RemoteSubgraphClient({
      name: 'example',
      url: `http://127.0.0.1:${port}/graphql`,
      tokens: { for: async () => 'token' },
    });
    close = () => {
      void remote.close();
      server.close();
    };
    const client = guard(remote, 5_000);
    expect(await client.execute(request('mutation { x }'))).toEqual({ data: { x: 1 } });
    await expect(client.execute(request('mutation { x }'))).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(arrived).toBe(2);
  });
});
