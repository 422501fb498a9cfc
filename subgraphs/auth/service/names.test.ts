import { describe, expect, it } from 'vitest';
import { isEmail, isUsername, localPart } from './names.ts';

describe('e-mail addresses', () => {
  it.each(['ann@example.org', 'Ann+chat@mail.example.co.uk', "o'neil@x.io", 'a@localhost', `${'l'.repeat(64)}@x.org`])(
    'may be %s',
    (text) => expect(isEmail(text)).toBe(true),
  );

  it.each([
    '',
    'ann',
    '@example.org',
    'ann@',
    'ann@@example.org',
    'ann@example..org',
    'ann@-example.org',
    'ann smith@example.org',
    ' ann@example.org',
    'ann@example.org\n',
    'ann@example.org\0',
    'änn@example.org',
    `${'l'.repeat(65)}@x.org`,
    `a@${'x.'.repeat(130)}org`,
  ])('may not be %j', (text) => expect(isEmail(text)).toBe(false));

  it('have a name part', () => {
    expect(localPart('ann.smith@example.org')).toBe('ann.smith');
    expect(localPart('ann')).toBe('ann');
  });
});

describe('usernames', () => {
  it.each(['ann', 'Ann', '7of9', 'a_b.c-d', 'x'.repeat(32)])('may be %s', (text) => {
    expect(isUsername(text)).toBe(true);
  });

  it.each(['', 'an', '_ann', '.ann', '-ann', 'ann smith', 'änn', 'ann@x', 'ann\n', 'x'.repeat(33)])(
    'may not be %j',
    (text) => expect(isUsername(text)).toBe(false),
  );
});
