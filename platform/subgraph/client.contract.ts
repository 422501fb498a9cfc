import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forbidden } from '../errors/errors.ts';
import type { Identity, UserIdentity } from '../identity/identity.ts';
import { createLogger } from '../logger/logger.ts';
import { currentTrace, newTrace } from '../trace/trace.ts';
import type { SubgraphClient, SubgraphRequest, SubgraphResult } from './client.ts';
import type { SubgraphContext } from './context.ts';
import { defineSubgraph, type Subgraph } from './subgraph.ts';

/** An adapter under test: a client that reaches the subgraph, and the end of it. */
export interface ClientUnderTest {
  readonly client: SubgraphClient;
  stop(): Promise<void>;
}

const user: UserIdentity = {
  kind: 'user',
  userId: '019a0000-0000-7000-8000-000000000001',
  sessionId: '019a0000-0000-7000-8000-000000000002',
  role: 'USER',
  suspended: false,
};

/** What every {@link SubgraphClient} keeps, whatever lies between it and its subgraph. */
export function subgraphClientContract(name: string, connect: (subgraph: Subgraph) => Promise<ClientUnderTest>): void {
  describe(`the subgraph client ${name}`, () => {
    let open = 0;
    const subgraph = exampleSubgraph((change) => {
      open += change;
    });
    let underTest: ClientUnderTest;
    beforeAll(async () => {
      underTest = await connect(subgraph);
    });
    afterAll(() => underTest.stop());

    const execute = (query: string, more: Partial<SubgraphRequest> = {}) =>
      underTest.client.execute(request(query, more));

    test('carries identity, address and variables', async () => {
      const query = 'query Q($text: String!) { whoami echo(text: $text) }';
      const result = await execute(query, {
        variables: { text: 'é' },
        operationName: 'Q',
        clientAddress: '203.0.113.7',
      });
      expect(result).toEqual({ data: { whoami: `${user.userId} from 203.0.113.7`, echo: 'é' } });
    });

    test('carries the trace, and of a subscription to each of its results', async () => {
      const trace = newTrace();
      const { traceId } = trace;
      expect(await execute('{ trace }', { trace })).toEqual({ data: { trace: traceId } });
      const traces = underTest.client.subscribe(request('subscription { traces(to: 3) }', { trace }));
      expect(await collect(traces)).toEqual([1, 2, 3].map(() => ({ data: { traces: traceId } })));
    });

    test('denies by the permission map', async () => {
      const identity: Identity = { kind: 'anonymous' };
      expect((await execute('{ whoami }', { identity })).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
      const audience: Identity = { kind: 'audience', roomId: user.userId };
      expect((await execute('{ whoami }', { identity: audience })).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    });

    test('passes codes on and keeps internals', async () => {
      const refused = await execute('{ refused }');
      expect(refused).toMatchObject({ data: { refused: null }, errors: [{ path: ['refused'] }] });
      expect(refused.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
      const broken = await execute('{ broken }');
      expect(JSON.stringify(broken)).not.toContain('secret');
      expect(broken.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
    });

    test('answers what is not a valid document', async () => {
      expect((await execute('{ nothing }')).errors).toHaveLength(1);
      expect((await execute('{')).errors).toHaveLength(1);
    });

    test('tells the gateway who has signed in, beside the answer', async () => {
      const result = await execute('mutation { signIn }', { identity: { kind: 'anonymous' } });
      expect(result.extensions).toEqual({ forGateway: { accessToken: 'fresh' } });
      expect((await execute('{ whoami }')).extensions).toBeUndefined();
    });

    test('streams results until the source ends', async () => {
      const values = await collect(underTest.client.subscribe(request('subscription { count(to: 3) }')));
      expect(values).toEqual([{ data: { count: 1 } }, { data: { count: 2 } }, { data: { count: 3 } }]);
    });

    test('a refused beginning is one result without data', async () => {
      const identity: Identity = { kind: 'anonymous' };
      const values = await collect(underTest.client.subscribe(request('subscription { count(to: 3) }', { identity })));
      expect(values).toHaveLength(1);
      expect(values[0]?.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
      expect(values[0]?.data ?? null).toBeNull();
    });

    test('leaving the iteration ends the source', async () => {
      for await (const result of underTest.client.subscribe(request('subscription { count(to: 1000000) }'))) {
        expect(result.data).toEqual({ count: 1 });
        break;
      }
      await expect.poll(() => open).toBe(0);
    });

    test('ending the signal ends a source that waits', async () => {
      const ended = new AbortController();
      const results = underTest.client.subscribe(request('subscription { wait }', { signal: ended.signal }));
      const next = results[Symbol.asyncIterator]().next();
      await expect.poll(() => open).toBe(1);
      ended.abort();
      expect((await next).done).toBe(true);
      await expect.poll(() => open).toBe(0);
    });
  });
}

/** A request on behalf of somebody who has signed in. */
export function request(query: string, more: Partial<SubgraphRequest> = {}): SubgraphRequest {
  return { query, identity: user, clientAddress: null, signal: new AbortController().signal, ...more };
}

async function collect(results: AsyncIterable<SubgraphResult>): Promise<SubgraphResult[]> {
  const all: SubgraphResult[] = [];
  for await (const result of results) all.push(JSON.parse(JSON.stringify(result)));
  return all;
}

/** A small subgraph; `sources` is told when a subscription's source begins and ends. */
export function exampleSubgraph(sources: (change: 1 | -1) => void): Subgraph {
  return defineSubgraph({
    name: 'example',
    typeDefs: `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      type Query { whoami: String! trace: String echo(text: String!): String! refused: String broken: String }
      type Mutation { signIn: Boolean! }
      type Subscription { count(to: Int!): Int! traces(to: Int!): String wait: Int! }
    `,
    permissions: {
      'Query.whoami': ['user'],
      'Query.trace': ['user'],
      'Query.echo': ['user'],
      'Query.refused': ['user'],
      'Query.broken': ['user'],
      'Mutation.signIn': ['anonymous'],
      'Subscription.count': ['user'],
      'Subscription.traces': ['user'],
      'Subscription.wait': ['user'],
    },
    logger: createLogger({ level: 'silent' }),
    createLoaders: () => ({}),
    resolvers: {
      Query: {
        whoami: (_: unknown, __: unknown, context: SubgraphContext) =>
          `${context.viewer.userId} from ${context.clientAddress}`,
        trace: () => currentTrace()?.traceId ?? null,
        echo: (_: unknown, { text }: { text: string }) => text,
        refused: () => {
          throw forbidden();
        },
        broken: () => {
          throw new Error('a secret of the inside');
        },
      },
      Mutation: {
        signIn: (_: unknown, __: unknown, context: SubgraphContext) => {
          context.forGateway.accessToken = 'fresh';
          return true;
        },
      },
      Subscription: {
        count: {
          subscribe: async function* (_: unknown, { to }: { to: number }) {
            sources(1);
            try {
              for (let count = 1; count <= to; count += 1) {
                yield { count };
                await new Promise((resolve) => setImmediate(resolve));
              }
            } finally {
              sources(-1);
            }
          },
        },
        traces: {
          subscribe: async function* (_: unknown, { to }: { to: number }) {
            for (let count = 1; count <= to; count += 1) {
              await new Promise((resolve) => setImmediate(resolve));
              yield { traces: currentTrace()?.traceId ?? null };
            }
          },
        },
        wait: { subscribe: () => waiting(sources) },
      },
    },
  });
}

/** A source that never has an event; an async generator could not be woken from its wait. */
function waiting(sources: (change: 1 | -1) => void): AsyncIterableIterator<never> {
  let end: (result: IteratorReturnResult<undefined>) => void = () => {};
  const ended = new Promise<IteratorReturnResult<undefined>>((resolve) => {
    end = resolve;
  });
  sources(1);
  let over = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => ended,
    return: async () => {
      if (!over) sources(-1);
      over = true;
      end({ done: true, value: undefined });
      return ended;
    },
  };
}
