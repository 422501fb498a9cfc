import { expect, test } from 'vitest';
import { decodeMomentCursor, encodeMomentCursor } from './moment-cursor.ts';

const key = { at: 1_760_000_000_123, id: '0192f0c1-2222-7333-8444-555566667777' };
const cursor = encodeMomentCursor('members', key);

test('a cursor is read as it was written', () => {
  expect(decodeMomentCursor('members', cursor, 'after')).toEqual(key);
});

test.each([
  ['empty', ''],
  ['cut', cursor.slice(0, -1)],
  ['too long', `${cursor}AA`],
  ['of another list', encodeMomentCursor('public rooms', key)],
  [
    'of another version',
    Buffer.concat([Buffer.of(2), Buffer.from(cursor, 'base64url').subarray(1)]).toString('base64url'),
  ],
  ['no base64url', `${cursor.slice(0, -1)}!`],
])('a cursor that is %s is refused with its argument', (_what, bad) => {
  expect(() => decodeMomentCursor('members', bad, 'before')).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', details: { argument: 'before' } }),
  );
});
