import type { Identity } from '#platform/identity/identity.ts';
import type { RequestOrigin } from '#platform/subgraph/context.ts';
import type { TraceContext } from '#platform/trace/trace.ts';

/** A failed fetch is told at so many places of one answer at most. */
const MAX_ERROR_PLACES = 20;

/** What goes with one operation through the planner's executor to the subgraphs. */
export class OperationContext implements RequestOrigin {
  /** On whose behalf. It changes once, when the operation itself signs somebody in. */
  identity: Identity;
  readonly clientAddress: string | null;
  readonly signal: AbortSignal;
  readonly trace: TraceContext | undefined;

  /** @param errorPlaces at how many places a failed fetch is told; no bound when it is for many answers */
  constructor(
    origin: RequestOrigin,
    readonly errorPlaces = MAX_ERROR_PLACES,
  ) {
    this.identity = origin.identity;
    this.clientAddress = origin.clientAddress;
    this.signal = origin.signal;
    this.trace = origin.trace;
  }
}
