import { expect, it } from 'vitest';
import { pushText } from './push-text.ts';

it.each([
  [
    { sender: 'Ann', room: 'Trains', body: 'Late' },
    { title: 'Trains', body: 'Ann: Late' },
  ],
  [
    { sender: 'Ann', room: null, body: 'Late' },
    { title: 'Ann', body: 'Late' },
  ],
  [
    { sender: null, room: null, body: null },
    { title: 'Somebody', body: 'Sent an attachment' },
  ],
])('%j says %j', (message, text) => {
  expect(pushText(message)).toEqual(text);
});

it('says the beginning of what is long, in whole characters', () => {
  const family = '👨‍👩‍👧‍👦';
  const { title, body } = pushText({ sender: 'A'.repeat(200), room: null, body: family.repeat(300) });
  expect(title).toBe(`${'A'.repeat(79)}…`);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(2_000);
  expect(body.replaceAll(family, '')).toBe('…');
});
