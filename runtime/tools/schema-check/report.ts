import type { Approval } from './approvals.ts';
import type { Report } from './check.ts';
import type { Change, Level, Place } from './findings.ts';

/** How a report is written. */
export type Format = 'text' | 'json' | 'github';

const LEVELS: readonly Level[] = ['breaking', 'dangerous', 'safe'];

/** The text of a report, without a line end at its end. */
export function write(report: Report, format: Format): string {
  return { text: asText, json: asJson, github: asGithub }[format](report);
}

function asText(report: Report): string {
  const lines = [`Compared with ${report.base}:`];
  for (const { kind, code, message, place } of report.problems) {
    lines.push(`${at(place)}${kind === 'RULE' ? 'rule' : 'composition error'} ${code}: ${message}`);
  }
  for (const change of report.changes) {
    lines.push(
      `${at(change.place)}${change.level} ${change.kind} ${change.path}: ${change.message}${approvedBy(change)}`,
    );
  }
  for (const [approval, why] of leftOver(report)) lines.push(`${at(approval.place)}${why}`);
  lines.push(...notCompared(report), summary(report));
  return lines.join('\n');
}

/** The form that programs read. It is described in docs/api/schema-checks.md; `version` rises when it changes. */
function asJson(report: Report): string {
  const { base, head, passed, compared } = report;
  const approval = ({ place: _, ...rest }: Approval) => rest;
  return JSON.stringify(
    {
      version: 1,
      base,
      head,
      passed,
      compared,
      counts: {
        problems: report.problems.length,
        ...Object.fromEntries(LEVELS.map((level) => [level, count(report, level)])),
        approved: report.changes.filter((change) => change.approval).length,
      },
      problems: report.problems.map(({ place, ...rest }) => ({ ...rest, ...flat(place) })),
      changes: report.changes.map(({ place, approval: given, ...rest }) => ({
        ...rest,
        ...flat(place),
        approval: given && approval(given),
      })),
      approvals: { unused: report.unused.map(approval), expired: report.expired.map(approval) },
    },
    null,
    2,
  );
}

/** Workflow commands: GitHub shows them beside the lines of the change. */
function asGithub(report: Report): string {
  const lines = report.problems.map(({ code, message, place }) => annotation('error', code, place, message));
  for (const change of report.changes) {
    if (change.level === 'safe') continue;
    const kind = change.level === 'dangerous' ? 'warning' : change.approval ? 'notice' : 'error';
    const title = `${change.level}: ${change.kind} ${change.path}`;
    lines.push(annotation(kind, title, change.place, `${change.message}${approvedBy(change)}`));
  }
  for (const [approval, why] of leftOver(report)) lines.push(annotation('warning', 'Approval', approval.place, why));
  return [...lines, ...notCompared(report), `${summary(report)} Compared with ${report.base}.`].join('\n');
}

function annotation(kind: 'error' | 'warning' | 'notice', title: string, place: Place | null, message: string): string {
  const property = (text: string) => escaped(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  const where = place ? `file=${property(place.file)},line=${place.line},` : '';
  return `::${kind} ${where}title=${property(title)}::${escaped(message)}`;
}

const escaped = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

const at = (place: Place | null) => (place ? `${place.file}:${place.line}: ` : '');

const flat = (place: Place | null) => ({ file: place?.file ?? null, line: place?.line ?? null });

const count = ({ changes }: Report, level: Level) => changes.filter((change) => change.level === level).length;

function approvedBy({ approval }: Change & { approval: Approval | null }): string {
  return approval ? ` (approved by ${approval.approvedBy}: ${approval.reason})` : '';
}

function leftOver({ unused, expired }: Report): [Approval, string][] {
  const name = ({ change, path }: Approval) => `The approval of ${change} ${path}`;
  return [
    ...unused.map(
      (one) => [one, `${name(one)} is not used: there is no such change. Remove it.`] as [Approval, string],
    ),
    ...expired.map((one) => [one, `${name(one)} ended with ${one.until}.`] as [Approval, string]),
  ];
}

function notCompared({ compared }: Report): string[] {
  return [
    ...(compared.api ? [] : ['The API was not compared: it does not compose.']),
    ...(compared.events ? [] : ['Event contracts were not compared: one of the two is a single file.']),
  ];
}

function summary(report: Report): string {
  const approved = report.changes.filter(({ approval }) => approval).length;
  const breaking = `${count(report, 'breaking')} breaking${approved > 0 ? ` (${approved} approved)` : ''}`;
  const counts = `${breaking}, ${count(report, 'dangerous')} dangerous, ${count(report, 'safe')} safe`;
  const problems = report.problems.length > 0 ? `${report.problems.length} problems, ` : '';
  return `${report.passed ? 'Passed' : 'FAILED'}: ${problems}${counts}.`;
}
