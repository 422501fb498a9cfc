import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { temporaryFolder } from '#tests/kit/temporary-folder.ts';

/** Stands in for npm: counts its runs, and installs the one package of the lock file or fails as it is told to. */
const NPM = `#!${process.execPath}
const fs = require('node:fs');
if (process.argv[2] === 'ping') {
  if (fs.existsSync('offline')) console.error('npm error code EAI_AGAIN');
  process.exit(fs.existsSync('offline') ? 1 : 0);
}
fs.appendFileSync('runs', process.argv.slice(2).join(' ') + '\\n');
if (fs.existsSync('fault')) { console.error(fs.readFileSync('fault', 'utf8')); process.exit(1); }
const lock = fs.readFileSync('package-lock.json', 'utf8');
fs.mkdirSync('node_modules/thing', { recursive: true });
if (fs.existsSync('interrupt')) process.exit(1);
fs.writeFileSync('node_modules/.package-lock.json', lock);
`;

let project: string;
beforeEach(() => {
  project = temporaryFolder();
  mkdirSync(path.join(project, 'scripts'));
  for (const name of ['install.mjs', 'npm.mjs', 'project.mjs']) {
    cpSync(path.join(PROJECT_ROOT, 'scripts', name), path.join(project, 'scripts', name));
  }
  mkdirSync(path.join(project, 'bin'));
  writeFileSync(path.join(project, 'bin', 'npm'), NPM);
  chmodSync(path.join(project, 'bin', 'npm'), 0o755);
  write('package-lock.json', lockFile('1.0.0'));
});

describe('packages are installed', () => {
  test('when there are none, and a second start needs no npm', () => {
    expect(install()).toMatchObject({ status: 0, stdout: expect.stringContaining('Installing packages') });
    expect(install()).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(runs()).toBe(1);
  });

  test('when the lock file has changed', () => {
    install();
    write('package-lock.json', lockFile('1.0.1'));
    install();
    expect(runs()).toBe(2);
  });

  test('when the last install was interrupted: what it left is thrown away', () => {
    write('interrupt', '');
    expect(install().status).toBe(1);
    rmSync(path.join(project, 'interrupt'));
    write('node_modules/thing/half', '');
    install();
    expect(runs()).toBe(2);
    expect(existsSync(path.join(project, 'node_modules', 'thing', 'half'))).toBe(false);
  });

  test('when an install after a change of the lock file was interrupted, even if the change is taken back', () => {
    install();
    write('package-lock.json', lockFile('1.0.1'));
    write('interrupt', '');
    install();
    rmSync(path.join(project, 'interrupt'));
    rmSync(path.join(project, 'node_modules', '.package-lock.json'));
    write('package-lock.json', lockFile('1.0.0'));
    install();
    expect(runs()).toBe(3);
  });

  test('but not when somebody has run npm by hand', () => {
    mkdirSync(path.join(project, 'node_modules', 'thing'), { recursive: true });
    write('node_modules/.package-lock.json', lockFile('1.0.0'));
    expect(install()).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(existsSync(path.join(project, 'runs'))).toBe(false);
  });

  test('with development and optional packages, whatever npm is set to', () => {
    install();
    expect(readFileSync(path.join(project, 'runs'), 'utf8')).toMatch(
      /^install --no-save --include=dev --include=optional/,
    );
  });
});

test('without a network npm may use what it has kept, and nothing else', () => {
  install();
  write('package-lock.json', lockFile('1.0.1'));
  write('offline', '');
  install();
  expect(readFileSync(path.join(project, 'runs'), 'utf8')).toMatch(/--prefer-offline\n.* --offline\n$/);
});

describe('a failure is one sentence', () => {
  test.each([
    ['npm error code ENOTFOUND', 'The packages cannot be fetched, as the network cannot be reached'],
    ['npm error code ENOTCACHED', 'The packages cannot be fetched, as the network cannot be reached'],
    ['npm error code ENOSPC', 'The disk is full'],
    ['npm error code EACCES', 'is not writable'],
  ])('%s', (fault, sentence) => {
    write('fault', fault);
    const { status, stderr } = install();
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a fault that nobody foresaw is shown in the words of npm', () => {
    write('fault', 'npm error code EINTEGRITY');
    expect(install().stderr).toMatch(/EINTEGRITY[\s\S]*could not install the packages/);
  });

  test('without the lock file', () => {
    rmSync(path.join(project, 'package-lock.json'));
    expect(install()).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^The file package-lock.json is missing/),
    });
  });

  test('without npm', () => {
    rmSync(path.join(project, 'bin', 'npm'));
    expect(install()).toMatchObject({ status: 1, stderr: expect.stringMatching(/^The program npm is missing/) });
  });
});

function write(file: string, text: string): void {
  writeFileSync(path.join(project, file), text);
}

function lockFile(version: string): string {
  const packages = {
    '': { name: 'project' },
    'node_modules/thing': { version },
    'node_modules/elsewhere': { version, optional: true, os: ['plan9'] },
  };
  return JSON.stringify({ lockfileVersion: 3, packages });
}

function runs(): number {
  return readFileSync(path.join(project, 'runs'), 'utf8').trim().split('\n').length;
}

function install(): { status: number | null; stdout: string; stderr: string } {
  const script = `
    const { run } = await import('./scripts/project.mjs');
    const { ensureInstalled } = await import('./scripts/install.mjs');
    await run(ensureInstalled);
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: project,
    encoding: 'utf8',
    env: { PATH: path.join(project, 'bin') },
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}
