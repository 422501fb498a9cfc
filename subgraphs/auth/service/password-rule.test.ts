import { describe, expect, it } from 'vitest';
import { normalisePassword, passwordFault } from './password-rule.ts';

const NAMES = { email: 'ann.smith@example.org', username: 'annie' };
const fault = (password: string) => passwordFault(password, NAMES);

describe('passwords', () => {
  it.each([
    'correct horse battery staple',
    'tK8#mq2Lw!',
    'нейтронная звезда',
    '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵',
    'pppXk29vWq71',
    `${'ab1 '.repeat(10)}and more of it, up to the end`,
    '\u0000\u0001 binary but odd',
  ])('may be %j', (password) => {
    expect(fault(password)).toBeNull();
  });

  it.each([
    ['empty', ''],
    ['too short', 'tK8#mq2Lw'],
    ['too short, counted in characters', '🦊🐻🐼🐨🐯🦁🐮🐷🐸'],
    ['too long', 'tK8#mq2Lw!'.repeat(26)],
    ['far too long', 'x'.repeat(1_000_000)],
    ['half a surrogate pair', 'tK8#mq2Lw!\uD800'],
    ['well known', 'iloveyousomuch'],
    ['well known, with what many add', 'Password123!'],
    ['well known, in digits and letters', 'q1w2e3r4t5y6'],
    ['well known, in pieces', 'i love you so much'],
    ['a repetition of one', 'aaaaaaaaaaaa'],
    ['a repetition of several', 'abc7abc7abc7'],
    ['a repetition that is cut off', 'kqx92kqx92kqx'],
    ['a run of digits', '12345678901'],
    ['a run backwards', '0987654321'],
    ['a run of letters', 'abcdefghijkl'],
    ['a run on the keyboard', 'QWERTYUIOP[]'],
    ['a run on the keyboard, twice', 'asdfghjkl;qwerty'],
    ['with the username', 'my-ANNIE-password'],
    ['with the name part of the e-mail address', 'xx Ann.Smith 77'],
  ])('may not be %s', (_what, password) => {
    expect(fault(password)).toEqual(expect.any(String));
  });

  it('may hold names so short that they are in many words', () => {
    expect(passwordFault('correct horse battery', { email: 'c@example.org', username: '' })).toBeNull();
  });

  it('are the same however they are typed', () => {
    expect(normalisePassword('cafe\u0301')).toBe(normalisePassword('caf\u00e9'));
    expect(normalisePassword('x'.repeat(5_000))).toBe('');
  });
});
