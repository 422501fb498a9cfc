/** How far causes are followed, and how many of several errors are told. */
const MAX_DEPTH = 5;
const MAX_ERRORS = 3;

/** An error as it stands in the log. */
export interface PlainError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  readonly cause?: PlainError;
  readonly errors?: readonly PlainError[];
}

/**
 * What an error says of itself. Drivers hang on to theirs what they were asked: rows that were refused, arguments of commands,
 * whole connections. None of it belongs into the log, so only what is named here is taken.
 */
export function plainError(error: unknown, depth = 0): PlainError | undefined {
  if (!(error instanceof Error)) return error == null ? undefined : { type: typeof error, message: 'not an error' };
  const { code } = error as { code?: unknown };
  const cause = depth < MAX_DEPTH ? plainError(error.cause, depth + 1) : undefined;
  const several: readonly unknown[] = error instanceof AggregateError && depth < MAX_DEPTH ? error.errors : [];
  const errors = several.slice(0, MAX_ERRORS).flatMap((each) => plainError(each, depth + 1) ?? []);
  return {
    type: error.constructor.name,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(cause && { cause }),
    ...(errors.length > 0 && { errors }),
  };
}
