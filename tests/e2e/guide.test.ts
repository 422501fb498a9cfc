import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const FOLDER = path.join(PROJECT_ROOT, 'docs/api');
const FIRST = 'getting-started.md';

/** What each page must show when it is pasted, besides ending well. */
const SHOWN: Readonly<Record<string, readonly RegExp[]>> = {
  [FIRST]: [/"displayName": "cleo"/, /"unreadCount": 1,[\s\S]*"Soup is ready\."/, /"unreadCount": 0/, /"emoji": "🍲"/],
  'live.md': [/cleo: Flour is out\.[\s\S]*cleo: Flour is out\.[\s\S]*cleo: Sugar is out\.[\s\S]*cleo: Salt is there\./],
  'errors.md': [/"code": "ROOM_NAME_INVALID",\s+"field": \[\s+"name"\s+\]/, /"code": "(NOT_FOUND|BAD_USER_INPUT)"/],
  'pagination.md': [/Bottle 7[\s\S]*Bottle 9[\s\S]*Bottle 4[\s\S]*Bottle 6[\s\S]*Bottle 3[\s\S]*Bottle 7/],
  'uploads.md': [
    /"url": "http/,
    /"fileName": "live-chat\.png",\s+"contentType": "image\/png",\s+"size": \d+,\s+"width": \d+/,
    /"picture": \{\s+"width": \d+/,
    /^200 image\/png \d+$/m,
  ],
  'limits.md': [/"limit": 100/],
};

const lynk = useLynk();
const paste = async (page: string) => {
  const text = readFileSync(path.join(FOLDER, page), 'utf8');
  const blocks = [...text.matchAll(/^```sh tour\n(.*?)^```$/gms)].map(([, block]) => block);
  const { stdout } = await promisify(execFile)('bash', ['-euc', blocks.join('\n')], {
    cwd: PROJECT_ROOT,
    env: {
      PATH: process.env['PATH'],
      GRAPHQL_URL: lynk().url,
      NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'],
    },
    timeout: 100_000,
  });
  return stdout;
};

let first: string;
beforeAll(async () => {
  first = await paste(FIRST);
});

test('every page with snippets is tried', () => {
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
  const withSnippets = pages.filter((name) => readFileSync(path.join(FOLDER, name), 'utf8').includes('```sh tour'));
  expect(withSnippets.sort()).toEqual(Object.keys(SHOWN).sort());
});

test.each(Object.entries(SHOWN))('%s works when it is pasted', async (page, shown) => {
  const output = page === FIRST ? first : await paste(page);
  for (const pattern of shown) expect(output).toMatch(pattern);
  // An empty list of user errors is printed in one line.
  if (page !== 'errors.md') expect(output).not.toMatch(/"userErrors": \[\s*\{/);
});
