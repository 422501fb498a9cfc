import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PlantedCopy, plantedCopy } from './planted-copy.ts';

let copy: PlantedCopy;
beforeAll(() => {
  copy = plantedCopy();
}, 60_000);
afterAll(() => copy.remove());

const check = (name: string) => copy.run('node', `scripts/checks/${name}.mjs`);

test('the environment that is read elsewhere', async () => {
  copy.plant('platform/planted/dot.ts', 'export const a = process.env;\n');
  copy.plant('platform/planted/brackets.ts', "export const a = process['env'];\n");
  copy.plant('platform/planted/import.ts', "import { env } from 'node:process';\n\nexport const a = env;\n");
  const { code, output } = await check('environment');
  expect(code).toBe(1);
  for (const at of ['dot.ts:1', 'brackets.ts:1', 'import.ts:1']) {
    expect(output).toContain(`platform/planted/${at}: the environment is read in runtime/config.ts alone`);
  }
});

test('a file of more than 400 lines', async () => {
  copy.plant('platform/planted/long.ts', '// line\n'.repeat(401));
  copy.plant('platform/planted/just-right.ts', '// line\n'.repeat(400));
  const { code, output } = await check('file-size');
  expect(code).toBe(1);
  expect(output).toContain('platform/planted/long.ts: 401 lines');
  expect(output).not.toContain('just-right');
});

test('links to outside, paths of a machine, work left for later', async () => {
  copy.plant(
    'docs/planted.md',
    'See [it](https://en.wikipedia.org/wiki/Chat).\nA try: http://localhost:4000/graphql\n',
  );
  copy.plant('docs/planted-path.md', 'It lies in /home/somebody/lynk.\n');
  copy.plant('platform/planted/later.ts', `// ${'TO'}${'DO'}: the rest\n`);
  copy.plant('platform/planted/silenced.ts', `// @ts-${'ignore'}\nexport const a = 1;\n`);
  const { code, output } = await check('words');
  expect(code).toBe(1);
  expect(output).toContain('docs/planted.md:1: an address outside (en.wikipedia.org)');
  expect(output).not.toContain('docs/planted.md:2');
  expect(output).toContain('docs/planted-path.md:1: a path of one machine');
  expect(output).toContain('platform/planted/later.ts:1: work left for later');
  expect(output).toContain('platform/planted/silenced.ts:1: a silenced complaint');
});

describe('secrets', () => {
  /** Random letters and digits, so that no secret stands in this file. A digit and a letter are always there. */
  const random = (length: number) => `a1${randomBytes(length).toString('hex')}`.slice(0, length);
  const dotted = (...parts: string[]) => parts.join('.');

  test.each([
    ['private-key', () => `-----BEGIN ${'PRIVATE'} KEY-----`],
    ['aws-key', () => `AK${'IA'}${random(16).toUpperCase()}`],
    ['github-token', () => `gh${'p_'}${random(36)}`],
    ['slack-token', () => `xo${'xb'}-${random(24)}`],
    ['google-key', () => `AI${'za'}${random(35)}`],
    ['stripe-key', () => `sk_${'live_'}${random(24)}`],
    ['twilio-key', () => `S${'K'}${randomBytes(16).toString('hex')}`],
    ['json-web-token', () => dotted(`ey${'J'}${random(20)}`, `ey${'J'}${random(20)}`, random(40))],
    ['address-with-password', () => `postgres:${'//'}lynk:${random(12)}@db.internal/lynk`],
    ['assigned-secret', () => `const databasePassw${'ord'} = "a1${randomBytes(18).toString('base64url')}";`],
    ['high-entropy', () => `const value = "${randomBytes(48).toString('base64')}1";`],
  ])('%s', async (rule, secret) => {
    copy.plant(`platform/planted/${rule}.ts`, `// a comment\n${secret()}\n`);
    const { code, output } = await check('secrets');
    expect(code).toBe(1);
    expect(output).toContain(`platform/planted/${rule}.ts:2: looks like a secret (${rule})`);
  });

  test('an allowed find that is no longer there', async () => {
    copy.alter('scripts/checks/secrets.allow.json', (text) =>
      JSON.stringify([...JSON.parse(text), { path: 'gone.ts', rule: 'aws-key', count: 1, reason: 'an example' }]),
    );
    expect((await check('secrets')).output).toContain('gone.ts aws-key is allowed and not there');
  });
});

test('a lock file with hosts, two copies of graphql, mixed federation packages, and versions that are not pinned', async () => {
  copy.alter('package-lock.json', (text) => {
    const lock = JSON.parse(text);
    lock.packages['node_modules/zod'].resolved = 'https://registry.example/zod.tgz';
    lock.packages['node_modules/pg/node_modules/graphql'] = { version: '15.0.0', integrity: 'sha512-' };
    lock.packages['node_modules/@apollo/subgraph'].version = '2.0.0';
    delete lock.packages['node_modules/pino'].integrity;
    return JSON.stringify(lock);
  });
  copy.alter('.npmrc', (text) => `${text}registry=https://registry.example/\n`);
  copy.alter('package.json', (text) => text.replace(/"pino": "/, '"pino": "^'));
  const { code, output } = await check('lock-file');
  expect(code).toBe(1);
  expect(output).toContain('node_modules/zod says where it came from');
  expect(output).toMatch(/one copy of graphql is wanted: .*node_modules\/pg\/node_modules\/graphql 15\.0\.0/);
  expect(output).toContain('the federation packages are of different versions');
  expect(output).toContain('node_modules/pino has no checksum');
  expect(output).toMatch(/\.npmrc:\d+: which registry is used/);
  expect(output).toContain('pino is not pinned to one version');
});

test('a licence that is not on the list', async () => {
  const installed = (name: string) => path.join(copy.folder, 'node_modules', name);
  rmSync(installed('pg'));
  copy.plant('node_modules/pg/package.json', JSON.stringify({ name: 'pg', license: '(MIT AND GPL-3.0-only)' }));
  rmSync(installed('ws'));
  copy.plant('node_modules/ws/package.json', JSON.stringify({ name: 'ws' }));
  rmSync(installed('zod'));
  copy.plant('node_modules/zod/package.json', JSON.stringify({ name: 'zod', license: '(GPL-3.0-only OR MIT)' }));
  const { code, output } = await check('licences');
  expect(code).toBe(1);
  expect(output).toContain('the licence of pg is not on the list: (MIT AND GPL-3.0-only)');
  expect(output).toContain('the licence of ws is not on the list: none');
  expect(output).not.toContain('zod');
});
