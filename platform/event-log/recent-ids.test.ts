import { expect, test } from 'vitest';
import { RecentIds } from './recent-ids.ts';

test('remembers the last ones of each partition', () => {
  const recent = new RecentIds(2);
  for (const id of ['a', 'b', 'c']) recent.add('topic/0', id);
  recent.add('topic/1', 'a');
  expect(['a', 'b', 'c'].map((id) => recent.has('topic/0', id))).toEqual([false, true, true]);
  expect(['a', 'b'].map((id) => recent.has('topic/1', id))).toEqual([true, false]);
  expect(recent.has('topic/2', 'a')).toBe(false);
});
