import { expect, test } from 'vitest';
import { Paste, tourOf } from '#tests/kit/paste.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const PAGE = 'README.md';
const lynk = useLynk();

test('the tour of the README works when it is pasted', async () => {
  expect(tourOf(PAGE).length).toBeGreaterThan(5);
  const printed = await new Paste().run(lynk(), PAGE);
  const seen = printed.split('\n').filter((line) => line.startsWith('Ada: '));
  expect(seen.map((line) => line.replace(/ {3}\(after: [\w-]+\)$/, ''))).toEqual([
    'Ada: Is the kettle on?',
    'Ada: It boils.',
  ]);
  expect(printed).not.toMatch(/"userErrors": \[\s*\{|"errors"/);
});
