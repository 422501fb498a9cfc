import { expect, test } from 'vitest';
import { z } from 'zod';
import { eventContractFiles } from '../../event-contracts.ts';
import { eventChanges } from './event-changes.ts';

const file = (name: string, contract: z.ZodType | object) => ({
  name,
  file: `schema/events/${name}.json`,
  text: JSON.stringify(contract instanceof z.ZodType ? z.toJSONSchema(contract, { io: 'input' }) : contract, null, 2),
});

/** The changes of one topic, as a line each. */
const changes = (base: z.ZodType | object, head: z.ZodType | object) =>
  eventChanges([file('room.made', base)], [file('room.made', head)]).map(
    ({ level, kind, path }) => `${level} ${kind} ${path.replace('room.made', '')}`,
  );

const RECORD = z.object({
  roomId: z.uuid(),
  seq: z.int().positive(),
  kind: z.enum(['A', 'B']),
  note: z.string().optional(),
});
const UNION = z.object({
  change: z.discriminatedUnion('type', [
    z.object({ type: z.literal('made') }),
    z.object({ type: z.enum(['joined', 'promoted']), role: z.enum(['OWNER', 'MEMBER']) }),
    z.object({ type: z.literal('left'), userId: z.string() }),
  ]),
});

test('the contracts as they are have not changed, whatever their line ends', () => {
  const files = Object.entries(eventContractFiles()).map(([name, text]) => ({ name, file: name, text }));
  expect(files.length).toBeGreaterThan(4);
  expect(eventChanges(files, files)).toEqual([]);
  const windows = files.map((one) => ({ ...one, text: one.text.replace(/\n/g, '\r\n') }));
  expect(eventChanges(windows, files)).toEqual([]);
  expect(eventChanges(files, windows)).toEqual([]);
});

test('a topic that goes breaks its consumers, a new one nobody', () => {
  const [one, other] = [file('a.one', RECORD), file('a.two', RECORD)];
  expect(eventChanges([one, other], [one])).toMatchObject([
    { level: 'breaking', kind: 'EVENT_TOPIC_REMOVED', path: 'a.two' },
  ]);
  expect(eventChanges([one], [one, other])).toMatchObject([
    { level: 'safe', kind: 'EVENT_TOPIC_ADDED', path: 'a.two' },
  ]);
});

test.each([
  ['a field removed', RECORD.omit({ seq: true }), ['breaking EVENT_FIELD_REMOVED #seq']],
  ['an optional field removed', RECORD.omit({ note: true }), ['dangerous EVENT_FIELD_REMOVED #note']],
  ['a field that may be left out now', RECORD.partial({ seq: true }), ['breaking EVENT_FIELD_OPTIONAL #seq']],
  ['a field that is required now', RECORD.required({ note: true }), ['breaking EVENT_FIELD_REQUIRED #note']],
  ['a required field added', RECORD.extend({ more: z.string() }), ['breaking EVENT_FIELD_ADDED #more']],
  ['an optional field added', RECORD.extend({ more: z.string().optional() }), ['safe EVENT_FIELD_ADDED #more']],
  ['a value removed', RECORD.extend({ kind: z.enum(['A']) }), ['breaking EVENT_VALUES_NARROWED #kind']],
  ['a value added', RECORD.extend({ kind: z.enum(['A', 'B', 'C']) }), ['breaking EVENT_VALUES_WIDENED #kind']],
  ['any text instead of values', RECORD.extend({ kind: z.string() }), ['breaking EVENT_VALUES_WIDENED #kind']],
  [
    'values instead of any text',
    RECORD.extend({ note: z.enum(['x']).optional() }),
    ['breaking EVENT_VALUES_NARROWED #note'],
  ],
  ['null is taken', RECORD.extend({ kind: z.enum(['A', 'B']).nullable() }), ['breaking EVENT_VALUES_WIDENED #kind']],
  ['any number instead of a positive one', RECORD.extend({ seq: z.int() }), ['breaking EVENT_VALUES_WIDENED #seq']],
  [
    'a number instead of an integer',
    RECORD.extend({ seq: z.number().positive().max(Number.MAX_SAFE_INTEGER) }),
    ['breaking EVENT_VALUES_WIDENED #seq'],
  ],
  [
    'another type',
    RECORD.extend({ note: z.number().optional() }),
    ['breaking EVENT_VALUES_NARROWED #note', 'breaking EVENT_VALUES_WIDENED #note'],
  ],
  ['a shorter text', RECORD.extend({ note: z.string().max(9).optional() }), ['breaking EVENT_VALUES_NARROWED #note']],
  [
    'a list instead of one',
    RECORD.extend({ note: z.array(z.string()).optional() }),
    ['breaking EVENT_VALUES_NARROWED #note', 'breaking EVENT_VALUES_WIDENED #note'],
  ],
  ['no other fields', RECORD.strict(), ['breaking EVENT_VALUES_NARROWED ']],
])('%s', (_, head, expected) => {
  expect([...new Set(changes(RECORD, head))]).toEqual(expected);
});

