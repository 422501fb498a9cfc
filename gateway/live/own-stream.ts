import type { Logger } from '#platform/logger/logger.ts';
import type { SubgraphResult } from '#platform/subgraph/client.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import type { LiveLimits } from '../config.ts';
import { normaliseError } from '../errors/normalise-error.ts';
import type { EventExecution } from './execution.ts';
import { InOrder } from './in-order.ts';
import { readControls } from './item.ts';
import { pauseBeforeRetry } from './pause.ts';
import { Refusal } from './refusal.ts';
import type { LiveRequest } from './request.ts';
import type { ResultSink } from './result-sink.ts';
import type { SerialisedResult } from './serialised-result.ts';
import type { Upstreams } from './upstream.ts';

/**
 * A subscription with an upstream of its own, as the viewer: the subgraph itself authorises it, and decides what the viewer
 * sees. When the upstream breaks it is taken up again after the last cursor.
 */
export class OwnStream {
  readonly #request: LiveRequest;
  readonly #origin: RequestOrigin;
  readonly #sink: ResultSink;
  readonly #upstreams: Upstreams;
  readonly #execution: EventExecution;
  readonly #limits: LiveLimits;
  readonly #logger: Logger;
  readonly #results: InOrder<SerialisedResult>;
  #after: string | null;
  #hasBegun = false;

  /** @param origin its signal ends the stream */
  constructor(
    request: LiveRequest,
    origin: RequestOrigin,
    sink: ResultSink,
    dependencies: { upstreams: Upstreams; execution: EventExecution; limits: LiveLimits; logger: Logger },
  ) {
    this.#request = request;
    this.#origin = origin;
    this.#sink = sink;
    this.#upstreams = dependencies.upstreams;
    this.#execution = dependencies.execution;
    this.#limits = dependencies.limits;
    this.#logger = dependencies.logger;
    this.#after = request.after;
    this.#results = new InOrder(this.#limits.eventsInFlight, (result) => sink.next(result));
  }

  /** Runs until the upstream ends, refuses, or nobody listens any more. */
  async run(): Promise<void> {
    const { signal } = this.#origin;
    for (let tries = 0; !signal.aborted; ) {
      try {
        for await (const event of this.#upstreams.subscribe(this.#request, this.#after, this.#origin)) {
          tries = 0;
          this.#hasBegun = true;
          await this.#take(event);
        }
        await this.#results.settled();
        return this.#sink.complete();
      } catch (error) {
        if (signal.aborted) return;
        if (!this.#mayRetry(error)) return this.#fail(error);
        this.#logger.warn({ err: error, subgraph: this.#request.plan.upstream.subgraph }, 'an upstream broke');
      }
      tries += 1;
      await pauseBeforeRetry(tries, this.#limits.retryMs, signal);
    }
  }

  #take(event: SubgraphResult): Promise<void> {
    const item = event.data?.[this.#request.plan.responseName];
    if (item) this.#after = readControls(item as Record<string, unknown>, null).cursor ?? this.#after;
    return this.#results.add(this.#execution.execute(this.#request, event, this.#origin));
  }

  /** What has begun is taken up again; a subscription that cannot even begin is the client's to try again. */
  #mayRetry(error: unknown): boolean {
    return this.#hasBegun && !(error instanceof Refusal && !error.isPassing);
  }

  async #fail(error: unknown): Promise<void> {
    await this.#results.settled();
    this.#sink.fail(error instanceof Refusal ? error.errors : [normaliseError(error, this.#logger)]);
  }
}
