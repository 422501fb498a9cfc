import { expect, test } from 'vitest';
import { FleetingQueue } from './fleeting-queue.ts';
import type { FleetingNotice } from './notices.ts';

const online = (userId: string, isOnline = true): FleetingNotice => ({ kind: 'presence', userId, online: isOnline });
const typing = (userId: string): FleetingNotice => ({ kind: 'typing', userId, isTyping: true, expiresAt: 0 });

function drain(queue: FleetingQueue, silent: readonly string[] = []): FleetingNotice[] {
  const taken: FleetingNotice[] = [];
  for (;;) {
    const notice = queue.take((userId) => silent.includes(userId));
    if (!notice) return taken;
    taken.push(notice);
  }
}

test('of each kind and person only the newest is told', () => {
  const queue = new FleetingQueue();
  for (const notice of [online('a'), typing('a'), online('b'), online('a', false)]) queue.add(notice);
  expect(drain(queue)).toEqual([typing('a'), online('b'), online('a', false)]);
});

test('what was so before does not take the place of what was told since', () => {
  const queue = new FleetingQueue();
  queue.add(online('a', false));
  queue.addOlder(online('a'));
  queue.addOlder(online('b'));
  expect(drain(queue)).toEqual([online('a', false), online('b')]);
});

test('of silent people nothing is told', () => {
  const queue = new FleetingQueue();
  for (const notice of [online('a'), typing('b'), typing('a')]) queue.add(notice);
  expect(drain(queue, ['a'])).toEqual([typing('b')]);
});

test('it does not grow without bounds', () => {
  const queue = new FleetingQueue();
  for (let n = 0; n < 2_000; n++) queue.add(online(`${n}`));
  const left = drain(queue);
  expect(left).toHaveLength(500);
  expect(left.at(-1)).toEqual(online('1999'));
});
