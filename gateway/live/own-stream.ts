import type { SubgraphResult } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import { traceIds } from '#platform/trace/trace.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import type { LiveDependencies } from './dependencies.ts';
import { InOrder } from './in-order.ts';
import { readControls } from './item.ts';
import { pauseBeforeRetry } from './pause.ts';
import { Refusal } from './refusal.ts';
import type { LiveRequest } from './request.ts';
import type { ResultSink } from './result-sink.ts';
import type { SerialisedResult } from './serialised-result.ts';

/** After so many tries in a row that gave nothing the client is told. */
const MAX_TRIES = 10;

/**
 * A subscription with an upstream of its own, as the viewer: the subgraph itself authorises it, and decides what the viewer
 * sees. When the upstream breaks it is taken up again after the last cursor.
 */
export class OwnStream {
  #request: LiveRequest;
  readonly #origin: RequestOrigin;
  readonly #sink: ResultSink;
  readonly #dependencies: LiveDependencies;
  readonly #results: InOrder<SerialisedResult>;
  #after: string | null;
  #hasBegun = false;
  #isOver = false;
  /** Ends the upstream, so that another one takes its place. */
  #upstream = new AbortController();

  /** @param origin its signal ends the stream */
  constructor(request: LiveRequest, origin: RequestOrigin, sink: ResultSink, dependencies: LiveDependencies) {
    this.#request = request;
    this.#origin = origin;
    this.#sink = sink;
    this.#dependencies = dependencies;
    this.#after = request.after;
    this.#results = new InOrder(dependencies.limits.eventsInFlight, (result) => sink.next(result));
  }

  /** Goes on with a new plan, if it is known from where on. Otherwise the old one serves until the end. */
  replan(request: LiveRequest): void {
    if (this.#after === null || !request.plan.resumes) return;
    this.#request = request;
    this.#upstream.abort();
  }

  /** Ends it with errors. */
  refuse(error: unknown): void {
    this.#isOver = true;
    this.#upstream.abort();
    void this.#fail(error);
  }

  /** What it answers. */
  get request(): LiveRequest {
    return this.#request;
  }

  /** Runs until the upstream ends, refuses, or nobody listens any more. */
  async run(): Promise<void> {
    const { signal } = this.#origin;
    const { upstreams, limits, counts, logger } = this.#dependencies;
    const { identity, clientAddress } = this.#origin;
    for (let tries = 0; !signal.aborted && !this.#isOver; ) {
      const upstream = new AbortController();
      this.#upstream = upstream;
      const { trace } = this.#origin;
      const origin = { identity, clientAddress, signal: AbortSignal.any([signal, upstream.signal]), trace };
      try {
        for await (const event of upstreams.subscribe(this.#request, this.#after, origin)) {
          tries = 0;
          this.#hasBegun = true;
          await this.#take(event);
        }
        if (upstream.signal.aborted) continue;
        await this.#results.settled();
        return this.#sink.complete();
      } catch (error) {
        if (signal.aborted) return;
        if (upstream.signal.aborted) continue;
        if (!this.#mayRetry(error, tries)) return this.#fail(error);
        counts.brokenUpstreams.value += 1;
        const { subgraph } = this.#request.plan.upstream;
        logger.warn({ err: error, subgraph, ...traceIds(trace) }, 'an upstream broke');
      }
      tries += 1;
      await pauseBeforeRetry(tries, limits.retryMs, signal);
    }
  }

  #take(event: SubgraphResult): Promise<void> {
    this.#dependencies.counts.events.value += 1;
    const item = event.data?.[this.#request.plan.responseName];
    if (item) this.#after = readControls(item as Record<string, unknown>, null).cursor ?? this.#after;
    return this.#results.add(this.#dependencies.execution.execute(this.#request, event, this.#origin));
  }

  /** What has begun is taken up again; a subscription that cannot even begin is the client's to try again. */
  #mayRetry(error: unknown, tries: number): boolean {
    if (!this.#hasBegun || tries >= MAX_TRIES) return false;
    return this.#request.plan.resumes && !(error instanceof Refusal && !error.isPassing);
  }

  async #fail(error: unknown): Promise<void> {
    await this.#results.settled();
    this.#dependencies.counts.failures.value += 1;
    this.#sink.fail(error instanceof Refusal ? error.errors : [normaliseError(error, this.#dependencies.logger)]);
  }
}
