import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SETTING_DESCRIPTIONS } from './config.ts';
import { PROJECT_ROOT } from './project-root.ts';

const FOLDER = path.join(PROJECT_ROOT, 'docs/api');
const read = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');
const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));

test('the guide explains every code that a client may see', () => {
  const codes = /const KNOWN_CODES[^[]*\[(.*?)\]/s.exec(read('gateway/errors/normalise-error.ts'))?.[1] ?? '';
  const known = [...codes.matchAll(/'(\w+)'/g)].map(([, code]) => code);
  expect(known.length).toBeGreaterThan(10);
  const rows = [...read('docs/api/errors.md').matchAll(/^\| `(\w+)` /gm)].map(([, code]) => code);
  expect(rows.sort()).toEqual(known.sort());
});

test('the limits of the guide are settings, with their defaults', () => {
  const number = (text: string) =>
    Number(
      text
        .replace(/,/g, '')
        .replace(/(\d+) MiB/, (_, size) => `${size * 1024 * 1024}`)
        .replace(/(\d+) KiB/, (_, size) => `${size * 1024}`),
    );
  const rows = read('docs/api/limits.md').matchAll(/^\|[^|]+\| +([^|]+?) +\| +`(LYNK_\w+)` +\|$/gm);
  const told = Object.fromEntries([...rows].map(([, value = '', name = '']) => [name, number(value)]));
  expect(Object.keys(told).length).toBeGreaterThan(10);
  const settings = SETTING_DESCRIPTIONS.filter(({ name }) => Object.hasOwn(told, name));
  expect(told).toEqual(Object.fromEntries(settings.map(({ name, defaultValue }) => [name, Number(defaultValue)])));
});

test('every link between the pages leads somewhere', () => {
  const anchors = (text: string) =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replace(/ /g, '-'),
    );
  for (const page of pages) {
    for (const [, target = ''] of read(`docs/api/${page}`).matchAll(/\]\(([^)]+)\)/g)) {
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? page : file;
      expect(existsSync(path.join(FOLDER, linked)), `${page}: ${target}`).toBe(true);
      if (anchor) expect(anchors(read(`docs/api/${linked}`)), `${page}: ${target}`).toContain(anchor);
    }
  }
  const listed = [...read('docs/api/README.md').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => file);
  expect(listed.sort()).toEqual(pages.filter((name) => name !== 'README.md').sort());
});
