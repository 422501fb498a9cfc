import { expect, test } from 'vitest';
import { notFound, serviceUnavailable } from '#platform/errors/errors.ts';
import { withPatience } from './patience.ts';

const { signal } = new AbortController();

/** Work that fails with each of some errors in turn, and then succeeds. */
function failing(...errors: Error[]) {
  let calls = 0;
  const work = async () => {
    const error = errors[calls++];
    if (error) throw error;
    return 'done';
  };
  return { work, calls: () => calls };
}

test('what does not answer is asked again', async () => {
  const { work } = failing(serviceUnavailable('away'), serviceUnavailable('away'));
  expect(await withPatience(signal, work)).toBe('done');
});

test('any other failure is passed on at once', async () => {
  const { work, calls } = failing(notFound('none'), notFound('none'));
  await expect(withPatience(signal, work)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(calls()).toBe(1);
});

test('nobody waits for a stream that is over', async () => {
  const { work, calls } = failing(serviceUnavailable('away'), serviceUnavailable('away'));
  await expect(withPatience(AbortSignal.abort(), work)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(calls()).toBe(1);
});
