import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  continueTrace,
  currentTrace,
  formatTraceparent,
  newTrace,
  parseTraceparent,
  runWithTrace,
  tracedSteps,
  traceField,
} from './trace.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('traceparent', () => {
  it('is read as the standard has it', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)).toEqual({ traceId: TRACE, spanId: SPAN, flags: '01' });
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-00`)).toMatchObject({ flags: '00' });
  });

  it('may be of a later version, of which what is known is read', () => {
    expect(parseTraceparent(`cc-${TRACE}-${SPAN}-01-what-the-future-has`)).toMatchObject({ traceId: TRACE });
    expect(parseTraceparent(`cc-${TRACE}-${SPAN}-01`)).toMatchObject({ spanId: SPAN });
  });

  it('has no flags that are not known', () => {
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-ff`)).toMatchObject({ flags: '03' });
  });

  it.each([
    ['nothing', undefined],
    ['no text', 7],
    ['several', [`00-${TRACE}-${SPAN}-01`]],
    ['an empty text', ''],
    ['a version that is none', `ff-${TRACE}-${SPAN}-01`],
    ['more than version 00 has', `00-${TRACE}-${SPAN}-01-more`],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${SPAN}-01`],
    ['a span of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`],
    ['capital letters', `00-${TRACE.toUpperCase()}-${SPAN}-01`],
    ['a trace that is too short', `00-${TRACE.slice(1)}-${SPAN}-01`],
    ['something behind it', `00-${TRACE}-${SPAN}-01\n{"level":60}`],
    ['a later version with more that is not set off', `cc-${TRACE}-${SPAN}-01.more`],
  ])('is not %s', (_, text) => {
    expect(parseTraceparent(text)).toBeNull();
  });

  it('is written as it is read', () => {
    const trace = newTrace();
    expect(parseTraceparent(formatTraceparent(trace))).toEqual(trace);
  });
});

describe('a trace', () => {
  it('has IDs of its own', () => {
    const ids = Array.from({ length: 1_000 }, newTrace).flatMap(({ traceId, spanId }) => [traceId, spanId]);
    expect(new Set(ids).size).toBe(2_000);
  });

  it('is continued in another part, and begun where the caller named none', () => {
    const continued = continueTrace(`00-${TRACE}-${SPAN}-01`);
    expect(continued).toMatchObject({ traceId: TRACE, flags: '01' });
    expect(continued.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(continued.spanId).not.toBe(SPAN);
    expect(continueTrace('garbage').traceId).not.toBe(continueTrace('garbage').traceId);
  });

  it('goes with the work and what it begins, and with nothing else', async () => {
    const [one, other] = [newTrace(), newTrace()];
    const later = async () => {
      await turn();
      return currentTrace();
    };
    const both = await Promise.all([runWithTrace(one, later), runWithTrace(other, later), later()]);
    expect(both).toEqual([one, other, undefined]);
    expect(runWithTrace(one, traceField)).toEqual({ traceparent: formatTraceparent(one) });
    expect(traceField()).toEqual({});
  });

  it('goes with each step of a sequence, whoever takes it', async () => {
    const trace = newTrace();
    const seen: unknown[] = [];
    async function* steps() {
      try {
        for (const value of [1, 2]) {
          await turn();
          seen.push(currentTrace());
          yield value;
        }
      } finally {
        seen.push(currentTrace());
      }
    }
    for await (const value of tracedSteps(trace, steps())) if (value === 2) break;
    expect(seen).toEqual([trace, trace, trace]);
    expect(currentTrace()).toBeUndefined();
  });
});
