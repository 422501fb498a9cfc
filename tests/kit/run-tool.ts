import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '#runtime/project-root.ts';

const DEADLINE_MS = 60_000;

/** Runs one of the tools of package.json, such as `user-role`. @returns what it printed */
export async function runTool(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  ...args: readonly string[]
): Promise<string> {
  const script = path.join(PROJECT_ROOT, 'scripts', 'run-tool.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, name, ...args], {
    cwd: PROJECT_ROOT,
    env: { ...environment },
    timeout: DEADLINE_MS,
  });
  return stdout;
}
