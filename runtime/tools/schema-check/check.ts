import { apiOfBase, apiOfHead } from './api.ts';
import { apiChanges } from './api-changes.ts';
import { type Approval, type Approved, applyApprovals } from './approvals.ts';
import { eventChanges } from './event-changes.ts';
import type { Change, Level, Problem } from './findings.ts';
import { ruleProblems } from './schema-rules.ts';
import type { SchemaVersion } from './schema-version.ts';
import { SdlPlaces } from './sdl-places.ts';

/** What a check has found. */
export interface Report extends Omit<Approved, 'byChange'> {
  readonly base: string;
  readonly head: string;
  /** Whether the head may take the base's place. */
  readonly passed: boolean;
  readonly problems: readonly Problem[];
  readonly changes: readonly (Change & { readonly approval: Approval | null })[];
  /** Whether the API and the event contracts were compared; what one version lacks, or does not compose, was not. */
  readonly compared: { readonly api: boolean; readonly events: boolean };
}

const ORDER: readonly Level[] = ['breaking', 'dangerous', 'safe'];

/**
 * Compares two versions of the contracts.
 *
 * @param options.approvals the breaking changes that are wanted
 * @param options.today in UTC, such as `2030-01-31`
 * @param options.folder the top of the project, for approvals that end with a commit
 */
export async function check(
  base: SchemaVersion,
  head: SchemaVersion,
  options: { approvals: readonly Approval[]; today: string; folder: string },
): Promise<Report> {
  const places = { base: new SdlPlaces(base), head: new SdlPlaces(head) };
  const api = apiOfHead(head);
  const versions = { base: apiOfBase(base), head: api.schema };
  const { head: now } = versions;
  const problems = now ? ruleProblems({ base: versions.base, head: now }, places) : api.problems;
  const changes = [
    ...(now ? await apiChanges({ base: versions.base, head: now }, places) : []),
    ...(base.events && head.events ? eventChanges(base.events, head.events) : []),
  ].sort((one, other) => ORDER.indexOf(one.level) - ORDER.indexOf(other.level));
  const { byChange, unused, expired } = applyApprovals(changes, options.approvals, options);
  return {
    base: base.label,
    head: head.label,
    passed: problems.length === 0 && changes.every((change) => change.level !== 'breaking' || byChange.has(change)),
    problems,
    changes: changes.map((change) => ({ ...change, approval: byChange.get(change) ?? null })),
    unused,
    expired,
    compared: { api: now !== null, events: base.events !== null && head.events !== null },
  };
}
