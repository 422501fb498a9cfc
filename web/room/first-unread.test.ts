import { expect, test } from 'vitest';
import { firstUnread } from './first-unread.ts';
import type { Room } from './pages.ts';

const ME = 'u_me';

function room(senders: readonly string[], unreadCount: number, readUpTo: number | null) {
  const edges = senders.map((id, index) => ({ cursor: `c${index}`, node: { id: `m${index}`, sender: { id } } }));
  return {
    unreadCount,
    viewerReadCursor: readUpTo === null ? null : { message: { id: `m${readUpTo}` }, movedAt: '' },
    messages: { edges },
  } as unknown as Room;
}

test('it is the first message of others after the read cursor', () => {
  expect(firstUnread(room(['a', ME, ME, 'a', 'a'], 2, 0), ME)).toEqual({ messageId: 'm3', count: 2 });
});

test('without a read cursor it is as many back as are unread', () => {
  expect(firstUnread(room(['a', 'a', ME, 'a'], 2, null), ME)).toEqual({ messageId: 'm1', count: 2 });
});

test('there is none when everything was read, or it stands elsewhere', () => {
  expect(firstUnread(room(['a', 'a'], 0, 1), ME)).toBeNull();
  expect(firstUnread(room(['a', 'a'], 9, 77), ME)).toBeNull();
  expect(firstUnread(room(['a', 'a'], 9, null), ME)).toBeNull();
});
