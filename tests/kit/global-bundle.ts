import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '#runtime/project-root.ts';

const BUILD_DEADLINE_MS = 120_000;

/** Builds the bundle that end-to-end tests start, so that they never test an old one; vitest calls it. */
export async function setup(): Promise<void> {
  // Two runs may go on side by side.
  const args = [path.join(PROJECT_ROOT, 'scripts', 'build.mjs'), '--if-needed'];
  await promisify(execFile)(process.execPath, args, {
    cwd: PROJECT_ROOT,
    timeout: BUILD_DEADLINE_MS,
  });
}
