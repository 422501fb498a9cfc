import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { makeRoom, type Person, registerAll, send } from '#tests/kit/people.ts';
import { promote } from '#tests/kit/promote.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const schema = buildSchema(readFileSync(path.join(PROJECT_ROOT, 'schema', 'api.graphql'), 'utf8'));

const GARBAGE = ['', ' ', 'nonsense', '0', '-1', '\u0000', '\ud800', "' OR 1=1 --", 'r_', 'm_!!!', 'x'.repeat(5_000)];

/** An argument that is an ID or a cursor, of a root field. */
interface Place {
  readonly operation: 'query' | 'mutation';
  readonly field: GraphQLField<unknown, unknown>;
  /** The path to it below the arguments, such as `input.roomId`. */
  readonly path: readonly string[];
}

/** Every argument of a root field that takes an ID or a cursor, found in the schema: new ones are tested from the start. */
const PLACES: Place[] = (['query', 'mutation'] as const).flatMap((operation) => {
  const type = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
  return Object.values(type?.getFields() ?? {}).flatMap((field) =>
    field.args.flatMap(({ name, type: argument }) =>
      pathsOf(name, argument).map((path) => ({ operation, field, path })),
    ),
  );
});

function pathsOf(name: string, type: GraphQLInputType): string[][] {
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    return Object.values(named.getFields()).flatMap((field) =>
      pathsOf(field.name, field.type).map((below) => [name, ...below]),
    );
  }
  return named.name === 'ID' || name === 'after' || name === 'before' ? [[name]] : [];
}

/** Values that are right, by the name of the argument. */
let values: Readonly<Record<string, unknown>>;
let ann: Person;
/** IDs and cursors that are well formed and of something else, or of nothing that there is. */
let misplaced: { ids: Record<string, string>; cursors: string[] };

beforeAll(async () => {
  const [me, ben] = await registerAll(lynk(), 'Ann', 'Ben');
  // An admin may use every field.
  ann = await promote(lynk(), me);
  const roomId = await makeRoom(ann, [ben], { visibility: 'PUBLIC' });
  const other = await makeRoom(ann);
  const message = await send(ann, roomId, 'hello');
  const foreign = await send(ann, other, 'elsewhere');
  values = {
    id: undefined,
    roomId,
    userId: ben.id,
    messageId: message.id,
    body: 'hello',
    clientMessageId: 'key',
    emoji: '🎉',
    isTyping: true,
    role: 'MEMBER',
    purpose: 'MESSAGE_ATTACHMENT',
    fileName: 'notes.txt',
    contentType: 'text/plain',
    size: 5,
    sha256: createHash('sha256').update('hello').digest('hex'),
    ticket: 'a ticket',
  };
  misplaced = { ids: { user: ben.id, room: roomId, message: message.id }, cursors: [foreign.cursor, message.cursor] };
});

/** Asks with a value at a place and right values everywhere else. */
function ask({ operation, field, path: [first = '', ...below] }: Place, value: string) {
  const given: Record<string, unknown> = {};
  for (const argument of field.args) {
    const named = getNamedType(argument.type);
    if (argument.name === first)
      given[first] = isInputObjectType(named) ? inputOf(named, below[0] ?? '', value) : value;
    else if (isRequiredArgument(argument)) given[argument.name] = rightValue(argument.name);
  }
  const declared = field.args.filter((argument) => argument.name in given);
  const variables = declared.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const argumentsText = declared.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  return ann.client.text(`${operation} (${variables}) { ${field.name}(${argumentsText}) { __typename } }`, given);
}

function inputOf(type: GraphQLInputObjectType, name: string, value: string) {
  const required = Object.values(type.getFields()).filter(
    (field) => isRequiredInputField(field) && field.name !== name,
  );
  return { ...Object.fromEntries(required.map((field) => [field.name, rightValue(field.name)])), [name]: value };
}

function rightValue(name: string): unknown {
  if (!(name in values)) throw new Error(`Say what a right value of \`${name}\` is.`);
  return values[name];
}

const nameOf = ({ field, path: names }: Place) => `${field.name}(${names.join('.')})`;

describe('garbage', () => {
  it.each(PLACES.map((place) => [nameOf(place), place] as const))('as %s is BAD_USER_INPUT', async (_, place) => {
    for (const value of GARBAGE) {
      const answer = await ask(place, value);
      expect(answer.codes, JSON.stringify(value)).toEqual(['BAD_USER_INPUT']);
      expect(answer.errors[0]?.message).not.toMatch(/syntax|postgres|sql|undefined|stack/i);
      expect(Object.values(answer.data ?? {})).toEqual([null]);
    }
  });

  it('is looked for everywhere', () => {
    const names = PLACES.map(nameOf);
    expect(names).toContain('sendMessage(input.roomId)');
    expect(names).toContain('roomEventsSince(after)');
    expect(names.length).toBeGreaterThan(20);
  });
});

describe('the ID of something else', () => {
  it.each(
    PLACES.filter(({ path: names }) => /Id$/.test(names.at(-1) ?? '')).map((place) => [nameOf(place), place] as const),
  )('as %s is BAD_USER_INPUT', async (_, place) => {
    const right = (place.path.at(-1) ?? '').replace(/Id$/, '');
    for (const [kind, id] of Object.entries(misplaced.ids)) {
      if (kind !== right) expect((await ask(place, id)).codes, kind).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('of nothing that there is, is NOT_FOUND or an entry of userErrors', async () => {
    const bytes = (length: number) => Buffer.alloc(length, 1).toString('base64url');
    const unknown: Record<string, string> = {
      user: `u_${bytes(16)}`,
      room: `r_${bytes(16)}`,
      message: `m_${bytes(22)}`,
    };
    for (const place of PLACES) {
      const kind = (place.path.at(-1) ?? '').replace(/Id$/, '');
      const id = unknown[kind];
      if (id === undefined) continue;
      const answer = await ask(place, id);
      const isUserError = answer.errors.length === 0 && answer.data != null;
      if (!isUserError) expect(answer.codes, nameOf(place)).toEqual(['NOT_FOUND']);
    }
  });
});

describe('the cursor of another list', () => {
  it('is BAD_USER_INPUT', async () => {
    const [foreign = '', mine = ''] = misplaced.cursors;
    const roomId = values['roomId'];
    for (const [query, after] of [
      ['query ($roomId: ID!, $after: String) { roomEventsSince(roomId: $roomId, after: $after) { head } }', foreign],
      [
        'query ($roomId: ID!, $after: String) { room(id: $roomId) { messages(after: $after) { liveCursor } } }',
        foreign,
      ],
      ['query ($roomId: ID!, $after: String) { room(id: $roomId) { members(after: $after) { nodes { id } } } }', mine],
      ['query ($after: String) { publicRooms(after: $after) { nodes { id } } }', mine],
      ['query ($after: String) { viewer { rooms(after: $after) { nodes { id } } } }', mine],
      ['query ($after: String) { viewer { blockedUsers(after: $after) { nodes { id } } } }', mine],
    ] as const) {
      const answer = await ann.client.text(query, { roomId, after });
      expect(answer.codes, query).toEqual(['BAD_USER_INPUT']);
    }
  });
});
