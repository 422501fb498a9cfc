import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type PlantedCopy, plantedCopy } from './planted-copy.ts';

/** Each test starts several processes, which take their time on a machine that has other things to do. */
const SLOW_MS = 180_000;
vi.setConfig({ testTimeout: SLOW_MS });

const APPROVALS = 'schema/approved-changes.json';
const REMOVED = 'FIELD_REMOVED Room.topic';

let copy: PlantedCopy;
const git = (...args: string[]) => {
  const identity = ['-c', 'user.name=Ann', '-c', 'user.email=ann@chat.example', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], { cwd: copy.folder, encoding: 'utf8' }).trim();
};
const commit = (message: string) => {
  git('add', '--all', 'schema');
  git('commit', '--quiet', '--allow-empty', '--message', message);
};
const check = (...args: string[]) => copy.run('node', 'dist/schema-check.js', ...args);
const remove = (file: string) => rmSync(path.join(copy.folder, file), { recursive: true });
const removeTopic = () =>
  copy.alter('schema/room.graphql', (text) => text.replace(/ {2}"What it is about\."\n {2}topic: String\n/, ''));
const approve = (until: string, name = REMOVED) => {
  const [change, subject] = name.split(' ');
  const approval = {
    change,
    path: subject,
    reason: 'Nobody has used it.',
    approvedBy: 'Ann',
    approvedOn: '2026-01-31',
  };
  copy.plant(APPROVALS, JSON.stringify([{ ...approval, until }], null, 2));
};

beforeAll(async () => {
  copy = plantedCopy();
  git('checkout', '--quiet', '-b', 'main');
  commit('The contracts');
  // As `npm run schema:check` does, once for all: it bundles what has changed.
  const { output } = await copy.run('node', 'scripts/run-tool.mjs', 'schema-check', '--help');
  expect(output).toContain('Usage: npm run schema:check');
}, SLOW_MS);
afterEach(() => {
  git('checkout', '--quiet', '--force', 'main');
  git('clean', '--quiet', '--force', '-d', 'schema');
});
afterAll(() => copy.remove());

test('nothing has changed: in a clone with one commit, and against the head itself', async () => {
  for (const args of [[], ['--base', 'HEAD'], ['--base', 'schema'], ['--base', 'main', '--format', 'github']]) {
    const { code, output } = await check(...args);
    expect(output).toContain('Passed: 0 breaking, 0 dangerous, 0 safe.');
    expect(code).toBe(0);
  }
  expect((await check()).output).toContain('Compared with HEAD itself, as the clone holds no earlier commit');
});

test('a breaking change of the API fails, at its file and line', async () => {
  removeTopic();
  const line =
    readFileSync(path.join(copy.folder, 'schema/room.graphql'), 'utf8')
      .split('\n')
      .indexOf('type Room @key(fields: "id") {') + 1;
  const text = await check('--base', 'HEAD');
  expect(text.output).toContain(`schema/room.graphql:${line}: breaking ${REMOVED}: Field 'topic' was removed`);
  expect(text.output).toContain('FAILED: 1 breaking, 0 dangerous, 0 safe.');
  expect(text.code).toBe(1);
  const github = await check('--base', 'HEAD', '--format', 'github');
  expect(github.output).toContain(`::error file=schema/room.graphql,line=${line},title=breaking%3A ${REMOVED}::Field`);
  expect(github.code).toBe(1);
});

test('a breaking change of an event contract fails, at its file and line', async () => {
  copy.alter('schema/events/room.message.json', (text) => text.replace('    "seq",\n', ''));
  remove('schema/events/user.created.json');
  const { code, output } = await check('--base', 'HEAD', '--format', 'github');
  expect(output).toMatch(
    /::error file=schema\/events\/room\.message\.json,line=\d+,title=breaking%3A EVENT_FIELD_OPTIONAL room\.message#seq::/,
  );
  expect(output).toContain('::error title=breaking%3A EVENT_TOPIC_REMOVED user.created::');
  expect(code).toBe(1);
});

test('what does not compose fails, with the subgraph and the place', async () => {
  copy.alter('schema/room.graphql', (text) => text.replace('kind: RoomKind!', 'kind: RoomKinds!'));
  const { code, output } = await check('--base', 'HEAD', '--format', 'json');
  const report = JSON.parse(output);
  expect(report).toMatchObject({
    version: 1,
    passed: false,
    compared: { api: false, events: true },
    problems: [{ kind: 'COMPOSITION', code: 'INVALID_GRAPHQL', subgraph: 'room', file: 'schema/room.graphql' }],
  });
  expect(report.problems[0].line).toBeGreaterThan(1);
  expect(code).toBe(1);
});

test('the JSON form holds what the documentation says', async () => {
  removeTopic();
  copy.alter('schema/room.graphql', (text) => text.replace('enum RoomKind {', 'enum RoomKind {\n  "New."\n  CHANNEL'));
  const { output } = await check('--base', 'HEAD', '--format', 'json');
  const documented = readFileSync(path.join(copy.folder, 'docs/api/schema-checks.md'), 'utf8');
  const [, example = '{}'] = /```json\n(\{\n {2}"version".*?)```/s.exec(documented) ?? [];
  const shape = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, 1).map(shape);
    if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]));
  };
  approve('2999-12-31');
  const approved = JSON.parse((await check('--base', 'HEAD', '--format', 'json')).output);
  expect(shape(approved)).toEqual(shape(JSON.parse(example)));
  expect(JSON.parse(output).counts).toEqual({ problems: 0, breaking: 1, dangerous: 1, safe: 0, approved: 0 });
});

