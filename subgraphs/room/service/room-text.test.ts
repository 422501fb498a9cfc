import { expect, it } from 'vitest';
import { roomTextFaults } from './room-text.ts';

const codes = (name: string, topic: string | null = null) =>
  roomTextFaults({ name, topic }).map(({ code, field }) => [code, field?.[0]]);

it.each([
  ['x', null],
  ['👩‍👩‍👧‍👦'.repeat(40), ''],
  ['🚂'.repeat(80), '🚂'.repeat(250)],
  ['Trains', 'All of them:\nsteam and diesel'],
])('takes %j', (name, topic) => {
  expect(codes(name, topic)).toEqual([]);
});

it.each(['', '  ', 'x'.repeat(81), 'a\u0000b', 'two\nlines', '\ud800', 'e\u0301'.repeat(80) + '\u0301'.repeat(1_200)])(
  'takes no name such as %j',
  (name) => {
    expect(codes(name)).toEqual([['ROOM_NAME_INVALID', 'name']]);
  },
);

it('tells of name and topic together', () => {
  expect(codes('', 'x'.repeat(251))).toEqual([
    ['ROOM_NAME_INVALID', 'name'],
    ['ROOM_TOPIC_INVALID', 'topic'],
  ]);
  expect(codes('fine', 'a\u0000b')).toEqual([['ROOM_TOPIC_INVALID', 'topic']]);
});
