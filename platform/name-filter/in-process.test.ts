import { expect, test } from 'vitest';
import { InProcessNameFilter } from './in-process.ts';
import { CONTRACT_BITS, nameFilterContract } from './name-filter.contract.ts';

nameFilterContract('in process', async () => new InProcessNameFilter({ firstBits: CONTRACT_BITS }));

test('when it can hold no more it says so, and knows nothing from then on', async () => {
  const filter = new InProcessNameFilter({ firstBits: 1 });
  await filter.setProgress({ isComplete: true, through: '' });
  const fill = async () => {
    for (let index = 0; index < 5_000; index += 1) await filter.add([`name ${index}`]);
  };
  await expect(fill()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  expect(await filter.progress()).toBeNull();
  expect(await filter.mayHold('free')).toBe(true);
});

test('at its first size it holds 60,000 names and is wrong about one of thousands', async () => {
  const filter = new InProcessNameFilter();
  await filter.add(Array.from({ length: 60_000 }, (_, index) => `name ${index}`));
  await filter.setProgress({ isComplete: true, through: '' });
  let wrong = 0;
  for (let index = 0; index < 50_000; index += 1) if (await filter.mayHold(`other ${index}`)) wrong += 1;
  // Eight chances in 65,536 are 6 of 50,000.
  expect(wrong).toBeLessThan(25);
});
