import type { RequestHandler, Response } from 'express';
import { continueTrace, type TraceContext } from '#platform/trace/trace.ts';

/** Where the answer says which trace the request was: what a person can name who asks why something went wrong. */
export const TRACE_HEADER = 'x-trace-id';

interface Locals extends Record<string, unknown> {
  trace?: TraceContext;
}

/** Takes the trace that the client names in `traceparent` (W3C Trace Context), or begins one, and says in the answer which. */
export const nameTrace: RequestHandler = (request, response, next) => {
  const trace = continueTrace(request.headers['traceparent']);
  (response.locals as Locals).trace = trace;
  response.set(TRACE_HEADER, trace.traceId);
  next();
};

/** The trace that the request of a response is part of. */
export function traceOf(response: Response): TraceContext | undefined {
  return (response.locals as Locals).trace;
}
