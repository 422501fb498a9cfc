import type { GraphQLFormattedError } from 'graphql';

/** Codes that say nothing about the request: the same one may be answered in a moment. */
const PASSING = new Set<unknown>(['SERVICE_UNAVAILABLE', 'INTERNAL_SERVER_ERROR', 'RATE_LIMITED', 'CONFLICT']);
/** Codes that say that the one who asks may not have the answer. */
const NOT_ALLOWED = new Set<unknown>(['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED']);

/** What was asked for was answered with nothing but errors, which are in their public form. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors.map(({ message }) => message).join(' '));
  }

  /** Whether it is worth trying again. */
  get isPassing(): boolean {
    return this.errors.every(({ extensions }) => PASSING.has(extensions?.['code']));
  }

  /** Whether the one who asks may not have the answer. */
  get isDenial(): boolean {
    return this.errors.some(({ extensions }) => NOT_ALLOWED.has(extensions?.['code']));
  }
}
