import { expect, test } from 'vitest';
import { toNotice, type ViewerNotice } from './notices.ts';
import { ViewerStream } from './viewer-stream.ts';

/** A stream over counts that the test sets, whose questions wait until they are let through. */
async function make() {
  const counts = new Map<string, number>();
  const asked: (readonly string[])[] = [];
  const gate: { wait: Promise<void>; open: () => void } = { wait: Promise.resolve(), open: () => undefined };
  const hold = () => {
    gate.wait = new Promise((resolve) => {
      gate.open = resolve;
    });
  };
  const stream = new ViewerStream({
    userId: 'ann',
    store: {
      roomsOf: async () => [...counts.keys()],
      unreadCounts: async (_, roomIds) => {
        asked.push(roomIds);
        const answer = new Map(roomIds.map((roomId) => [roomId, counts.get(roomId) ?? 0]));
        await gate.wait;
        return answer;
      },
    },
    tellAll: false,
    release: () => undefined,
  });
  const tell = (notice: ViewerNotice) => stream.onNotice(toNotice(notice));
  const unread = (roomId: string, count: number) => {
    counts.set(roomId, count);
    tell({ kind: 'unread', roomId });
  };
  const membership = (roomId: string, isMember: boolean) => tell({ kind: 'membership', roomId, isMember });
  // So it begins, whatever else is told.
  expect(await stream.next()).toEqual({ type: 'inbox' });
  return { stream, counts, asked, hold, gate, tell, unread, membership };
}
const count = (roomId: string, unreadCount: number) => ({ type: 'unread', roomId, unreadCount });

test('a count that is the same as before is not told again', async () => {
  const { stream, unread } = await make();
  unread('a', 1);
  expect(await stream.next()).toEqual(count('a', 1));
  unread('a', 1);
  const next = stream.next();
  await new Promise(setImmediate);
  unread('b', 1);
  expect(await next).toEqual(count('b', 1));
});

test('a room that changes while its count is read is read again', async () => {
  const { stream, unread, hold, gate } = await make();
  hold();
  unread('a', 1);
  const first = stream.next();
  await new Promise(setImmediate);
  unread('a', 2);
  gate.open();
  expect(await first).toEqual(count('a', 1));
  expect(await stream.next()).toEqual(count('a', 2));
});

test('nothing is told of a room after it was left, not even what was being read', async () => {
  const { stream, unread, membership, hold, gate } = await make();
  hold();
  unread('a', 7);
  unread('b', 1);
  const first = stream.next();
  await new Promise(setImmediate);
  membership('a', false);
  gate.open();
  expect([await first, await stream.next()]).toEqual([{ type: 'left', roomId: 'a' }, count('b', 1)]);
});

test('of coming and going only how it stands is told', async () => {
  const { stream, membership } = await make();
  membership('a', true);
  membership('a', false);
  membership('b', true);
  expect([await stream.next(), await stream.next(), await stream.next()]).toEqual([
    { type: 'left', roomId: 'a' },
    { type: 'joined', roomId: 'b' },
    count('b', 0),
  ]);
});

test('when more waits than it holds, the state is told as after a pause', async () => {
  const { stream, counts, tell } = await make();
  counts.set('mine', 3);
  for (let n = 0; n <= 1_000; n++) tell({ kind: 'unread', roomId: `${n}` });
  expect([await stream.next(), await stream.next()]).toEqual([{ type: 'inbox' }, count('mine', 3)]);
});

test('that the inbox may be another one is told once, however often it is said', async () => {
  const { stream, unread, tell } = await make();
  for (let n = 0; n < 3; n++) tell({ kind: 'inbox' });
  unread('a', 1);
  expect([await stream.next(), await stream.next()]).toEqual([{ type: 'inbox' }, count('a', 1)]);
});

test('after a gap the inbox is told again', async () => {
  const { stream } = await make();
  stream.onGap();
  expect(await stream.next()).toEqual({ type: 'inbox' });
});

test('it ends while it waits', async () => {
  const { stream } = await make();
  const next = stream.next();
  stream.stop();
  expect(await next).toBeNull();
});
