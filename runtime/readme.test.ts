import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SETTING_DESCRIPTIONS } from './config.ts';
import { PROJECT_ROOT } from './project-root.ts';

test('the README lists every setting with its default', () => {
  const readme = readFileSync(path.join(PROJECT_ROOT, 'README.md'), 'utf8');
  const rows = SETTING_DESCRIPTIONS.map(({ name, defaultValue, description }) => {
    return `| \`${name}\` | ${defaultValue === '' ? '' : `\`${defaultValue}\``} | ${description} |`;
  });
  expect(readme).toContain(`| setting | default | |\n|---|---|---|\n${rows.join('\n')}\n\n`);
});
