import { describe, expect, test, vi } from 'vitest';
import type { Notice, PubSub } from './pubsub.ts';

/**
 * What every adapter of {@link PubSub} must do.
 *
 * @param open makes a new link and gives two ends of it, as two processes have them
 */
export function pubsubContract(adapter: string, open: () => Promise<readonly [PubSub, PubSub]>): void {
  describe(`PubSub on ${adapter}`, () => {
    test('a notice reaches every listener of its channel, at whatever end, and nobody else', async () => {
      const [here, there] = await open();
      const near = await listen(here, 'a');
      const far = await listen(there, 'a');
      const other = await listen(there, 'b');
      await here.publish('a', { n: 1 });
      await here.publish('b', { n: 2 });
      await vi.waitFor(() =>
        expect([near.heard, far.heard, other.heard]).toEqual([[{ n: 1 }], [{ n: 1 }], [{ n: 2 }]]),
      );
    });

    test('notices of one publisher come in the order in which they were published', async () => {
      const [here, there] = await open();
      const listener = await listen(there, 'a');
      const sent = Array.from({ length: 500 }, (_, n) => ({ n }));
      await Promise.all(sent.map((notice) => here.publish('a', notice)));
      await vi.waitFor(() => expect(listener.heard).toEqual(sent));
    });

    test('a notice arrives as it was: text of any script, numbers, nesting, null', async () => {
      const [here, there] = await open();
      const listener = await listen(there, 'a');
      const notice = { text: 'ÿ 漢字 👩‍👩‍👧 \u2028 "', big: 2 ** 53 - 1, nested: { list: [1, null, { deep: true }] } };
      await here.publish('a', notice);
      await vi.waitFor(() => expect(listener.heard).toEqual([notice]));
    });

    test('publishing to a channel without listeners is no fault, and is not kept for those who come later', async () => {
      const [here, there] = await open();
      await here.publish('a', { n: 1 });
      const listener = await listen(there, 'a');
      await here.publish('a', { n: 2 });
      await vi.waitFor(() => expect(listener.heard).toEqual([{ n: 2 }]));
    });

    test('who has ended listening hears nothing more, and the others go on', async () => {
      const [here, there] = await open();
      const gone = await listen(there, 'a');
      const stays = await listen(there, 'a');
      gone.end();
      gone.end();
      await here.publish('a', { n: 1 });
      await vi.waitFor(() => expect(stays.heard).toEqual([{ n: 1 }]));
      expect(gone.heard).toEqual([]);
    });

    test('a listener may end any listening from within a notice', async () => {
      const [here, there] = await open();
      const second: { end?: () => void; heard: Notice[] } = { heard: [] };
      const first = await there.subscribe('a', () => second.end?.(), unexpectedGap);
      second.end = await there.subscribe('a', (notice) => second.heard.push(notice), unexpectedGap);
      const last = await listen(there, 'a');
      await here.publish('a', { n: 1 });
      await vi.waitFor(() => expect(last.heard).toEqual([{ n: 1 }]));
      expect(second.heard).toEqual([]);
      first();
    });
  });
}

async function listen(pubsub: PubSub, channel: string) {
  const heard: Notice[] = [];
  const end = await pubsub.subscribe(channel, (notice) => heard.push(notice), unexpectedGap);
  return { heard, end };
}

function unexpectedGap(): void {
  throw new Error('The link did not break, so there is no gap.');
}
