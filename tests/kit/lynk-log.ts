const PINO_ERROR = 50;
/** As Node prints a warning: `(node:123) [DEP0001] DeprecationWarning: …`, `(node:123) MaxListenersExceededWarning: …`. */
const PROCESS_WARNING = /^\(node:\d+\) /;
/** What the AWS SDK says to whoever runs it on Node 20: which later version of it will refuse that. It is pinned. */
const OF_LATER_VERSIONS = /Warning: NodeVersionSupportWarning: The AWS SDK/;

/** Whether a line that Lynk has printed is an entry of the log at level `error` or above. */
export function isFault(line: string): boolean {
  const level = /^\{"level":(\d+)/.exec(line)?.[1];
  return level !== undefined && Number(level) >= PINO_ERROR;
}

/** Whether Node warns of something in a line. */
export const isWarning = (line: string) => PROCESS_WARNING.test(line) && !OF_LATER_VERSIONS.test(line);
