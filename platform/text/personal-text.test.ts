import { describe, expect, it } from 'vitest';
import { hasMoreGraphemes } from './graphemes.ts';
import { displayNameFault, linesFault } from './personal-text.ts';

const FAMILY = '👨‍👩‍👧‍👦';

describe('graphemes', () => {
  it.each([
    ['', 0, false],
    ['abc', 3, false],
    ['abcd', 3, true],
    [FAMILY.repeat(3), 3, false],
    [FAMILY.repeat(4), 3, true],
    ['e\u0301'.repeat(3), 3, false],
    ['🇩🇪🇫🇷', 2, false],
    ['🇩🇪🇫🇷', 1, true],
  ])('are counted as people count them (%#)', (text, most, expected) => {
    expect(hasMoreGraphemes(text, most)).toBe(expected);
  });
});

describe('display names', () => {
  it.each([
    'Ann',
    'Ünïcödé Ñame',
    '李小龍',
    'محمد',
    FAMILY.repeat(10),
    ' Ann ',
    "O'Neil <b>",
    'x'.repeat(64),
    '👍'.repeat(64),
  ])('may be %j', (name) => {
    expect(displayNameFault(name)).toBeNull();
  });

  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['invisible', '\u200B\u2060\uFEFF'],
    ['too long', 'x'.repeat(65)],
    ['too long in bytes', `a${'\u0301'.repeat(600)}`],
    ['of several lines', 'Ann\nBob'],
    ['of several lines by another sign', 'Ann\u2028Bob'],
    ['with NUL', 'Ann\0'],
    ['with a C1 control', 'Ann\u0085'],
    ['half a surrogate pair', 'Ann\uD83D'],
    ['turning the direction', 'Ann\u202Egnp.exe'],
  ])('may not be %s', (_what, name) => {
    expect(displayNameFault(name)).toEqual(expect.any(String));
  });
});

describe('texts of several lines', () => {
  const limits = { graphemes: 10, bytes: 100 };

  it.each(['', 'one\ntwo\r\n\tx', FAMILY])('may be %j', (text) => {
    expect(linesFault(text, limits)).toBeNull();
  });

  it.each([
    ['too long', 'x'.repeat(11)],
    ['too long in bytes', FAMILY.repeat(5)],
    ['with NUL', 'a\0'],
    ['half a surrogate pair', '\uDC00'],
  ])('may not be %s', (_what, text) => {
    expect(linesFault(text, limits)).toEqual(expect.any(String));
  });
});
