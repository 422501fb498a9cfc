import { expect, test } from 'vitest';
import { check, type Report } from './check.ts';
import type { SchemaFile, SchemaVersion } from './schema-version.ts';

const file = (name: string, text: string): SchemaFile => ({ name, file: `schema/${name}.graphql`, text });

/** A plain API. */
const api = (text: string): SchemaVersion => ({ label: 'x', subgraphs: [], api: file('api', text), events: null });

const BASE = `
"Asks."
type Query {
  "One room."
  room("Which." id: ID!, "How." mode: Mode = SHORT): Room
  "All."
  rooms("How many." first: Int): [Room!]!
}
"A room."
type Room {
  "Its ID."
  id: ID!
  "Its name."
  name: String!
  "What it is about."
  topic: String
}
"What may be found."
union Found = Room | Person
"Somebody."
type Person {
  "The ID."
  id: ID!
}
"How."
enum Mode {
  "Short."
  SHORT
  "Long."
  LONG
}
"What to make."
input NewRoom {
  "Its name."
  name: String!
  "What it is about."
  topic: String = "none"
}
"A moment."
scalar Moment
`;

const run = (base: SchemaVersion, head: SchemaVersion): Promise<Report> =>
  check(base, head, { approvals: [], today: '2030-01-01', folder: '/nowhere' });

const changed = async (from: string, to: string, base = BASE) => {
  const now = base.replace(from, to);
  if (now === base) throw new Error(`nothing to change: ${from}`);
  const report = await run(api(base), api(now));
  return { ...report, found: report.changes.map(({ level, kind, path }) => `${level} ${kind} ${path}`) };
};

test('what is the same has no changes, whatever its line ends and its order', async () => {
  expect((await run(api(BASE), api(BASE.replace(/\n/g, '\r\n')))).changes).toEqual([]);
  expect((await run(api(BASE.replace(/\n/g, '\r\n')), api(BASE))).changes).toEqual([]);
  const [first = '', ...rest] = BASE.split(/(?=^"A room\.")/m);
  expect((await run(api(BASE), api([...rest, first].join('\n')))).changes).toEqual([]);
});

test.each([
  ['a field removed', '  "What it is about."\n  topic: String\n', '', 'FIELD_REMOVED Room.topic'],
  [
    'a field that may be null now',
    'name: String!\n  "What it is about."\n  topic: String\n',
    'name: String\n  "What it is about."\n  topic: String\n',
    'FIELD_TYPE_CHANGED Room.name',
  ],
  ['a field of another type', 'topic: String\n}', 'topic: Int\n}', 'FIELD_TYPE_CHANGED Room.topic'],
  ['a list that may hold nulls now', '[Room!]!', '[Room]!', 'FIELD_TYPE_CHANGED Query.rooms'],
  [
    'an argument removed',
    '"Which." id: ID!, "How." mode: Mode = SHORT',
    '"Which." id: ID!',
    'FIELD_ARGUMENT_REMOVED Query.room.mode',
  ],
  [
    'a required argument added',
    '"How many." first: Int',
    '"How many." first: Int, "Why." why: Int!',
    'FIELD_ARGUMENT_ADDED Query.rooms.why',
  ],
  ['an argument that is required now', 'first: Int', 'first: Int!', 'FIELD_ARGUMENT_TYPE_CHANGED Query.rooms.first'],
  ['a type removed', '"A moment."\nscalar Moment\n', '', 'TYPE_REMOVED Moment'],
  ['a type of another kind', 'scalar Moment', 'enum Moment {\n  "Now."\n  NOW\n}', 'TYPE_KIND_CHANGED Moment'],
  ['a value removed', '  "Long."\n  LONG\n', '', 'ENUM_VALUE_REMOVED Mode.LONG'],
  ['a member of a union removed', 'Room | Person', 'Room', 'UNION_MEMBER_REMOVED Found.Person'],
  [
    'a required input field added',
    'input NewRoom {',
    'input NewRoom {\n  "Why."\n  why: String!',
    'INPUT_FIELD_ADDED NewRoom.why',
  ],
  [
    'an input field removed',
    '  "What it is about."\n  topic: String = "none"\n',
    '',
    'INPUT_FIELD_REMOVED NewRoom.topic',
  ],
  [
    'an input field that is required now',
    'topic: String = "none"',
    'topic: String!',
    'INPUT_FIELD_TYPE_CHANGED NewRoom.topic',
  ],
])('breaking: %s', async (_, from, to, name) => {
  const { passed, found } = await changed(from, to);
  expect(found).toContain(`breaking ${name}`);
  expect(passed).toBe(false);
});

test.each([
  ['a value added', 'LONG\n', 'LONG\n  "Other."\n  OTHER\n', 'ENUM_VALUE_ADDED Mode.OTHER'],
  ['a member of a union added', '= Room | Person', '= Room | Person | Query', 'UNION_MEMBER_ADDED Found.Query'],
  ['another default', 'mode: Mode = SHORT', 'mode: Mode = LONG', 'FIELD_ARGUMENT_DEFAULT_CHANGED Query.room.mode'],
])('dangerous: %s', async (_, from, to, name) => {
  const { passed, found } = await changed(from, to);
  expect(found).toEqual([`dangerous ${name}`]);
  expect(passed).toBe(true);
});

