import { expect, test } from 'vitest';
import type { OutgoingMessage } from '../outbox/send-queue.ts';
import type { RoomMessage } from './pages.ts';
import { timelineEntries } from './timeline-entries.ts';

const ANN = { id: 'u_ann', username: 'ann', displayName: 'Ann' };
const BEN = { id: 'u_ben', username: 'ben', displayName: 'Ben' };
const NOON = new Date(2026, 0, 31, 12).getTime();

function message(id: string, sender: RoomMessage['sender'], minute = 0, key = id): RoomMessage {
  const createdAt = new Date(NOON + minute * 60_000).toISOString();
  return {
    id,
    clientMessageId: key,
    body: id,
    createdAt,
    editedAt: null,
    deletedAt: null,
    sender: sender ?? null,
    reactions: [],
    attachments: [],
  };
}

function outgoing(key: string, state: OutgoingMessage['state'] = 'sending'): OutgoingMessage {
  return { clientMessageId: key, roomId: 'r_1', body: key, createdAt: NOON + 60_000, state };
}

const entriesOf = (messages: RoomMessage[], waiting: OutgoingMessage[] = [], unread: string | null = null) =>
  timelineEntries({
    messages,
    outgoing: waiting,
    viewer: ANN,
    unread: unread === null ? null : { messageId: unread, count: 1 },
  });

test('what is not in the room yet stands behind what is', () => {
  const entries = entriesOf([message('m1', BEN)], [outgoing('k1'), outgoing('k2')]);
  expect(entries.map((entry) => [entry.message.body, entry.outgoing?.state ?? null])).toEqual([
    ['m1', null],
    ['k1', 'sending'],
    ['k2', 'sending'],
  ]);
});

test('a message that has come into its place is shown once, in the row that it had', () => {
  const before = entriesOf([message('m1', BEN)], [outgoing('k1')]);
  const after = entriesOf([message('m1', BEN), message('m2', ANN, 1, 'k1')], [outgoing('k1', 'sent')]);
  expect(after.map(({ message: { id } }) => id)).toEqual(['m1', 'm2']);
  expect(after[1]?.key).toBe(before[1]?.key);
});

test("somebody else's message under the same key hides nothing", () => {
  const entries = entriesOf([message('m1', BEN, 0, 'k1')], [outgoing('k1')]);
  expect(entries).toHaveLength(2);
});

test('rows have keys of their own even when a key of a client comes twice', () => {
  const entries = entriesOf([message('m1', ANN, 0, 'k'), message('m2', ANN, 1, 'k')]);
  expect(new Set(entries.map(({ key }) => key)).size).toBe(2);
});

test('messages of one sender within minutes are a group', () => {
  const entries = entriesOf([
    message('m1', BEN, 0),
    message('m2', BEN, 1),
    message('m3', BEN, 9),
    message('m4', ANN, 9),
  ]);
  expect(entries.map(({ beginsGroup, endsGroup }) => [beginsGroup, endsGroup])).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ]);
});

test('a day begins above its first message, and with it a group', () => {
  const entries = entriesOf([message('m1', BEN, 0), message('m2', BEN, 1), message('m3', BEN, 24 * 60)]);
  expect(entries.map(({ day }) => day !== null)).toEqual([true, false, true]);
  expect(entries[2]?.beginsGroup).toBe(true);
});

test('the mark of what is new begins a group', () => {
  const entries = entriesOf([message('m1', BEN, 0), message('m2', BEN, 1)], [], 'm2');
  expect(entries.map(({ isFirstUnread, beginsGroup, endsGroup }) => [isFirstUnread, beginsGroup, endsGroup])).toEqual([
    [false, true, true],
    [true, true, true],
  ]);
});
