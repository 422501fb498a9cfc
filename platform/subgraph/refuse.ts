import { GraphQLError } from 'graphql';
import { LynkError } from '../errors/errors.ts';

/**
 * Passes on that whoever speaks was not identified, in the form in which GraphQL servers answer it: with status 401, or 503
 * when that cannot be found out now.
 */
export function refuse(error: unknown): never {
  const message = error instanceof Error ? error.message : 'Unauthorized.';
  if (error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE') {
    throw new GraphQLError(message, { extensions: { code: error.code, http: { status: 503 } } });
  }
  throw new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
}
