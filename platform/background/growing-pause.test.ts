import { expect, test } from 'vitest';
import { growingPause } from './growing-pause.ts';

const range = { firstMs: 100, longestMs: 1_000 };

test('pauses double and stay below the longest', () => {
  const pauses = [1, 2, 3, 4, 5, 500].map((failures) => growingPause(failures, range, () => 0));
  expect(pauses).toEqual([100, 200, 400, 800, 1_000, 1_000]);
});

test('chance shortens a pause by a quarter at most', () => {
  expect(growingPause(3, range, () => 1)).toBe(300);
});
