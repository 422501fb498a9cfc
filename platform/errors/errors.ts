/**
 * The stable codes of errors that are not a person's mistake, as clients read them in `extensions.code`. Apollo Server
 * adds its own for what never reaches a subgraph (`GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, …).
 */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'SERVICE_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** An error that a client may read: its message and details hold nothing internal. Services throw it. */
export class LynkError extends Error {
  override readonly name = 'LynkError';

  /**
   * @param code what programs decide by
   * @param message one English sentence that says what to do
   * @param details further `extensions`, such as `retryAfterMs`
   * @param options the cause, for the log only
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, string | number | boolean>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Nobody is signed in, or the token is not good: sign in, or refresh the session. */
export const unauthenticated = (message = 'Sign in to do this.') => new LynkError('UNAUTHENTICATED', message);

/** The person is known and lacks the right. */
export const forbidden = (message = 'You may not do this.') => new LynkError('FORBIDDEN', message);

/** There is no such thing, or the person may not know of it; the two look alike on purpose. */
export const notFound = (message: string) => new LynkError('NOT_FOUND', message);

/** An argument is malformed, such as an ID or a cursor. */
export const badUserInput = (message: string, details: { argument?: string } = {}) =>
  new LynkError('BAD_USER_INPUT', message, details);

/** The same thing was changed by somebody else at the same time. */
export const conflict = (message: string) => new LynkError('CONFLICT', message);

/** Too often. `retryAfterMs` is how many milliseconds to wait. */
export const rateLimited = (retryAfterMs: number) =>
  new LynkError('RATE_LIMITED', `Too many requests. Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s.`, {
    retryAfterMs: Math.ceil(retryAfterMs),
  });

/** Something that this needs did not answer in time. Nothing is known to be lost; trying again is safe. */
export const serviceUnavailable = (message: string, retryAfterMs = 1000, options?: ErrorOptions) =>
  new LynkError('SERVICE_UNAVAILABLE', message, { retryAfterMs }, options);
