import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { LynkError } from '#platform/errors/errors.ts';
import type { Logger } from '#platform/logger/logger.ts';

/** The codes that a client may see: ours, and those of Apollo Server for what never reaches a subgraph. */
const KNOWN_CODES: ReadonlySet<unknown> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_FOUND',
]);

/** The details that may stand beside a code, each in the documentation of the API. */
const KNOWN_DETAILS = ['retryAfterMs', 'argument', 'limit', 'value'] as const;

const INTERNAL_MESSAGE = 'Something went wrong on our side. Try again.';

/**
 * The one place where errors get their public form: a known code, its documented details, message, path and places in the
 * document. Whatever else is thrown becomes INTERNAL_SERVER_ERROR; it is logged and nothing of it leaves.
 *
 * @param error what was thrown, or an error that a subgraph answered with
 */
export function normaliseError(error: unknown, logger: Logger): GraphQLFormattedError {
  const lynk = findLynkError(error);
  if (lynk) {
    return {
      message: lynk.message,
      ...placeOf(error),
      extensions: { code: lynk.code, ...lynk.details },
    };
  }
  const { message, extensions } = error as Partial<GraphQLFormattedError>;
  const code = extensions?.['code'];
  if (message !== undefined && KNOWN_CODES.has(code)) {
    if (code === 'INTERNAL_SERVER_ERROR') return internal(error, logger);
    const details = KNOWN_DETAILS.filter((name) => extensions?.[name] !== undefined);
    return {
      message,
      ...placeOf(error),
      extensions: { code, ...Object.fromEntries(details.map((name) => [name, extensions?.[name]])) },
    };
  }
  return internal(error, logger);
}

function internal(error: unknown, logger: Logger): GraphQLFormattedError {
  // A subgraph has logged its own failures; what has a cause here failed in the gateway.
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause instanceof Error && !(cause instanceof GraphQLError)) logger.error({ err: cause }, 'an operation failed');
  else logger.warn({ message: (error as Error | null)?.message }, 'an operation failed');
  return { message: INTERNAL_MESSAGE, ...placeOf(error), extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}

function findLynkError(error: unknown): LynkError | null {
  if (error instanceof LynkError) return error;
  return error instanceof GraphQLError && error.originalError instanceof LynkError ? error.originalError : null;
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  const { path, locations } = error as Partial<GraphQLFormattedError>;
  return { ...(locations && { locations }), ...(path && { path }) };
}
