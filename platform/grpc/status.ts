import { Metadata, type ServiceError, type StatusObject, status } from '@grpc/grpc-js';
import { z } from 'zod';
import { type ErrorCode, LynkError, serviceUnavailable } from '../errors/errors.ts';

/** Our codes → the nearest ones of gRPC, for tools that know nothing of ours. */
const STATUS: Readonly<Record<ErrorCode, status>> = {
  UNAUTHENTICATED: status.UNAUTHENTICATED,
  FORBIDDEN: status.PERMISSION_DENIED,
  NOT_FOUND: status.NOT_FOUND,
  BAD_USER_INPUT: status.INVALID_ARGUMENT,
  CONFLICT: status.ABORTED,
  RATE_LIMITED: status.RESOURCE_EXHAUSTED,
  SERVICE_UNAVAILABLE: status.UNAVAILABLE,
  INTERNAL_SERVER_ERROR: status.INTERNAL,
};

/** The trailer with our code and its details as JSON; `-bin` lets it hold any character. */
const TRAILER = 'lynk-error-bin';
const details = z.object({
  code: z.enum(Object.keys(STATUS) as [ErrorCode, ...ErrorCode[]]),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** Statuses that the library or the network gives when no answer came, and a later call may get one. */
const NO_ANSWER: ReadonlySet<status> = new Set([status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED]);

/** How an error travels. What is not a {@link LynkError} is our fault and says nothing of itself. */
export function toStatus(error: unknown): Partial<StatusObject> {
  if (!(error instanceof LynkError)) return { code: status.INTERNAL, details: 'The call has failed.' };
  const metadata = new Metadata();
  metadata.set(TRAILER, Buffer.from(JSON.stringify({ code: error.code, details: error.details })));
  return { code: STATUS[error.code], details: error.message, metadata };
}

/** The status of a call that its caller may not make, or not like this: a fault of ours, and never of a person. */
export const refusal = (code: status.PERMISSION_DENIED | status.INVALID_ARGUMENT, message: string) => ({
  code,
  details: message,
});

/**
 * The error of a call, for its caller: what the server threw if it was a {@link LynkError}, SERVICE_UNAVAILABLE when there
 * was no answer, and otherwise an error that no client may read.
 *
 * @param service who was called, for messages
 */
export function fromStatus(error: ServiceError, service: string): Error {
  const trailer = error.metadata?.get(TRAILER)[0];
  if (trailer !== undefined) {
    const said = details.safeParse(parseJson(`${trailer}`));
    if (said.success) return new LynkError(said.data.code, error.details, said.data.details, { cause: error });
  }
  if (NO_ANSWER.has(error.code)) {
    return serviceUnavailable(`The service behind \`${service}\` does not answer. Try again.`, 1000, { cause: error });
  }
  return new Error(`A call of ${service} has failed.`, { cause: error });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever answers is not a server of ours: its trailer is as good as none.
    return null;
  }
}
