import { readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { Paste, tourOf } from '#tests/kit/paste.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const FOLDER = 'docs/api';
const FIRST = 'getting-started.md';

/** What each page must show when it is pasted, besides ending well. */
const SHOWN: Readonly<Record<string, readonly RegExp[]>> = {
  [FIRST]: [
    /"displayName": "cleo[0-9a-f]*"/,
    /"unreadCount": 1,[\s\S]*"Soup is ready\."/,
    /"unreadCount": 0/,
    /"emoji": "🍲"/,
  ],
  'live.md': [/\w: Flour is out\.[\s\S]*\w: Flour is out\.[\s\S]*\w: Sugar is out\.[\s\S]*\w: Salt is there\./],
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
const pasting = new Paste();
const paste = (page: string) => pasting.run(lynk(), `${FOLDER}/${page}`);

let first: string;
beforeAll(async () => {
  first = await paste(FIRST);
});

test('every page with snippets is tried', () => {
  const pages = readdirSync(path.join(PROJECT_ROOT, FOLDER)).filter((name) => name.endsWith('.md'));
  const withSnippets = pages.filter((name) => tourOf(`${FOLDER}/${name}`).length > 0);
  expect(withSnippets.sort()).toEqual(Object.keys(SHOWN).sort());
});

test.each(Object.entries(SHOWN))('%s works when it is pasted', async (page, shown) => {
  const output = page === FIRST ? first : await paste(page);
  for (const pattern of shown) expect(output).toMatch(pattern);
  // An empty list of user errors is printed in one line.
  if (page !== 'errors.md') expect(output).not.toMatch(/"userErrors": \[\s*\{/);
});
