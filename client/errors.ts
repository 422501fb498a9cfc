/** An error as a GraphQL answer carries it. */
export interface OperationError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly retryAfterMs?: number };
}

/** The server refused the operation: trying again would not help. */
export class StreamRefused extends Error {
  override readonly name = 'StreamRefused';

  constructor(readonly errors: readonly OperationError[]) {
    super(errors.map((error) => error.message).join(' '));
  }
}

/** There is no token to connect with, or the server has refused the only one: sign in again. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';

  constructor() {
    super('There is no good access token to connect with. Sign in again.');
  }
}

/** The server closed the socket for a reason that would come again: it speaks another protocol, or takes no such message. */
export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused';

  /** @param code the close code, of RFC 6455 or `graphql-transport-ws` */
  constructor(
    readonly code: number,
    readonly reason: string,
  ) {
    super(`The server closed the socket with ${code}${reason && `: ${reason}`}.`);
  }
}

/**
 * Why a stream was interrupted; it comes back by itself. `closed`: the socket ended, with its close code. `unreachable`: no
 * token could be got, since `accessToken` rejected. `errors`: the server said that it cannot carry the operation out now.
 */
export type Break =
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly error: unknown }
  | { readonly kind: 'errors'; readonly errors: readonly OperationError[] };
