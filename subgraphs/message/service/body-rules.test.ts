import { describe, expect, test } from 'vitest';
import { checkBody, checkClientMessageId, checkEmoji } from './body-rules.ts';

const codeOf = (error: { code: string } | null) => error?.code ?? null;
const FAMILY = '👩‍👩‍👧‍👦';

describe('a body', () => {
  test.each([
    ['nothing', ''],
    ['spaces', ' \t\r\n'],
    ['white space of Unicode', '\u00a0\u0085\u1680\u2003\u2028\u2029\u3000'],
    ['a byte order mark', '\ufeff'],
  ])('of %s is empty', (_, body) => expect(codeOf(checkBody(body))).toBe('BODY_EMPTY'));

  test.each([
    ['NUL', 'a\0b'],
    ['NUL alone', '\0'],
    ['a high surrogate alone', 'a\ud83d'],
    ['a low surrogate alone', '\ude00a'],
    ['surrogates the wrong way round', '\ude00\ud83d'],
  ])('with %s is invalid', (_, body) => expect(codeOf(checkBody(body))).toBe('BODY_INVALID'));

  test.each([
    ['ordinary text', ' Hello.\n'],
    ['characters that nobody sees', '\u200b\u200d\u2060'],
    ['white space around a zero-width space', '\u00a0\u200b\u2003'],
    ['a pair of surrogates', '😀'],
    ['controls', '\u0001\u007f\u009f'],
    ['noncharacters', '\ufffe\uffff'],
    ['combining marks on nothing', '\u0300\u0301'],
    ['text from right to left', '\u202eabc\u202c'],
    ['8,000 letters', 'a'.repeat(8_000)],
    ['1,000 families of eleven code units each', FAMILY.repeat(1_000)],
    ['32,768 bytes in two graphemes', `e${'\u0301'.repeat(16_383)}a`],
  ])('of %s is taken', (_, body) => expect(checkBody(body)).toBeNull());

  test.each([
    ['8,001 letters', 'a'.repeat(8_001)],
    ['8,001 letters with accents of their own', 'e\u0301'.repeat(8_001)],
    ['32,769 bytes in 2 graphemes', `a${'\u0301'.repeat(16_384)}`],
    ['more than 32,768 bytes of emoji', FAMILY.repeat(1_311)],
    ['a megabyte', 'a'.repeat(1_048_576)],
  ])('of %s is too long', (_, body) => expect(codeOf(checkBody(body))).toBe('BODY_TOO_LONG'));
});

test.each(['a', ' ', '~', 'x'.repeat(64), '018f3f7e-0000-7000-8000-000000000000'])('%j is a key', (key) => {
  expect(checkClientMessageId(key)).toBeNull();
});

test.each(['', 'x'.repeat(65), 'é', 'a\nb', '\u007f', 'a\0'])('%j is no key', (key) => {
  expect(codeOf(checkClientMessageId(key))).toBe('CLIENT_MESSAGE_ID_INVALID');
});

test.each(['👍', '👍🏽', '❤️', '🇩🇪', '1️⃣', FAMILY, '🏴󠁧󠁢󠁳󠁣󠁴󠁿'])('%s is one emoji', (emoji) => {
  expect(checkEmoji(emoji)).toBeNull();
});

test.each(['', 'a', '1', '👍👍', ' 👍', '👍\ufe0f\ufe0f', '🇩', '\u200d', ':+1:', '\ud83d'])(
  '%j is not one emoji',
  (text) => {
    expect(codeOf(checkEmoji(text))).toBe('EMOJI_INVALID');
  },
);
