import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('so many run at once, so many wait in their order, and the others are refused', async () => {
  const turns = new Turns({ atOnce: 2, waiting: 1, refusal: 'Too many.' });
  const begun: number[] = [];
  const finish: (() => void)[] = [];
  const work = (index: number) =>
    turns.take(async () => {
      begun.push(index);
      await new Promise<void>((resolve) => finish.push(resolve));
      return index;
    });
  const running = [work(0), work(1), work(2)];
  await expect(work(3)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE', message: 'Too many.' });
  expect(begun).toEqual([0, 1]);
  finish.shift()?.();
  await running[0];
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const end of finish) end();
  expect(await Promise.all(running)).toEqual([0, 1, 2]);
});

test('a turn ends when its work fails', async () => {
  const turns = new Turns({ atOnce: 1, waiting: 1, refusal: 'Too many.' });
  await expect(turns.take(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await turns.take(async () => 'done')).toBe('done');
});
