import { expect, test } from 'vitest';
import { InProcessPubSub } from './in-process.ts';
import { pubsubContract } from './pubsub.contract.ts';

pubsubContract('the same process', async () => {
  const link = new InProcessPubSub();
  return [link, link];
});

test('a notice is there when publishing has resolved', async () => {
  const link = new InProcessPubSub();
  const heard: unknown[] = [];
  await link.subscribe(
    'a',
    (notice) => heard.push(notice),
    () => undefined,
  );
  await link.publish('a', { n: 1 });
  expect(heard).toEqual([{ n: 1 }]);
});
