import { expect, it } from 'vitest';
import { Places } from './places.ts';

it('gives everybody so many places, and those back that are left', () => {
  const places = new Places<string>(2);
  expect([places.take('1', 'ann'), places.take('2', 'ann'), places.take('3', 'ann')]).toEqual([true, true, false]);
  expect(places.take('4', 'ben')).toBe(true);
  places.leave('3');
  expect(places.take('5', 'ann')).toBe(false);
  places.leave('1');
  places.leave('1');
  expect([places.take('6', 'ann'), places.take('7', 'ann')]).toEqual([true, false]);
});
