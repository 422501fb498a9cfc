import { expect, test } from 'vitest';
import type { OutgoingMessage } from './send-queue.ts';
import { tabUnsentStore } from './unsent-store.ts';

const HOUR_MS = 3_600_000;

/** A tab, and the stores of the accounts in it. */
function tab(options: { now?: number; mostText?: number } = {}) {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  const clock = { now: options.now ?? 0 };
  const { mostText = 10_000 } = options;
  const storeOf = (viewerId: string) => tabUnsentStore({ viewerId, storage, now: () => clock.now, mostText });
  return { items, storage, clock, storeOf };
}

function message(key: string, changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { clientMessageId: key, roomId: 'r', body: `body of ${key}`, createdAt: 0, state: 'sending', ...changes };
}

test('what an account has written is there again, in its order, and only for that account', () => {
  const { storeOf } = tab();
  const attachments = [{ id: 'a', fileName: 'a.png', contentType: 'image/png', size: 3 }];
  const written = [message('a', { attachments }), message('b', { state: 'failed', problem: 'Too long.' })];
  storeOf('ann').write(written);
  expect(storeOf('ann').read()).toEqual(written);
  expect(storeOf('ben').read()).toEqual([]);
});

test('nothing is left of an account that has nothing to send', () => {
  const { storeOf, items } = tab();
  storeOf('ann').write([message('a')]);
  storeOf('ann').write([]);
  expect(items.size).toBe(0);
});

test('beyond the bound, what was written first is kept', () => {
  const { storeOf, items } = tab({ mostText: 1_000 });
  const written = Array.from({ length: 50 }, (_, index) => message(`key ${index}`));
  storeOf('ann').write(written);
  const kept = storeOf('ann').read();
  expect(kept.length).toBeGreaterThan(3);
  expect(kept).toEqual(written.slice(0, kept.length));
  expect([...items.values()].join('').length).toBeLessThan(1_200);
});

test('a storage that is full is no reason to fail', () => {
  const { storage } = tab();
  const setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  const store = tabUnsentStore({ viewerId: 'ann', storage: { ...storage, setItem }, now: () => 0 });
  expect(() => store.write([message('a')])).not.toThrow();
});

test('what the server may have forgotten the key of waits for the person', () => {
  const { storeOf, clock } = tab();
  storeOf('ann').write([message('old'), message('young', { createdAt: 2 * HOUR_MS })]);
  clock.now = 24 * HOUR_MS;
  expect(
    storeOf('ann')
      .read()
      .map(({ state }) => state),
  ).toEqual(['failed', 'sending']);
});

test.each(['no JSON', '{}', 'null', '[null, 3, {"roomId": "r"}]', '[{"clientMessageId": 1}]'])(
  'nothing is read from %s',
  (text) => {
    const { storeOf, items } = tab();
    items.set('lynk.unsent.ann', text);
    expect(storeOf('ann').read()).toEqual([]);
  },
);
