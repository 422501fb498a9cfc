import { describe, expect, it } from 'vitest';
import { serviceUnavailable } from '../errors/errors.ts';
import { newTrace, runWithTrace } from '../trace/trace.ts';
import { createLogger, inTrace } from './logger.ts';

const lines: Record<string, unknown>[] = [];
const logger = createLogger({
  level: 'trace',
  destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
});
const last = () => lines.at(-1) ?? {};

describe('a line of the log', () => {
  it('says of which trace it is, when it is of one', async () => {
    const trace = newTrace();
    await runWithTrace(trace, async () => {
      await Promise.resolve();
      logger.child({ part: 'example' }).info({ roomId: 'r' }, 'it happened');
    });
    const { traceId, spanId } = trace;
    expect(last()).toMatchObject({ traceId, spanId, part: 'example', roomId: 'r', msg: 'it happened' });
    inTrace(logger, trace).info('told by hand');
    expect(last()).toMatchObject({ traceId, spanId });
    logger.info('nobody asked');
    expect(last()).not.toHaveProperty('traceId');
  });

  it('tells nothing of what drivers hang on to their errors', () => {
    const refused = Object.assign(new Error('duplicate key value violates unique constraint "accounts_email"'), {
      code: '23505',
      detail: 'Key (email)=(canary@example.org) already exists.',
      command: { name: 'SET', args: ['ticket', 'canary'] },
      connection: { password: 'canary' },
    });
    logger.error({ err: serviceUnavailable('away', 1_000, { cause: refused }) }, 'it failed');
    expect(JSON.stringify(last())).not.toContain('canary');
    expect(last()['err']).toMatchObject({ message: 'away', code: 'SERVICE_UNAVAILABLE', cause: { code: '23505' } });
    logger.error({ err: new AggregateError([refused], 'several') }, 'it failed');
    expect(JSON.stringify(last())).not.toContain('canary');
    expect(last()['err']).toMatchObject({ type: 'AggregateError', errors: [{ message: refused.message }] });
    logger.error({ err: 'canary' }, 'something was thrown that is no error');
    expect(JSON.stringify(last())).not.toContain('canary');
  });

  it('has nothing in fields that are made for secrets', () => {
    logger.info({ password: 'canary', session: { token: 'canary' }, authorization: 'canary' }, 'careless');
    expect(JSON.stringify(last())).not.toContain('canary');
  });

  it('survives errors that are their own cause', () => {
    const error = new Error('again');
    error.cause = error;
    logger.error({ err: error }, 'it failed');
    expect(last()['err']).toMatchObject({ cause: { cause: { message: 'again' } } });
  });
});
