import { spawnSync } from 'node:child_process';
import { WrongUsage } from './findings.ts';

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** What a git command prints; null when it fails, as it does for a ref that is not there. */
export function tryGit(folder: string, ...args: string[]): string | null {
  const { status, stdout, error } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return error || status !== 0 ? null : stdout;
}

/** What a git command prints. It is an error when the command fails. */
export function git(folder: string, ...args: string[]): string {
  const printed = tryGit(folder, ...args);
  if (printed === null) throw new WrongUsage(`"git ${args.join(' ')}" fails in ${folder}.`);
  return printed;
}

/** The full name of the commit that a ref names; null when it names none, or there is no git. */
export function commitOf(folder: string, ref: string): string | null {
  return tryGit(folder, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)?.trim() ?? null;
}
