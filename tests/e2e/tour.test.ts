import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

test('the tour of the README works when it is pasted', async () => {
  const readme = readFileSync(path.join(PROJECT_ROOT, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sh tour\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(blocks.length).toBeGreaterThan(5);
  const { stdout } = await promisify(execFile)('bash', ['-euc', blocks.join('\n')], {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env['PATH'], GRAPHQL_URL: lynk().url },
    timeout: 60_000,
  });
  const seen = stdout.split('\n').filter((line) => line.startsWith('Ada: '));
  expect(seen.map((line) => line.replace(/ {3}\(after: [\w-]+\)$/, ''))).toEqual([
    'Ada: Is the kettle on?',
    'Ada: It boils.',
  ]);
  expect(stdout).not.toMatch(/"userErrors": \[\s*\{|"errors"/);
});
