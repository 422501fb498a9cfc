import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SETTING_DESCRIPTIONS } from './config.ts';
import { PROJECT_ROOT } from './project-root.ts';

test('the README lists every setting with its default', () => {
  // The formatter aligns tables; cells are compared.
  const readme = readFileSync(path.join(PROJECT_ROOT, 'README.md'), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('| `LYNK_'));
  const cells = rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  expect(cells).toEqual(
    SETTING_DESCRIPTIONS.map(({ name, defaultValue, description }) => [
      `\`${name}\``,
      defaultValue === '' ? '' : `\`${defaultValue}\``,
      description,
    ]),
  );
});
