import { expect, test } from 'vitest';
import { steadyClock } from './steady-clock.ts';

const HOUR_MS = 3_600_000;

test('a steady clock goes on by the time that passes while the other one is back', () => {
  let told = 10 * HOUR_MS;
  let elapsed = 0;
  const pass = (ms: number) => {
    told += ms;
    elapsed += ms;
  };
  const clock = steadyClock({ now: () => told }, () => elapsed);
  pass(1_000);
  expect(clock.now()).toBe(10 * HOUR_MS + 1_000);
  told -= HOUR_MS;
  expect(clock.now()).toBe(10 * HOUR_MS + 1_000);
  // However often it is asked.
  for (let step = 0; step < 8; step += 1) {
    pass(0.25);
    clock.now();
  }
  expect(clock.now()).toBe(10 * HOUR_MS + 1_002);
  told += HOUR_MS;
  expect(clock.now()).toBe(10 * HOUR_MS + 1_002);
  told += HOUR_MS;
  expect(clock.now()).toBe(11 * HOUR_MS + 1_002);
});
