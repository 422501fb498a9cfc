import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { LynkError } from '../errors/errors.ts';
import type { Logger } from '../logger/logger.ts';

/**
 * Turns an error of an execution into what may leave the subgraph: the code, message and details of a {@link LynkError};
 * the complaint of GraphQL itself about a value; or, for anything else, nothing but INTERNAL_SERVER_ERROR, with the cause
 * in the log.
 */
export function formatError(error: GraphQLError, logger: Logger): GraphQLFormattedError {
  const cause = error.originalError;
  const place = { ...(error.path && { path: error.path }), ...(error.locations && { locations: error.locations }) };
  if (cause instanceof LynkError) {
    if (cause.cause) logger.warn({ err: cause.cause, code: cause.code, path: error.path }, 'a request was refused');
    return { message: cause.message, ...place, extensions: { code: cause.code, ...cause.details } };
  }
  // Without a cause, or with a GraphQLError as one, it is GraphQL that complains: about a document, a variable, a scalar.
  if (!cause || cause instanceof GraphQLError) {
    const code = (cause ?? error).extensions['code'] ?? 'BAD_USER_INPUT';
    return { message: error.message, ...place, extensions: { code } };
  }
  logger.error({ err: cause, path: error.path }, 'a resolver failed');
  return {
    message: 'Something went wrong on our side. Try again.',
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}
