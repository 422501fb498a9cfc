import { expect, test } from 'vitest';
import { WakeUp } from './wake-up.ts';

test('a wake-up before the wait ends the wait at once, and only that one', async () => {
  const wakeUp = new WakeUp();
  wakeUp.wake();
  wakeUp.wake();
  await wakeUp.wait();

  let over = false;
  const second = wakeUp.wait().then(() => {
    over = true;
  });
  await new Promise(setImmediate);
  expect(over).toBe(false);
  wakeUp.wake();
  await second;
});

test('a wait ends by itself after its time', async () => {
  const wakeUp = new WakeUp();
  await wakeUp.wait(1);
  await wakeUp.wait(1);
});
