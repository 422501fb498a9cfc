import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { LynkError, rateLimited } from '../errors/errors.ts';
import { fromStatus, toStatus } from './status.ts';

/** An error as the library gives it to a caller. */
const arrived = (code: status, metadata = new Metadata(), details = 'internal words'): ServiceError =>
  Object.assign(new Error(`${code} ${details}`), { code, details, metadata });

test('an error of ours arrives as it was thrown', () => {
  const sent = toStatus(rateLimited(1_500));
  expect(sent.code).toBe(status.RESOURCE_EXHAUSTED);
  const error = fromStatus(arrived(status.RESOURCE_EXHAUSTED, sent.metadata, sent.details), 'x');
  expect(error).toBeInstanceOf(LynkError);
  expect(error).toMatchObject({ ...rateLimited(1_500), message: 'Too many requests. Try again in 2 s.' });
});

test('no answer is SERVICE_UNAVAILABLE, and says nothing of the network', () => {
  for (const code of [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.CANCELLED]) {
    const error = fromStatus(arrived(code), 'lynk.x.v1.X');
    expect(error).toMatchObject({ code: 'SERVICE_UNAVAILABLE', details: { retryAfterMs: 1_000 } });
    expect(error.message).not.toContain('internal words');
  }
});

test.each(['no JSON', '{"code":"UNHEARD_OF","details":{}}', '{"code":"FORBIDDEN"}', ''])(
  'a trailer that is not ours counts for nothing: %s',
  (text) => {
    const metadata = new Metadata();
    metadata.set('lynk-error-bin', Buffer.from(text));
    const error = fromStatus(arrived(status.PERMISSION_DENIED, metadata), 'x');
    expect(error).not.toBeInstanceOf(LynkError);
    expect(error.message).toBe('A call of x has failed.');
  },
);

test('a fault says nothing of itself', () => {
  expect(toStatus(new Error('secret'))).toEqual({ code: status.INTERNAL, details: 'The call has failed.' });
});