test('an approved break passes until its time is over; what approves nothing is told', async () => {
  removeTopic();
  approve('2999-12-31');
  const passed = await check('--base', 'HEAD');
  expect(passed.output).toContain('Passed: 1 breaking (1 approved)');
  expect(passed.output).toContain('(approved by Ann: Nobody has used it.)');
  expect(passed.code).toBe(0);
  approve('2026-02-01');
  const late = await check('--base', 'HEAD');
  expect(late.output).toContain(`${APPROVALS}:2: The approval of ${REMOVED} ended with 2026-02-01.`);
  expect(late.code).toBe(1);
  approve('2999-12-31', 'FIELD_REMOVED Room.name');
  const other = await check('--base', 'HEAD', '--format', 'github');
  expect(other.output).toContain(
    `::warning file=${APPROVALS},line=2,title=Approval::The approval of FIELD_REMOVED Room.name is not used`,
  );
  expect(other.code).toBe(1);
});

test('an approval until a release holds until the head contains it', async () => {
  removeTopic();
  approve('v9.0.0');
  expect((await check('--base', 'HEAD')).code).toBe(0);
  git('tag', 'v9.0.0');
  const { code, output } = await check('--base', 'HEAD');
  git('tag', '--delete', 'v9.0.0');
  expect(output).toContain('ended with v9.0.0');
  expect(code).toBe(1);
});

test('without a base: where the branch left the main line, and on the main line the commit before', async () => {
  const first = git('rev-parse', '--short=10', 'HEAD');
  git('checkout', '--quiet', '-b', 'work');
  removeTopic();
  commit('Rooms are about nothing');
  commit('Something else');
  const branch = await check();
  expect(branch.output).toContain(`Compared with the merge base with main (${first})`);
  expect(branch.output).toContain(REMOVED);
  git('checkout', '--quiet', 'main');
  git('merge', '--quiet', '--ff-only', 'work');
  const main = await check();
  expect(main.output).toContain('Compared with the commit before');
  expect(main.output).not.toContain(REMOVED);
  git('reset', '--quiet', '--hard', first);
});

test('a released file, a supergraph and a folder of another team are compared as well', async () => {
  const elsewhere = path.join(copy.folder, 'node_modules', 'team');
  mkdirSync(elsewhere);
  cpSync(path.join(copy.folder, 'schema/api.graphql'), path.join(elsewhere, 'released.graphql'));
  cpSync(path.join(copy.folder, 'schema/supergraph.graphql'), path.join(elsewhere, 'super.graphql'));
  cpSync(path.join(copy.folder, 'schema'), path.join(elsewhere, 'subgraphs'), { recursive: true });
  removeTopic();
  for (const base of ['released.graphql', 'super.graphql']) {
    const { code, output } = await check('--base', path.join(elsewhere, base));
    expect(output).toContain(REMOVED);
    expect(output).toContain('Event contracts were not compared: one of the two is a single file.');
    expect(code).toBe(1);
  }
  const other = await check(
    '--base',
    path.join(elsewhere, 'released.graphql'),
    '--head',
    path.join(elsewhere, 'subgraphs'),
  );
  expect(other.output).toContain('Passed: 0 breaking, 0 dangerous, 0 safe.');
  expect(other.code).toBe(0);
});

test('Windows line ends change nothing', async () => {
  const base = path.join(copy.folder, 'node_modules', 'windows');
  cpSync(path.join(copy.folder, 'schema'), base, { recursive: true });
  for (const name of ['api.graphql', 'room.graphql', 'events/room.message.json']) {
    const file = path.join(base, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n/g, '\r\n'));
  }
  const args = [
    ['--base', base],
    ['--base', 'HEAD', '--head', base],
  ];
  for (const { output } of await Promise.all(args.map((some) => check(...some)))) {
    expect(output).toContain('Passed: 0 breaking, 0 dangerous, 0 safe.');
  }
});

test('wrong usage is one sentence and exit code 2', async () => {
  const malformed = path.join(copy.folder, 'node_modules', 'malformed.graphql');
  writeFileSync(malformed, 'type Query {');
  const empty = path.join(copy.folder, 'node_modules', 'empty');
  mkdirSync(empty);
  const cases: [string[], RegExp][] = [
    [['--base', 'no-such-ref'], /^The base "no-such-ref" is neither a file nor a folder nor a git ref/],
    [['--base', '--output=x'], /^Option '--base' argument is ambiguous/],
    [['--base=--output=x'], /^The base "--output=x" is neither/],
    [['--base', malformed], /^The base \S+ is not a valid schema: Syntax Error.*malformed\.graphql:1\)$/],
    [['--base', empty], /holds no schema/],
    [['--base', ''], /^--base is empty\.$/],
    [['--base', 'HEAD', '--format', 'xml'], /^There is no format "xml"/],
    [['--base', 'HEAD', '--head', 'nowhere'], /^There is no file or folder "nowhere"\.$/],
    [['--strict'], /^Unknown option '--strict'/],
  ];
  for (const [args, sentence] of cases) {
    const { code, output } = await check(...args);
    expect(output.trimEnd()).toMatch(sentence);
    expect(output.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  }
  copy.plant(APPROVALS, '[{ "change": "FIELD_REMOVED" }]');
  const { code, output } = await check('--base', 'HEAD');
  expect(output).toMatch(/^The approval file schema\/approved-changes\.json is wrong at \[0\.path\]: .*\n$/);
  expect(code).toBe(2);
});
