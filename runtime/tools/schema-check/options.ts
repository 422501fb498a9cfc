import { parseArgs } from 'node:util';
import { WrongUsage } from './findings.ts';
import type { Format } from './report.ts';

/** What the command was asked for. */
export interface Options {
  /** A file, a folder or a git ref; null leaves the choice to the command. */
  readonly base: string | null;
  /** A file or a folder; null is the project's own. */
  readonly head: string | null;
  readonly approvals: string | null;
  readonly format: Format;
  readonly help: boolean;
}

/** How the command is called. */
export const USAGE = `Usage: npm run schema:check -- [--base REF|FILE|FOLDER] [--head FILE|FOLDER] [--approvals FILE] [--format text|json|github]

  --base       what to compare with: a git ref of this project, or a file or folder of schemas. Without it, where the
               branch left the main line, or the commit before.
  --head       what to check: the folder schema/ of this project when it is left out
  --approvals  breaking changes that are wanted: approved-changes.json in the folder of the head when it is left out
  --format     text (the default), json, or github (annotations of a workflow)

Exit code 0: may be merged. 1: breaking changes without approval, or the schema does not compose or breaks a rule.
2: wrong usage.`;

const FORMATS: readonly Format[] = ['text', 'json', 'github'];

/** Reads the arguments of the command line. */
export function readOptions(args: readonly string[]): Options {
  const { base, head, approvals, format = 'text', help = false } = parse(args);
  const known = FORMATS.find((one) => one === format);
  if (!known) throw new WrongUsage(`There is no format "${format}": take text, json or github.`);
  for (const [name, value] of Object.entries({ base, head, approvals })) {
    if (value === '') throw new WrongUsage(`--${name} is empty.`);
  }
  return { base: base ?? null, head: head ?? null, approvals: approvals ?? null, format: known, help };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        base: { type: 'string' },
        head: { type: 'string' },
        approvals: { type: 'string' },
        format: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new WrongUsage(`${sentence} "--help" shows the usage.`);
  }
}
