import { expect, test } from 'vitest';
import { Pauses } from './pauses.ts';

const rule = { baseMs: 100, maxMs: 1_000, spreadMs: 500 };
const longest = () => new Pauses(rule, () => 1);

test('pauses double up to the longest, and begin anew when something has worked', () => {
  const pauses = longest();
  expect([1, 2, 3, 4, 5, 6].map(() => pauses.next())).toEqual([100, 200, 400, 800, 1_000, 1_000]);
  for (let tries = 0; tries < 5_000; tries += 1) pauses.next();
  expect(pauses.next()).toBe(1_000);
  pauses.reset();
  expect(pauses.next()).toBe(100);
});

test('a pause is anything between nothing and its bound', () => {
  const draws = [0, 0.5, 1];
  const pauses = new Pauses({ ...rule, maxMs: 100 }, () => draws.shift() ?? 0);
  expect([pauses.next(), pauses.next(), pauses.next()]).toEqual([0, 50, 100]);
});

test('whoever was sent away with everybody else comes back within a wider window', () => {
  const pauses = longest();
  expect(pauses.next({ spread: true })).toBe(500);
  expect([1, 2, 3].map(() => pauses.next({ spread: true }))).toEqual([500, 500, 800]);
});

test('what the server asks for is waited in full', () => {
  expect(new Pauses(rule, () => 0).next({ leastMs: 3_000 })).toBe(3_000);
  expect(longest().next({ leastMs: 3_000 })).toBe(3_100);
});
