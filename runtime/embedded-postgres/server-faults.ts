import { diskFull, StartupError } from '../startup-error.ts';

/** Whether PostgreSQL's own words tell of a disk without room, of a quota or of a limit on the size of files. */
export function saysDiskFull(text: string): boolean {
  return /No space left on device|Disk quota exceeded|File too large|wrote only \d+ of \d+ bytes/i.test(text);
}

/**
 * Makes a sentence of the last words of a server that ended.
 *
 * @param what what did not succeed, such as "PostgreSQL did not start"
 */
export function explainServerFault(lines: readonly string[], dataFolder: string, what: string): StartupError {
  const cause = new Error(lines.join('\n'));
  if (saysDiskFull(cause.message)) return diskFull(dataFolder, cause);
  const fault = lines.findLast((line) => /^(FATAL|PANIC|ERROR)/.test(line)) ?? lines.at(-1) ?? 'it gave no reason';
  return new StartupError(`${what} in ${dataFolder}: ${fault.replace(/\.$/, '')}.`, { cause });
}
