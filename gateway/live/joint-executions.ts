import type { SubgraphResult } from '#platform/subgraph/client.ts';
import { EntityBatches } from './entity-batches.ts';
import type { EventExecution } from './execution.ts';
import type { ListPlan } from './list-plan.ts';
import type { LiveRequest } from './request.ts';
import type { SerialisedResult } from './serialised-result.ts';

/** How long after one execution has begun events wait for the next, in milliseconds. */
const WINDOW_MS = 10;
/** So many events do not wait for more. */
const MAX_EVENTS = 100;

/** An event that waits, and who waits for its result. */
interface Waiting {
  readonly request: LiveRequest;
  readonly list: ListPlan;
  readonly event: SubgraphResult;
  readonly resolve: (result: Promise<SerialisedResult> | SerialisedResult) => void;
}

/**
 * Executes events of many rooms together, where what is fetched for them is the same in any room. An event that comes after a
 * pause is executed at once; those that come soon after it wait for the end of a short window.
 */
export class JointExecutions {
  readonly #execution: EventExecution;
  readonly #entities = new EntityBatches();
  /** Selection and its variables → the events that have come in the window that is open. */
  readonly #open = new Map<string, Waiting[]>();

  constructor(execution: EventExecution) {
    this.#execution = execution;
  }

  /** Executes an event of a room; see {@link EventExecution.execute}. */
  execute(request: LiveRequest, list: ListPlan, event: SubgraphResult): Promise<SerialisedResult> {
    const values = list.variables.map((name) => request.variables[name] ?? null);
    const key = `${JSON.stringify(values)} ${request.plan.key}`;
    return new Promise((resolve) => {
      const waiting = this.#open.get(key) ?? this.#begin(key);
      waiting.push({ request, list, event, resolve });
      if (waiting.length >= MAX_EVENTS) this.#execute(waiting.splice(0));
    });
  }

  #begin(key: string): Waiting[] {
    const waiting: Waiting[] = [];
    this.#open.set(key, waiting);
    // What has come with it in the same bytes is executed with it.
    setImmediate(() => this.#next(key, waiting));
    return waiting;
  }

  #next(key: string, waiting: Waiting[]): void {
    if (waiting.length === 0) {
      this.#open.delete(key);
      return;
    }
    setTimeout(() => this.#next(key, waiting), WINDOW_MS);
    this.#execute(waiting.splice(0));
  }

  #execute(waiting: readonly Waiting[]): void {
    const [first] = waiting;
    if (!first) return;
    const { request, list } = first;
    const results = this.#execution.executeList(
      request,
      list,
      waiting.map(({ event }) => event),
      this.#entities,
    );
    for (const [index, { resolve }] of waiting.entries()) {
      resolve(results.then((all) => all[index] as SerialisedResult));
    }
  }
}
