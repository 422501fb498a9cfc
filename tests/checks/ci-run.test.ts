import { chmodSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PlantedCopy, plantedCopy } from './planted-copy.ts';

let copy: PlantedCopy;
beforeAll(() => {
  copy = plantedCopy();
}, 60_000);
afterAll(() => copy.remove());

interface Suite {
  readonly status?: string;
  readonly message?: string;
  /** Outcomes of its tests. */
  readonly tests: readonly string[];
}

/** The text of a vitest JSON report, whose suites are files of the copy. */
function report(suites: Readonly<Record<string, Suite>>): string {
  return JSON.stringify({
    testResults: Object.entries(suites).map(([file, { status = 'passed', message = '', tests }]) => ({
      name: path.join(copy.folder, file),
      status,
      message,
      assertionResults: tests.map((outcome, index) => ({ status: outcome, fullName: `test ${index}` })),
    })),
  });
}

describe('the sum of the tests', () => {
  /** Only the suites of the case are in this repository. */
  const sum = async (suites: Readonly<Record<string, Suite>>, exitCode: number, files = Object.keys(suites)) => {
    const place = 'sum';
    rmSync(path.join(copy.folder, place), { recursive: true, force: true });
    await copy.run('git', 'init', '--quiet', place);
    for (const file of files) copy.plant(`${place}/${file}`, '');
    copy.plant(
      `${place}/.git/report.json`,
      report(Object.fromEntries(Object.entries(suites).map(([file, suite]) => [`${place}/${file}`, suite]))),
    );
    return copy.run(
      'sh',
      '-c',
      `cd ${place} && node ../scripts/checks/sum-tests.mjs . .git/report.json ${exitCode}; echo end`,
    );
  };

  test('counts passed and failed tests, and names those that failed', async () => {
    const { output } = await sum({ 'a.test.ts': { tests: ['passed', 'failed', 'passed'], status: 'failed' } }, 1);
    expect(output).toContain('2 1\nend');
    expect(output).toContain('FAILED a.test.ts: test 1');
  });

  test.each<[string, Suite, string]>([
    ['holds no test', { tests: [] }, 'no test of it has run'],
    ['skips all of its tests', { tests: ['skipped', 'todo'] }, 'no test of it has run'],
    [
      'could not run',
      { tests: [], status: 'failed', message: 'Cannot find x\nat y' },
      'it could not run: Cannot find x',
    ],
    ['failed in a hook', { tests: ['passed'], status: 'failed', message: 'no server' }, 'it could not run: no server'],
  ])('a suite that %s is a failure', async (_what, suite, message) => {
    const { output } = await sum({ 'a.test.ts': { tests: ['passed'] }, 'b.test.ts': suite }, 1);
    expect(output).toMatch(/^\d 1\nend/);
    expect(output).toContain(`FAILED b.test.ts: ${message}`);
  });

  test('a suite that is not in the report is a failure', async () => {
    const { output } = await sum({ 'a.test.ts': { tests: ['passed'] } }, 0, ['a.test.ts', 'b.test.ts']);
    expect(output).toContain('1 1\nend');
    expect(output).toContain('FAILED b.test.ts: it is not among the tests');
  });

  test('a run that fails though no test of it did is a failure', async () => {
    const { output } = await sum({ 'a.test.ts': { tests: ['passed'] } }, 1);
    expect(output).toContain('1 1\nend');
    expect(output).toContain('exit code 1 though no test failed');
  });

  test('of two runs counts a file that is in both twice, and fails when one of them has left no report', async () => {
    const place = 'twice';
    await copy.run('git', 'init', '--quiet', place);
    copy.plant(`${place}/a.test.ts`, '');
    copy.plant(`${place}/.git/report.json`, report({ [`${place}/a.test.ts`]: { tests: ['passed', 'passed'] } }));
    const sumOf = (...args: readonly string[]) =>
      copy.run('sh', '-c', `cd ${place} && node ../scripts/checks/sum-tests.mjs . ${args.join(' ')}; echo end`);
    expect((await sumOf('.git/report.json', '0', '.git/report.json', '0')).output).toContain('4 0\nend');
    expect((await sumOf('.git/report.json', '0', 'missing.json', '1')).output).toContain('2 1\nend');
  });

  test('a run without a report is a failure', async () => {
    const { output } = await copy.run('node', 'scripts/checks/sum-tests.mjs', '.', 'missing.json', '0');
    expect(output).toContain('0 1\n');
    expect(output).toContain('it left no report');
  });
});

