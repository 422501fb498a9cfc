import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** One thing that a check complains about. `line` is 1-based and absent when the whole file is meant. */
/** @typedef {{ file: string, line?: number, message: string }} Finding */

/**
 * The files of the repository, as paths from its top: what git tracks and what it would track, so that a check sees a
 * new file before it is committed. The folder is the current one.
 *
 * @param {RegExp} [pattern] only paths that match
 * @returns {string[]}
 */
export function repositoryFiles(pattern = /./) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  // A tracked file that was deleted and not yet committed is listed, too.
  return listed.split('\0').filter((path) => path !== '' && pattern.test(path) && existsSync(path));
}

/**
 * The lines of a text file; none for a binary one (it has a NUL).
 *
 * @param {string} path
 * @returns {string[]}
 */
export function linesOf(path) {
  const text = readFileSync(path, 'utf8');
  return text.includes('\0') ? [] : text.split('\n');
}

/**
 * Ends a check: prints every finding, or one line that says what was looked at, and sets the exit code.
 *
 * @param {string} looked what was looked at, such as `120 files`
 * @param {Finding[]} findings
 */
export function finish(looked, findings) {
  for (const { file, line, message } of findings) console.error(`${file}${line ? `:${line}` : ''}: ${message}`);
  if (findings.length === 0) console.log(`${looked}: nothing found`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
