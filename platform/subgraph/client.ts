import type { DocumentNode, ExecutionResult, GraphQLFormattedError } from 'graphql';
import { LynkError } from '../errors/errors.ts';
import type { RequestOrigin } from './context.ts';

/**
 * The connection broke before the answer, which says nothing about the subgraph: the next call has another connection. What
 * was asked for may have been done.
 */
export class ConnectionLost extends LynkError {
  /** @param mayHaveArrived false when it is certain that nothing was sent */
  constructor(
    subgraph: string,
    options: ErrorOptions,
    readonly mayHaveArrived = true,
  ) {
    super(
      'SERVICE_UNAVAILABLE',
      `The link to the ${subgraph} service broke. Try again.`,
      { retryAfterMs: 1000 },
      options,
    );
  }
}

/** There was no connection and none could be made, or the gateway was not let in: nothing was carried out. */
export class NotReached extends LynkError {
  constructor(subgraph: string, options: ErrorOptions) {
    super(
      'SERVICE_UNAVAILABLE',
      `The ${subgraph} service does not answer. Try again.`,
      { retryAfterMs: 1000 },
      options,
    );
  }
}

/** One operation for a subgraph. */
export interface SubgraphRequest extends RequestOrigin {
  readonly query: string;
  /** The same operation, parsed, when the caller has it. */
  readonly document?: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Of a subscription: that its first result comes at once. Whoever keeps deadlines may then give one up that is silent. */
  readonly beginsWithResult?: boolean;
}

/** A subgraph's answer. `extensions.forGateway` is what {@link SubgraphContext.forGateway} holds. */
export interface SubgraphResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: ExecutionResult['extensions'];
}

/** How a gateway reaches one subgraph. */
export interface SubgraphClient {
  readonly name: string;

  /**
   * Carries a query or mutation out.
   *
   * @throws ConnectionLost; NotReached; LynkError SERVICE_UNAVAILABLE when no answer came before `signal` or the client's own deadline
   */
  execute(request: SubgraphRequest): Promise<SubgraphResult>;

  /**
   * Begins a subscription: results until the caller returns from the iteration, `signal` ends, or the subgraph ends it.
   * Errors of the beginning are one result without data. The iteration throws ConnectionLost when the link breaks.
   */
  subscribe(request: SubgraphRequest): AsyncIterable<SubgraphResult>;

  /** Closes connections. */
  close(): Promise<void>;
}
