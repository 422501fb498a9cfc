import type { RequestHandler } from 'express';
import { continueTrace, runWithTrace, type TraceContext } from '#platform/trace/trace.ts';

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

/**
 * Does what comes next as a part of the trace. It stands after whatever reads the body, which goes on where the connection was
 * made and is no part of any trace.
 */
export const runInTrace: RequestHandler = (_request, response, next) => {
  const { trace } = response.locals as Locals;
  if (trace) runWithTrace(trace, next);
  else next();
};
