import { existsSync } from 'node:fs';
import path from 'node:path';
import { WrongUsage } from './findings.ts';
import { commitOf, tryGit } from './git.ts';
import { readCommit, readVersion, type SchemaVersion } from './schema-version.ts';

/** Where the main line of development may be found, the first that is there counts. */
const MAIN_LINES = ['origin/HEAD', 'origin/main', 'main'];

/**
 * The version to compare with: a file, a folder, or a git ref of the project.
 *
 * @param folder the top of the project
 */
export function readBase(folder: string, given: string): SchemaVersion {
  if (existsSync(given)) return readVersion(given);
  const commit = commitOf(folder, given);
  if (commit !== null) return readCommit(folder, commit, `${given} (${commit.slice(0, 10)})`);
  throw new WrongUsage(
    `The base "${given}" is neither a file nor a folder nor a git ref. A shallow clone has to fetch the ref first.`,
  );
}

/**
 * The version to compare with when none is given. On a branch it is where it left the main line, and on the main line the
 * commit before: that is what a change is about to replace. A clone that has neither (a shallow one, or no git at all)
 * compares with what it has, so that the head itself is still checked.
 */
export function defaultBase(folder: string): SchemaVersion {
  const head = commitOf(folder, 'HEAD');
  if (head === null) return readVersion(path.join(folder, 'schema'), 'the working tree itself, as there is no git');
  for (const line of MAIN_LINES) {
    const commit = tryGit(folder, 'merge-base', 'HEAD', line)?.trim();
    if (commit !== undefined && commit !== head) {
      return readCommit(folder, commit, `the merge base with ${line} (${commit.slice(0, 10)})`);
    }
  }
  const before = commitOf(folder, 'HEAD^');
  if (before !== null) return readCommit(folder, before, `the commit before (${before.slice(0, 10)})`);
  return readCommit(folder, head, `HEAD itself, as the clone holds no earlier commit (${head.slice(0, 10)})`);
}
