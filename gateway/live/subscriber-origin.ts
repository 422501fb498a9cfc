import type { Identity } from '#platform/identity/identity.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';

/**
 * On whose behalf a subscription runs, until the client has left it. A signal is larger than all the rest of a viewer that
 * only waits, so there is one only while something could be given up.
 */
export class SubscriberOrigin implements RequestOrigin {
  readonly identity: Identity;
  readonly clientAddress: string | null;
  #hasLeft = false;
  #leaving: AbortController | null = null;

  constructor({ identity, clientAddress }: Omit<RequestOrigin, 'signal'>) {
    this.identity = identity;
    this.clientAddress = clientAddress;
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
