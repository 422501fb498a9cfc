import type { Identity } from '#platform/identity/identity.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';

/** What goes with one operation through the planner's executor to the subgraphs. */
export class OperationContext implements RequestOrigin {
  /** On whose behalf. It changes once, when the operation itself signs somebody in. */
  identity: Identity;
  readonly clientAddress: string | null;
  readonly signal: AbortSignal;

  constructor(origin: RequestOrigin) {
    this.identity = origin.identity;
    this.clientAddress = origin.clientAddress;
    this.signal = origin.signal;
  }
}
