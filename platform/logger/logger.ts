import { type Logger as PinoLogger, pino } from 'pino';
import { currentTrace } from '../trace/trace.ts';

/** Structured log. Entries carry ids, never bodies, addresses, tokens or passwords. */
export type Logger = PinoLogger;

/** How chatty the log is. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/**
 * Makes the root logger: one JSON object a line on standard error, so that standard output stays free for the banner.
 * Fields that could hold a secret by mistake are blanked out. What is done for a request carries the IDs of its trace.
 */
export function createLogger(options: { level: LogLevel }): Logger {
  return pino(
    {
      level: options.level,
      base: null,
      mixin: traceIds,
      redact: {
        paths: ['password', '*.password', 'token', '*.token', 'authorization', '*.authorization'],
        censor: '…',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}

/** Read when a line is written, and not before: most requests write none. */
function traceIds(): { traceId?: string; spanId?: string } {
  const trace = currentTrace();
  return trace ? { traceId: trace.traceId, spanId: trace.spanId } : {};
}