test.each([
  ['a field added', '  topic: String\n}', '  topic: String\n  "New."\n  more: Int\n}', 'FIELD_ADDED Room.more'],
  ['a field that is never null now', '  topic: String\n}', '  topic: String!\n}', 'FIELD_TYPE_CHANGED Room.topic'],
  [
    'a new type, told in one line',
    'scalar Moment',
    'scalar Moment\n"It."\ntype New {\n  "A."\n  a: Int\n}',
    'TYPE_ADDED New',
  ],
  [
    'an optional input field added',
    'input NewRoom {',
    'input NewRoom {\n  "Why."\n  why: String',
    'INPUT_FIELD_ADDED NewRoom.why',
  ],
  ['a description', '"A moment."', '"A moment in time."', 'TYPE_DESCRIPTION_CHANGED Moment'],
])('safe: %s', async (_, from, to, name) => {
  const { passed, found } = await changed(from, to);
  expect(found).toEqual([`safe ${name}`]);
  expect(passed).toBe(true);
});

test('a removal that stands below a changed description is seen', async () => {
  const was = BASE.replace('"A room."\n', '');
  const { found } = await changed('type Room {\n  "Its ID."\n  id: ID!', '"A room."\ntype Room {', was);
  expect(found).toContain('breaking FIELD_REMOVED Room.id');
});

test('what is new has a description, and a deprecation names a replacement and a date', async () => {
  const { problems, passed } = await changed('scalar Moment', 'scalar Moment\nscalar Bare');
  expect(problems).toMatchObject([{ code: 'DESCRIPTION_MISSING', place: { file: 'schema/api.graphql', line: 41 } }]);
  expect(passed).toBe(false);
  const deprecated = (reason: string) =>
    changed('  topic: String\n', `  topic: String @deprecated(reason: "${reason}")\n`).then(
      (report) => report.problems,
    );
  expect(await deprecated('Old.')).toMatchObject([{ code: 'DEPRECATION_UNCLEAR', place: { line: 16 } }]);
  expect(await deprecated('Use `name`.')).toHaveLength(1);
  expect(await deprecated('Gone after 2030-01-31.')).toHaveLength(1);
  expect(await deprecated('Use `name`. Removed after 2030-01-31.')).toEqual([]);
});

test('old faults are not asked of a change that has nothing to do with them', async () => {
  const old = BASE.replace('"A moment."\n', '').replace(
    'topic: String\n}',
    'topic: String @deprecated(reason: "x")\n}',
  );
  expect((await run(api(old), api(old))).problems).toEqual([]);
});

const FEDERATION = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const USER = `${FEDERATION}
"Asks."
type Query {
  "You."
  me: User
}
"Somebody."
type User @key(fields: "id") {
  "The ID."
  id: ID!
  "The name."
  name: String
}
`;
const ROOM = `${FEDERATION}
type User @key(fields: "id") {
  id: ID!
  "Where it is."
  room: String
  "When."
  since: Int
}
`;
const subgraphs = (user: string, room: string): SchemaVersion => ({
  label: 'x',
  subgraphs: [file('room', room), file('user', user)],
  api: null,
  events: null,
});

test('a change stands in the subgraph where it was made; what was removed, at what it stood in', async () => {
  const base = subgraphs(USER, ROOM);
  const inRoom = await run(base, subgraphs(USER, ROOM.replace('  "When."\n  since: Int\n', '')));
  expect(inRoom.changes).toMatchObject([{ path: 'User.since', place: { file: 'schema/room.graphql', line: 2 } }]);
  const inUser = await run(base, subgraphs(USER.replace('  "The name."\n  name: String\n', ''), ROOM));
  expect(inUser.changes).toMatchObject([{ path: 'User.name', place: { file: 'schema/user.graphql', line: 8 } }]);
  const other = await run(base, subgraphs(USER.replace('name: String', 'name: Int'), ROOM));
  expect(other.changes).toMatchObject([{ path: 'User.name', place: { file: 'schema/user.graphql', line: 12 } }]);
  const windows = await run(base, subgraphs(USER.replace('name: String', 'name: Int').replace(/\n/g, '\r\n'), ROOM));
  expect(windows.changes).toMatchObject([{ path: 'User.name', place: { file: 'schema/user.graphql', line: 12 } }]);
});

test('a head that does not compose says which subgraph and where', async () => {
  const base = subgraphs(USER, ROOM);
  const problemsOf = async (user: string, room: string) => {
    const report = await run(base, subgraphs(user, room));
    expect([report.passed, report.compared.api]).toEqual([false, false]);
    return report.problems;
  };
  expect(await problemsOf(`${USER}\ntype {`, ROOM)).toMatchObject([
    { kind: 'COMPOSITION', subgraph: 'user', place: { file: 'schema/user.graphql', line: 15 } },
  ]);
  expect(await problemsOf(USER.replace('name: String', 'name: Strange'), ROOM)).toMatchObject([
    { kind: 'COMPOSITION', subgraph: 'user', place: { file: 'schema/user.graphql' } },
  ]);
  expect(await problemsOf(USER, ROOM.replace('room: String', 'name: Int'))).toMatchObject([
    { kind: 'COMPOSITION', code: 'FIELD_TYPE_MISMATCH', place: { file: 'schema/room.graphql', line: 5 } },
    { kind: 'COMPOSITION', code: 'INVALID_FIELD_SHARING', subgraph: null, place: { line: expect.any(Number) } },
  ]);
  expect(await problemsOf(USER, ROOM.replace('fields: "id"', 'fields: "uuid"'))).toMatchObject([
    {
      kind: 'COMPOSITION',
      code: 'KEY_INVALID_FIELDS',
      subgraph: 'room',
      place: { file: 'schema/room.graphql', line: 2 },
    },
  ]);
});

test('a base that is no schema is refused by name', async () => {
  await expect(run(api('type Query {'), api(BASE))).rejects.toThrow(/^The base x is not a valid schema: .*schema\/api/);
  await expect(run(api('scalar A'), api(BASE))).resolves.toBeDefined();
});
