import type { GraphQLFormattedError } from 'graphql';
import type { EventConsumer, EventLog, EventRecord } from '#platform/event-log/event-log.ts';
import type { Identity } from '#platform/identity/identity.ts';
import type { SubgraphClient } from '#platform/subgraph/client.ts';
import { InProcessSubgraphClient } from '#platform/subgraph/in-process-client.ts';
import type { Subgraph } from '#platform/subgraph/subgraph.ts';

/** What a subgraph has answered. `Data` is what the test says it selects. */
export interface SubgraphAnswer<Data> {
  readonly data: Data;
  /** The codes of the errors, in their order. */
  readonly codes: readonly unknown[];
  readonly errors: readonly GraphQLFormattedError[];
  /** Who was signed in by it. */
  readonly accessToken: string | undefined;
}

/** Speaks to one subgraph as its gateway would, on anybody's behalf. */
export class SubgraphUnderTest {
  readonly #client: SubgraphClient;

  constructor(subgraph: Subgraph) {
    this.#client = new InProcessSubgraphClient(subgraph);
  }

  /** Carries out one operation. @param identity whose it is; nobody's when it is left out */
  async ask<Data>(
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    identity: Identity = { kind: 'anonymous' },
    clientAddress: string | null = null,
  ): Promise<SubgraphAnswer<Data>> {
    const { signal } = new AbortController();
    const result = await this.#client.execute({ query, variables, identity, clientAddress, signal });
    const errors = result.errors ?? [];
    const forGateway = result.extensions?.['forGateway'] as { accessToken?: string } | undefined;
    return {
      data: result.data as Data,
      errors,
      codes: errors.map((error) => error.extensions?.['code']),
      accessToken: forGateway?.accessToken,
    };
  }
}

/** Who a test acts as. @param userId UUID */
export function signedIn(userId: string, overrides: Partial<Extract<Identity, { kind: 'user' }>> = {}): Identity {
  return { kind: 'user', userId, sessionId: userId, role: 'USER', suspended: false, ...overrides };
}

/** An event log in memory that delivers at once and shows what it was given. */
export class MemoryEventLog implements EventLog {
  readonly records: EventRecord[] = [];
  /** Who consumes which topics. */
  readonly #consumers = new Set<{ topics: readonly string[]; handle: (record: EventRecord) => Promise<void> }>();

  async append(records: readonly EventRecord[]): Promise<void> {
    for (const record of records) {
      this.records.push(record);
      for (const { topics, handle } of this.#consumers) if (topics.includes(record.topic)) await handle(record);
    }
  }

  consume(_group: string, topics: readonly string[], handle: (record: EventRecord) => Promise<void>): EventConsumer {
    const consumer = { topics, handle };
    this.#consumers.add(consumer);
    return {
      stop: async () => {
        this.#consumers.delete(consumer);
      },
    };
  }
}
