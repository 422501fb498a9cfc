import type { GraphQLFormattedError } from 'graphql';
import type { SerialisedResult } from './serialised-result.ts';

/** Where the results of one client's subscription go. Nothing is taken after an ending. */
export interface ResultSink {
  /** Sends one result. */
  next(result: SerialisedResult): void;
  /** Ends the subscription with errors, which are in their public form. */
  fail(errors: readonly GraphQLFormattedError[]): void;
  /** Ends the subscription: there is no more to come. */
  complete(): void;
}
