import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Change, type Place, WrongUsage } from './findings.ts';
import { commitOf, tryGit } from './git.ts';
import { linesOfJson } from './json-lines.ts';

const DAY = z.iso.date('a day such as 2030-01-31');
const approvalSchema = z.strictObject({
  /** The change as it is reported: its kind and its path. */
  change: z.string().min(1),
  path: z.string(),
  /** Why it is wanted, and what was done for those who rely on it. */
  reason: z.string().min(10),
  approvedBy: z.string().min(1),
  approvedOn: DAY,
  /** The last day on which it holds, or a git ref: it holds until the head contains that commit, such as a release. */
  until: z.string().min(1),
});

/** A breaking change that is wanted. */
export type Approval = z.infer<typeof approvalSchema> & { readonly place: Place };

/** What came of the approvals. */
export interface Approved {
  /** change → what approves it */
  readonly byChange: ReadonlyMap<Change, Approval>;
  /** Those that approve nothing that is there: they may go. */
  readonly unused: readonly Approval[];
  /** Those whose time is over: they approve nothing. */
  readonly expired: readonly Approval[];
}

/** Reads an approval file; one that is not there approves nothing. */
export function readApprovals(file: string, shown: string): Approval[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(`The approval file ${shown} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = z.array(approvalSchema).safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new WrongUsage(`The approval file ${shown} is wrong at [${issue?.path.join('.')}]: ${issue?.message}`);
  }
  const lines = linesOfJson(text);
  return parsed.data.map((approval, index) => ({
    ...approval,
    place: { file: shown, line: lines.get(`${index}`) ?? 1 },
  }));
}

/**
 * Finds the approvals of the breaking changes.
 *
 * @param today in UTC, such as `2030-01-31`
 * @param folder the top of the project, whose history a ref is looked up in
 */
export function applyApprovals(
  changes: readonly Change[],
  approvals: readonly Approval[],
  { today, folder }: { today: string; folder: string },
): Approved {
  const expired = approvals.filter(({ until }) => isOver(until, today, folder));
  const valid = approvals.filter((approval) => !expired.includes(approval));
  const byChange = new Map<Change, Approval>();
  for (const change of changes) {
    if (change.level !== 'breaking') continue;
    const approval = valid.find((one) => one.change === change.kind && one.path === change.path);
    if (approval) byChange.set(change, approval);
  }
  const used = new Set(byChange.values());
  return { byChange, unused: valid.filter((approval) => !used.has(approval)), expired };
}

function isOver(until: string, today: string, folder: string): boolean {
  if (DAY.safeParse(until).success) return until < today;
  const commit = commitOf(folder, until);
  // A release that is still to come, or that a shallow clone does not hold, has not been reached.
  return commit !== null && tryGit(folder, 'merge-base', '--is-ancestor', commit, 'HEAD') !== null;
}
