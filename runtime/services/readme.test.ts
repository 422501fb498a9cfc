import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../project-root.ts';
import { describeSettings } from '../settings.ts';
import { serviceSettings } from './settings.ts';

test('the guide for operators lists every setting of services with its default', () => {
  // The formatter aligns tables; cells are compared.
  const guide = readFileSync(path.join(PROJECT_ROOT, 'docs', 'real-stack.md'), 'utf8');
  const rows = guide.split('\n').filter((line) => line.startsWith('| `LYNK_'));
  const cells = rows.map((row) =>
    row
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  expect(cells).toEqual(
    describeSettings(serviceSettings).map(({ name, defaultValue, description }) => [
      `\`${name}\``,
      defaultValue && `\`${defaultValue}\``,
      description,
    ]),
  );
});
