import { LynkError, serviceUnavailable } from '#platform/errors/errors.ts';
import { inTrace, type Logger } from '#platform/logger/logger.ts';
import {
  ConnectionLost,
  type SubgraphClient,
  type SubgraphRequest,
  type SubgraphResult,
} from '#platform/subgraph/client.ts';
import { withDeadline } from '../deadline.ts';
import type { BreakerCall, CircuitBreaker } from './circuit-breaker.ts';

/** How a call of a subgraph has ended. `left`: nobody waited for the end; `refused`: the breaker did not let it through. */
export type CallOutcome = 'answered' | 'failed' | 'left' | 'refused';

/** Is told of each call of a subgraph. `seconds` is how long it took; for subscriptions, until the first result. */
export type CallObserver = (kind: 'execute' | 'subscribe', outcome: CallOutcome, seconds: number) => void;

/** What keeps a subgraph that does not answer from harming anybody else. */
export interface GuardOptions {
  readonly breaker: CircuitBreaker;
  /** How long an answer, or the beginning of a subscription, may take, in milliseconds. */
  readonly deadlineMs: number;
  readonly logger: Logger;
  readonly observe: CallObserver;
}

/**
 * Puts a deadline and a circuit breaker before a subgraph. Nothing is done a second time: a mutation that was not answered
 * may have taken effect, and whoever sent it decides.
 *
 * A failure is that no answer comes, or one that refuses the whole request with SERVICE_UNAVAILABLE. An answer whose fields
 * have errors is an answer, whatever their codes: somebody behind the subgraph may be away, or one room may be too busy, and
 * neither is a reason to keep everybody from all the rest of it. A connection that broke says nothing about the next one.
 * What breaks for another reason is a fault of some code, and would break again after any pause.
 */
export class GuardedSubgraphClient implements SubgraphClient {
  readonly name: string;
  readonly #client: SubgraphClient;
  readonly #options: GuardOptions;
  readonly #tooLate = () => serviceUnavailable(`The ${this.name} service does not answer. Try again.`);

  constructor(client: SubgraphClient, options: GuardOptions) {
    this.name = client.name;
    this.#client = client;
    this.#options = options;
  }

  /** @throws CircuitOpen at once while the breaker is open; otherwise as {@link SubgraphClient.execute} */
  async execute(request: SubgraphRequest): Promise<SubgraphResult> {
    const call = this.#begin('execute', request);
    try {
      const result = await withDeadline(this.#tooLate, request.signal, this.#options.deadlineMs, (signal) =>
        this.#client.execute({ ...request, signal }),
      );
      this.#end(call, result);
      return result;
    } catch (error) {
      call.failed(error);
      throw error;
    }
  }

  /**
   * Begins a subscription. Once there was a first result, it runs as long as it likes.
   *
   * @throws CircuitOpen at once while the breaker is open; LynkError SERVICE_UNAVAILABLE when it does not begin
   */
  async *subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphResult, void, void> {
    const call = this.#begin('subscribe', request);
    const results = this.#client.subscribe(request)[Symbol.asyncIterator]();
    try {
      const first = await this.#first(call, results, request);
      if (first.done) call.succeeded();
      else this.#end(call, first.value);
      for (let next = first; !next.done; next = await results.next()) yield next.value;
    } catch (error) {
      call.failed(error);
      if (!request.signal.aborted) throw error;
    } finally {
      call.left();
      // One that hangs does not come back from this either; it ends with the request's signal.
      results.return?.().catch(() => {});
    }
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #first(call: ObservedCall, results: AsyncIterator<SubgraphResult>, request: SubgraphRequest) {
    const { deadlineMs } = this.#options;
    if (request.beginsWithResult) return withDeadline(this.#tooLate, request.signal, deadlineMs, () => results.next());
    // It may rightly be silent: then it is not known whether it has begun.
    const timer = setTimeout(() => call.left(), deadlineMs);
    return results.next().finally(() => clearTimeout(timer));
  }

  #begin(kind: 'execute' | 'subscribe', request: SubgraphRequest): ObservedCall {
    const { breaker, observe, logger } = this.#options;
    try {
      return new ObservedCall(breaker.begin(), request.signal, (outcome, seconds, err) => {
        if (outcome === 'failed') {
          inTrace(logger, request.trace).warn({ err, subgraph: this.name }, 'a subgraph did not answer');
        }
        observe(kind, outcome, seconds);
      });
    } catch (error) {
      observe(kind, 'refused', 0);
      throw error;
    }
  }

  #end(call: ObservedCall, result: SubgraphResult): void {
    if (refusesAll(result)) call.failed(serviceUnavailable('The request was refused as a whole.'));
    else call.succeeded();
  }
}

/** One call, seen by the breaker and by whoever measures. The first thing that is said of it counts. */
class ObservedCall {
  readonly #call: BreakerCall;
  readonly #signal: AbortSignal;
  readonly #tell: (outcome: CallOutcome, seconds: number, error?: unknown) => void;
  readonly #begunAt = performance.now();
  #isOver = false;

  constructor(
    call: BreakerCall,
    signal: AbortSignal,
    tell: (outcome: CallOutcome, seconds: number, error?: unknown) => void,
  ) {
    this.#call = call;
    this.#signal = signal;
    this.#tell = tell;
  }

  succeeded(): void {
    if (this.#end('answered')) this.#call.succeeded();
  }

  /** Unless the caller has gone: then the end says nothing about the subgraph. */
  failed(error: unknown): void {
    if (this.#signal.aborted) this.left();
    else if (!this.#end('failed', error)) return;
    else if (isFailure(error)) this.#call.failed();
    else this.#call.abandoned();
  }

  left(): void {
    if (this.#end('left')) this.#call.abandoned();
  }

  #end(outcome: CallOutcome, error?: unknown): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#tell(outcome, (performance.now() - this.#begunAt) / 1000, error);
    return true;
  }
}

function isFailure(error: unknown): boolean {
  return error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE' && !(error instanceof ConnectionLost);
}

function refusesAll({ data, errors = [] }: SubgraphResult): boolean {
  if (data !== undefined || errors.length === 0) return false;
  return errors.every(({ extensions }) => extensions?.['code'] === 'SERVICE_UNAVAILABLE');
}
