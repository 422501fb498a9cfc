import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { currentTrace, type TraceContext, traceIds } from '../trace/trace.ts';
import { plainError } from './plain-error.ts';

/** Structured log. Entries carry ids, never bodies, addresses, tokens or passwords. */
export type Logger = PinoLogger;

/** How chatty the log is. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/**
 * Makes the root logger: one JSON object a line on standard error, so that standard output stays free for the banner.
 * Fields that could hold a secret by mistake are blanked out, and of errors only what {@link plainError} names is told. What is done for a request carries the IDs of its trace.
 */
export function createLogger(options: { level: LogLevel; destination?: DestinationStream }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      serializers: { err: (error: unknown) => plainError(error) },
      // Read when a line is written, and not before: most requests write none.
      mixin: () => traceIds(currentTrace()),
      redact: {
        paths: ['password', '*.password', 'token', '*.token', 'authorization', '*.authorization'],
        censor: '…',
      },
    },
    options.destination ?? pino.destination({ fd: 2, sync: true }),
  );
}

/** A logger whose lines carry the IDs of a trace that they are not written in. Made when something is to be told, not before. */
export function inTrace(logger: Logger, trace: TraceContext | undefined): Logger {
  return trace ? logger.child(traceIds(trace)) : logger;
}
