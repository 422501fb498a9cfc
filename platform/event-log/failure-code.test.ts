import { expect, test } from 'vitest';
import { serviceUnavailable } from '../errors/errors.ts';
import { failureCode } from './failure-code.ts';

test('a failure is told by its code, or else by its name, never by its message', () => {
  const told = [
    serviceUnavailable('The user subgraph does not answer.'),
    Object.assign(new Error('secret'), { code: '23505' }),
    Object.assign(new Error('secret'), { code: 14 }),
    new TypeError('secret'),
    Object.assign(new Error('secret'), { code: 'secret of anna@example.org', name: 'a secret, too' }),
    'secret',
    undefined,
  ].map(failureCode);
  expect(told).toEqual(['SERVICE_UNAVAILABLE', '23505', '14', 'TypeError', 'UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
});
