import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_ROOT } from '#runtime/project-root.ts';

const TIMEOUT_MS = 120_000;

/** What a command said and how it ended. */
export interface Outcome {
  readonly code: number;
  /** Standard output and standard error, in this order. */
  readonly output: string;
}

/** A copy of the repository with faults in it, to see a check find them. */
export interface PlantedCopy {
  readonly folder: string;
  /** Writes a file; its folders are made. */
  plant(file: string, text: string): void;
  /** Changes a file that is there. It is an error when the change changes nothing. */
  alter(file: string, change: (text: string) => string): void;
  /** Runs a program of node_modules/.bin or of the system in the copy. */
  run(program: string, ...args: string[]): Promise<Outcome>;
  remove(): void;
}

/**
 * Copies what git tracks or would track into a temporary repository. Packages are links to the installed ones in a real
 * node_modules, so that one can be replaced and caches stay apart.
 */
export function plantedCopy(): PlantedCopy {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-planted-'));
  const git = (cwd: string, ...args: string[]) => execFileSync('git', args, { cwd, encoding: 'utf8' });
  for (const file of git(PROJECT_ROOT, 'ls-files', '-z', '-co', '--exclude-standard').split('\0')) {
    if (file !== '') cpSync(path.join(PROJECT_ROOT, file), path.join(folder, file), { recursive: true, force: true });
  }
  linkPackages(path.join(PROJECT_ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  git(folder, 'init', '--quiet');
  const pathOf = (file: string) => path.join(folder, file);
  const plant = (file: string, text: string) => {
    mkdirSync(path.dirname(pathOf(file)), { recursive: true });
    writeFileSync(pathOf(file), text);
  };
  return {
    folder,
    plant,
    alter: (file, change) => {
      const before = readFileSync(pathOf(file), 'utf8');
      const after = change(before);
      if (after === before) throw new Error(`nothing to change in ${file}`);
      writeFileSync(pathOf(file), after);
    },
    run: (program, ...args) => run(folder, program, args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') && name !== '.bin' && !name.startsWith('.package') && !name.startsWith('.lynk')) continue;
    symlinkSync(path.join(from, name), path.join(to, name));
  }
}

function run(cwd: string, program: string, args: string[]): Promise<Outcome> {
  // The variables of the test run would reach the tools: vitest sets NODE_ENV and its own, npm its configuration.
  const PATH = `${path.join(cwd, 'node_modules', '.bin')}:${process.env['PATH']}`;
  const env = { PATH, HOME: process.env['HOME'] ?? cwd, NO_COLOR: '1' };
  return new Promise((resolve, reject) => {
    const options = { cwd, env, encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 32 * 1024 * 1024 } as const;
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}
