import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/**
 * What one request is called in all processes that it passes through (W3C Trace Context): the log lines of all of them carry
 * `traceId`. It is made of random numbers and says nothing of anybody.
 */
export interface TraceContext {
  /** 32 hexadecimal digits: the whole request. */
  readonly traceId: string;
  /** 16 hexadecimal digits: the part of it that one process does. */
  readonly spanId: string;
  /** Two hexadecimal digits, such as `01`: whoever made the trace records it. */
  readonly flags: string;
}

/** Version, trace, parent and flags (§3.2). Later versions may have more behind it, which is not ours to read (§3.2.4). */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** Far more than version 00 has: what clients send is kept as long as their subscriptions run. */
const MAX_LENGTH = 128;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);
const INVALID_VERSION = 'ff';
/** Of the flags only "sampled" and "random" are known; others are not passed on (§3.2.2.5). */
const KNOWN_FLAGS = 0b11;
/** The right half of the trace ID is random (Level 2, §3.2.2.3.2); whether anybody records the trace is not ours to say. */
const RANDOM = '02';

const storage = new AsyncLocalStorage<TraceContext>();

/** The trace of the work at hand; undefined for work that nobody has asked for. */
export function currentTrace(): TraceContext | undefined {
  return storage.getStore();
}

/** Does work, with everything that it begins, as a part of a trace. */
export function runWithTrace<T>(trace: TraceContext, work: () => T): T {
  return storage.run(trace, work);
}

/**
 * Takes each step of a sequence as a part of a trace. A generator goes on in the trace of whoever asks for its next value,
 * and a library that does knows of none.
 */
export function tracedSteps<T>(trace: TraceContext, steps: AsyncIterable<T>): AsyncIterableIterator<T, void, void> {
  const iterator = steps[Symbol.asyncIterator]();
  return {
    next: () => runWithTrace(trace, () => iterator.next()),
    return: async () => {
      await runWithTrace(trace, () => iterator.return?.());
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** A trace that begins here. */
export function newTrace(): TraceContext {
  return { traceId: randomUUID().replaceAll('-', ''), spanId: newSpanId(), flags: RANDOM };
}

/** From the parts of a UUID that are random: Node makes these in advance, ten times as fast as other random bytes. */
function newSpanId(): string {
  const uuid = randomUUID();
  return uuid.slice(0, 8) + uuid.slice(-8);
}

/**
 * The part of a trace that is done here.
 *
 * @param traceparent what the caller has sent; a trace begins here when that is none
 */
export function continueTrace(traceparent: unknown): TraceContext {
  const parent = parseTraceparent(traceparent);
  return parent ? { ...parent, spanId: newSpanId() } : newTrace();
}

/** Reads `traceparent`. @returns null when it is none (§3.2.2) */
export function parseTraceparent(text: unknown): TraceContext | null {
  const parts = typeof text === 'string' && text.length <= MAX_LENGTH ? TRACEPARENT.exec(text) : null;
  const [, version, traceId = NO_TRACE, spanId = NO_SPAN, flags = '00', more] = parts ?? [];
  if (version === undefined || version === INVALID_VERSION || (version === '00' && more !== undefined)) return null;
  if (traceId === NO_TRACE || spanId === NO_SPAN) return null;
  const known = Number.parseInt(flags, 16) & KNOWN_FLAGS;
  return { traceId, spanId, flags: known.toString(16).padStart(2, '0') };
}

/** What whoever is called is sent, as version 00. */
export function formatTraceparent({ traceId, spanId, flags }: TraceContext): string {
  return `00-${traceId}-${spanId}-${flags}`;
}

/**
 * The same as a field to be sent; no field when there is no trace.
 *
 * @param trace that of the work at hand when left out
 */
export function traceField(trace = currentTrace()): { traceparent?: string } {
  return trace ? { traceparent: formatTraceparent(trace) } : {};
}

/** The IDs as fields of a log line, for those who are given a trace and do not run in it. */
export function traceIds(trace: TraceContext | undefined): { traceId?: string; spanId?: string } {
  return trace ? { traceId: trace.traceId, spanId: trace.spanId } : {};
}