test('what one direction allows, the other refuses', () => {
  const longer = RECORD.extend({ note: z.string().max(9).optional() });
  expect(changes(longer, RECORD)).toEqual(['breaking EVENT_VALUES_WIDENED #note']);
  const nullable = RECORD.extend({ kind: z.enum(['A', 'B']).nullable() });
  expect(changes(nullable, RECORD)).toEqual(['breaking EVENT_VALUES_NARROWED #kind']);
  const closed = RECORD.strict();
  expect(changes(closed, closed.extend({ more: z.string().optional() }))).toEqual(['breaking EVENT_FIELD_ADDED #more']);
});

test('branches of a union are known by their tag, wherever they stand', () => {
  const branches = (...options: z.ZodObject[]) => z.object({ change: z.union(options) });
  const made = z.object({ type: z.literal('made') });
  const joined = z.object({ type: z.enum(['joined', 'promoted']), role: z.enum(['OWNER', 'MEMBER']) });
  const left = z.object({ type: z.literal('left'), userId: z.string() });
  expect(changes(UNION, branches(left, made, joined))).toEqual([]);
  expect(changes(UNION, branches(made, joined))).toEqual(['breaking EVENT_VALUES_NARROWED #change']);
  const banned = z.object({ type: z.literal('banned') });
  expect(changes(UNION, branches(made, joined, left, banned))).toEqual(['breaking EVENT_VALUES_WIDENED #change']);
  const withoutRole = joined.omit({ role: true });
  expect(changes(UNION, branches(made, withoutRole, left))).toEqual([
    'breaking EVENT_FIELD_REMOVED #change(joined|promoted).role',
  ]);
  const more = joined.extend({ role: z.enum(['OWNER', 'MEMBER', 'GUEST']) });
  expect(changes(UNION, branches(made, more, left))).toEqual([
    'breaking EVENT_VALUES_WIDENED #change(joined|promoted).role',
  ]);
});

test('what stands in lists, in records and behind references is compared', () => {
  const list = (item: z.ZodType) => z.object({ ids: z.array(item) });
  expect(changes(list(z.string()), list(z.int()))).toContain('breaking EVENT_VALUES_NARROWED #ids[]');
  const named = (value: z.ZodType) => z.object({ names: z.record(z.string(), value) });
  expect(changes(named(z.string()), named(z.string().nullable()))).toEqual(['breaking EVENT_VALUES_WIDENED #names[*]']);
  const behind = (type: string) => ({
    type: 'object',
    properties: { a: { $ref: '#/$defs/A' }, self: { $ref: '#' } },
    $defs: { A: { type } },
  });
  expect(changes(behind('string'), behind('string'))).toEqual([]);
  expect(changes(behind('integer'), behind('number'))).toContain('breaking EVENT_VALUES_WIDENED #a');
});

test('a keyword that nobody here knows is breaking when it changes', () => {
  const of = (not: string) => ({ type: 'object', not: { required: [not] } });
  expect(changes(of('a'), of('a'))).toEqual([]);
  expect(changes(of('a'), of('b'))).toEqual(['breaking EVENT_VALUES_NARROWED ', 'breaking EVENT_VALUES_WIDENED ']);
});

test('a change stands at its line; what was removed, at what it stood in', () => {
  const line = (head: z.ZodType) => {
    const after = file('room.made', head);
    const [first] = eventChanges([file('room.made', RECORD)], [after]);
    return [first?.place?.file, after.text.split('\n')[(first?.place?.line ?? 0) - 1]?.trim()];
  };
  const at = 'schema/events/room.made.json';
  expect(line(RECORD.extend({ more: z.string() }))).toEqual([at, '"more": {']);
  expect(line(RECORD.extend({ kind: z.enum(['A']) }))).toEqual([at, '"enum": [']);
  expect(line(RECORD.omit({ seq: true }))).toEqual([at, '{']);
  const nested = (inner: z.ZodObject) => RECORD.extend({ inner });
  const before = file('room.made', nested(z.object({ a: z.string(), b: z.string() })));
  const after = file('room.made', nested(z.object({ a: z.string() })));
  const [removed] = eventChanges([before], [after]);
  expect(after.text.split('\n')[(removed?.place?.line ?? 0) - 1]?.trim()).toBe('"inner": {');
});

test('a contract that is not one is refused by name', () => {
  const broken = { name: 'a', file: 'schema/events/a.json', text: '{' };
  expect(() => eventChanges([broken], [])).toThrow(/^The event contract schema\/events\/a\.json is not JSON/);
  expect(() => eventChanges([{ ...broken, text: '[]' }], [])).toThrow('is not a JSON Schema');
});
