import type { Identity } from '#platform/identity/identity.ts';
import type { SubgraphResult } from '#platform/subgraph/client.ts';
import { InProcessSubgraphClient } from '#platform/subgraph/in-process-client.ts';
import type { Subgraph } from '#platform/subgraph/subgraph.ts';
import { until } from './until.ts';

/** A subscription to one subgraph, which records what comes. */
export class PulledSubscription<Data> {
  /** What came, in order. */
  readonly items: Data[] = [];
  /** The codes of errors, in order. */
  readonly codes: unknown[] = [];
  isOver = false;
  readonly #abort = new AbortController();
  readonly #ended: Promise<void>;
  #resume: (() => void) | undefined;
  #paused: Promise<void> | undefined;

  constructor(subgraph: Subgraph, query: string, variables: Record<string, unknown>, identity: Identity) {
    const { signal } = this.#abort;
    const request = { query, variables, identity, clientAddress: null, signal };
    this.#ended = this.#read(new InProcessSubgraphClient(subgraph).subscribe(request));
  }

  /** Reads no further until {@link resume}: a reader that is slow. The item that is being waited for still comes. */
  pause(): void {
    this.#paused = new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  /** Reads on. */
  resume(): void {
    this.#resume?.();
    this.#paused = undefined;
  }

  /** Waits until what has come satisfies a condition. */
  async until(what: string, condition: (items: readonly Data[]) => boolean): Promise<void> {
    await until(what, () => condition(this.items), { pollMs: 2, deadlineMs: 10_000 }).catch((error: Error) => {
      throw new Error(`${error.message} ${JSON.stringify({ codes: this.codes, items: this.items.slice(-5) })}`);
    });
  }

  /** Waits for its end. */
  async over(): Promise<void> {
    await until('the end of the subscription', () => this.isOver, { pollMs: 2, deadlineMs: 10_000 });
  }

  /** Ends it. */
  async end(): Promise<void> {
    this.#abort.abort();
    this.resume();
    await this.#ended;
  }

  async #read(results: AsyncIterable<SubgraphResult>): Promise<void> {
    for await (const result of results) {
      this.codes.push(...(result.errors ?? []).map((error) => error.extensions?.['code']));
      if (result.data) this.items.push(result.data as Data);
      await this.#paused;
    }
    this.isOver = true;
  }
}