describe('.ci/run', () => {
  /** Takes the place of a program, so that a run takes seconds. */
  const standIn = (program: string, script: string) => {
    const file = path.join('node_modules', '.bin', program);
    rmSync(path.join(copy.folder, file), { force: true });
    copy.plant(file, `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(copy.folder, file), 0o755);
  };
  const CHECKS = 15;

  beforeAll(() => {
    rmSync(path.join(copy.folder, 'node_modules', '.bin'));
    for (const program of ['biome', 'tsc', 'knip']) standIn(program, 'exit 0');
    for (const name of [
      'chromium',
      'environment',
      'file-size',
      'generated',
      'licences',
      'lock-file',
      'secrets',
      'words',
    ]) {
      copy.plant(`scripts/checks/${name}.mjs`, '');
    }
    copy.plant('scripts/checks/sum-tests.mjs', "console.log('40 0');");
    standIn('npm', 'exit 0');
  });

  test('ends with one plain line that sums checks and tests', { timeout: 60_000 }, async () => {
    const { code, output } = await copy.run('bash', '.ci/run');
    expect(output.trimEnd().split('\n').at(-1)).toBe(`${40 + CHECKS} passed, 0 failed`);
    expect(code).toBe(0);
  });

  test('sums what runs on the real servers as well when it is told to', { timeout: 60_000 }, async () => {
    const { code, output } = await copy.run('bash', '.ci/run', 'everything');
    for (const part of ['embedded', 'servers', 'faults', 'services']) expect(output).toContain(`tests: ${part}`);
    expect(output.trimEnd().split('\n').at(-1)).toBe(`${40 + CHECKS + 1} passed, 0 failed`);
    expect(code).toBe(0);
  });

  test('fails when one check fails, and says what that check said', { timeout: 60_000 }, async () => {
    standIn('tsc', 'echo "error TS2322 planted"; exit 2');
    const { code, output } = await copy.run('bash', '.ci/run');
    expect(output.trimEnd().split('\n').at(-1)).toBe(`${40 + CHECKS - 1} passed, 1 failed`);
    expect(output).toContain('error TS2322 planted\nFAILED  types');
    expect(code).not.toBe(0);
    standIn('tsc', 'exit 0');
  });

  test('fails when a test fails', { timeout: 60_000 }, async () => {
    copy.plant('scripts/checks/sum-tests.mjs', "console.log('39 1');");
    const { code, output } = await copy.run('bash', '.ci/run');
    expect(output.trimEnd().split('\n').at(-1)).toBe(`${39 + CHECKS} passed, 1 failed`);
    expect(code).not.toBe(0);
  });

  test('fails when the real servers cannot be installed, and tells why', { timeout: 60_000 }, async () => {
    copy.plant('scripts/checks/sum-tests.mjs', "console.log('40 0');");
    standIn('npm', 'case "$*" in *stack:up*) echo "no such package"; exit 1 ;; esac');
    const { code, output } = await copy.run('bash', '.ci/run', 'everything');
    expect(output).toContain('no such package\nFAILED  real servers');
    expect(output.trimEnd().split('\n').at(-1)).toBe(`${40 + CHECKS} passed, 1 failed`);
    expect(code).not.toBe(0);
    standIn('npm', 'exit 0');
  });

  test('stops the servers that it has started, whatever became of the tests', { timeout: 60_000 }, async () => {
    standIn('npm', 'case "$*" in *stack:up*) mkdir "$LYNK_STACK_FOLDER" ;; esac');
    copy.plant('init/native/stack.sh', 'echo "told to go $1"; rmdir "$LYNK_STACK_FOLDER"');
    copy.plant('scripts/checks/sum-tests.mjs', "console.log('39 1');");
    const { output } = await copy.run('bash', '.ci/run', 'everything');
    expect(output).toContain('told to go down\n');
    standIn('npm', 'exit 0');
  });

  test('fails when the tests cannot be counted', { timeout: 60_000 }, async () => {
    copy.plant('scripts/checks/sum-tests.mjs', 'process.exit(1);');
    const { code, output } = await copy.run('bash', '.ci/run');
    expect(output.trimEnd().split('\n').at(-1)).toBe(`${CHECKS} passed, 1 failed`);
    expect(code).not.toBe(0);
  });
});
