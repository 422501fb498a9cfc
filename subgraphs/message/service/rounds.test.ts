import { expect, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { Rounds } from './rounds.ts';

const logger = createLogger({ level: 'silent' });

/** Rounds whose work waits until it is let go on. */
function make(limit = 10) {
  const done: string[] = [];
  const waiting: (() => void)[] = [];
  const rounds = new Rounds<string, number>({
    spacingMs: 0,
    limit,
    logger,
    work: async (key, value) => {
      done.push(`${key}${value}`);
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (key === 'bad') throw new Error('no');
    },
  });
  const next = async () => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    waiting.shift()?.();
  };
  return { rounds, done, next };
}

test('the first begins at once; what comes meanwhile waits, and only its newest value counts', async () => {
  const { rounds, done, next } = make();
  rounds.add('a', 1);
  expect(done).toEqual(['a1']);
  for (const value of [2, 3, 4]) rounds.add('a', value);
  rounds.add('b', 1);
  await next();
  await next();
  await next();
  await expect.poll(() => done).toEqual(['a1', 'a4', 'b1']);
});

test('work that fails keeps nobody else waiting', async () => {
  const { rounds, done, next } = make();
  rounds.add('bad', 1);
  rounds.add('a', 1);
  await next();
  await next();
  await expect.poll(() => done).toEqual(['bad1', 'a1']);
});

test('beyond its limit the ones that came first are dropped', async () => {
  const { rounds, done, next } = make(2);
  rounds.add('now', 1);
  for (const key of ['a', 'b', 'c']) rounds.add(key, 1);
  for (const _ of [1, 2, 3]) await next();
  await expect.poll(() => done).toEqual(['now1', 'b1', 'c1']);
});

test('stopping waits for what is being done, and for nothing else', async () => {
  const { rounds, done, next } = make();
  rounds.add('a', 1);
  rounds.add('b', 1);
  const stopped = rounds.stop();
  rounds.add('c', 1);
  await next();
  await stopped;
  expect(done).toEqual(['a1']);
});
