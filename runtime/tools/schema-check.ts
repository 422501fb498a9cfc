import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { readApprovals } from './schema-check/approvals.ts';
import { defaultBase, readBase } from './schema-check/base.ts';
import { check } from './schema-check/check.ts';
import { WrongUsage } from './schema-check/findings.ts';
import { readOptions, USAGE } from './schema-check/options.ts';
import { write } from './schema-check/report.ts';
import { readVersion, shown } from './schema-check/schema-version.ts';

/** Compares the contracts with an earlier version of them: see docs/api/schema-checks.md. */
async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  const head = options.head ?? path.join(PROJECT_ROOT, 'schema');
  for (const file of [options.head, options.approvals]) {
    if (file !== null && !existsSync(file)) throw new WrongUsage(`There is no file or folder "${file}".`);
  }
  const folder = statSync(head).isDirectory() ? head : path.dirname(head);
  const approvals = options.approvals ?? path.join(folder, 'approved-changes.json');
  const report = await check(
    options.base === null ? defaultBase(PROJECT_ROOT) : readBase(PROJECT_ROOT, options.base),
    readVersion(head, options.head ?? 'the working tree'),
    {
      approvals: readApprovals(approvals, shown(approvals)),
      today: new Date().toISOString().slice(0, 10),
      folder: PROJECT_ROOT,
    },
  );
  console.log(write(report, options.format));
  return report.passed ? 0 : 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof WrongUsage ? error.message : error);
  // A fault of the command is none of the schema: it must not read as "breaking".
  process.exitCode = 2;
}
