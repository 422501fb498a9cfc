import type { Identity } from '#platform/identity/identity.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import { continueTrace, type TraceContext } from '#platform/trace/trace.ts';

/**
 * On whose behalf a subscription runs, until the client has left it. A signal is larger than all the rest of a viewer that
 * only waits, so there is one only while something could be given up.
 */
export class SubscriberOrigin implements RequestOrigin {
  readonly identity: Identity;
  readonly clientAddress: string | null;
  #hasLeft = false;
  #leaving: AbortController | null = null;
  readonly #traceparent: string | null;

  /** @param traceparent what the client has said that the subscription is part of */
  constructor({ identity, clientAddress }: Omit<RequestOrigin, 'signal'>, traceparent: string | null) {
    this.identity = identity;
    this.clientAddress = clientAddress;
    this.#traceparent = traceparent;
  }

  /** Made anew for each thing that is done, so that nobody who only waits holds one. */
  get trace(): TraceContext {
    return continueTrace(this.#traceparent);
  }

  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  get signal(): AbortSignal {
    this.#leaving ??= new AbortController();
    if (this.#hasLeft) this.#leaving.abort();
    return this.#leaving.signal;
  }

  /** Ends all that goes on for the client. */
  leave(): void {
    this.#hasLeft = true;
    this.#leaving?.abort();
  }

  /** Nothing goes on that was given the signal: the next one gets another. */
  rest(): void {
    if (!this.#hasLeft) this.#leaving = null;
  }
}
