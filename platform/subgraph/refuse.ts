import { GraphQLError } from 'graphql';

/** Passes on that whoever speaks was not identified, in the form in which GraphQL servers answer it: with status 401. */
export function refuse(error: unknown): never {
  const message = error instanceof Error ? error.message : 'Unauthorized.';
  throw new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
}
