import { forbidden, unauthenticated } from '../errors/errors.ts';
import type { Identity, UserIdentity } from '../identity/identity.ts';
import type { TraceContext } from '../trace/trace.ts';

/** What a subgraph is told with each request, by the gateway alone. */
export interface RequestOrigin {
  readonly identity: Identity;
  /** The client's network address as the gateway saw it, for rate limits; null when there is none. */
  readonly clientAddress: string | null;
  /** Ends when the caller no longer waits. */
  readonly signal: AbortSignal;
  /** What the request is part of. Gateways hand it on by hand: to run in it costs every promise of the process a little. */
  readonly trace?: TraceContext | undefined;
}

/** What resolvers get. One object a request. */
export class SubgraphContext<Loaders = unknown> {
  readonly clientAddress: string | null;
  readonly signal: AbortSignal;
  readonly loaders: Loaders;
  /**
   * Facts for the gateway, sent beside the answer and never passed on to a client. `accessToken`: this request has signed
   * somebody in, and the rest of the operation is carried out as that person.
   */
  readonly forGateway: { accessToken?: string } = {};
  /** Not a `#` field: Apollo Server hands a shallow copy of the context to resolvers. */
  private current: Identity;

  constructor(origin: RequestOrigin, createLoaders: (origin: RequestOrigin) => Loaders) {
    this.current = origin.identity;
    this.clientAddress = origin.clientAddress;
    this.signal = origin.signal;
    this.loaders = createLoaders(origin);
  }

  /** On whose behalf the request is carried out. It changes only by {@link signIn}. */
  get identity(): Identity {
    return this.current;
  }

  /**
   * Somebody has signed in by this request: what is resolved from here on, in this subgraph and by the gateway, is
   * resolved as that person. Mutations run one after the other, so an earlier one is not touched by it.
   */
  signIn(identity: UserIdentity, accessToken: string): void {
    this.current = identity;
    this.forGateway.accessToken = accessToken;
  }

  /**
   * The person who asks. Throws for everybody else: in a shared execution there is no viewer, so a field that needs one
   * and lacks its `@viewer` mark fails instead of showing somebody else's data.
   */
  get viewer(): UserIdentity {
    if (this.identity.kind === 'user') return this.identity;
    throw this.identity.kind === 'anonymous' ? unauthenticated() : forbidden('This needs a person who asks.');
  }
}
