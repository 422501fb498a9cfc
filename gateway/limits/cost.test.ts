import { buildSchema, getIntrospectionQuery, getOperationAST, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { compileCost } from './cost.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query {
    me: Person
    rooms(first: Int, last: Int): RoomConnection!
    latest(first: Int = 3): [Room!]!
    node: Node
  }
  type Mutation { send(body: String!): Room }
  type Subscription { happened: Room }
  interface Node { id: ID! }
  type Person implements Node { id: ID! name: String! nicknames: [String!]! friends: [Person!]! }
  type RoomConnection { edges: [RoomEdge!]! nodes: [Room!]! pageInfo: PageInfo! }
  type PageInfo { endCursor: String hasNextPage: Boolean! }
  type RoomEdge { cursor: String! node: Room! }
  type Room implements Node { id: ID! title: String! members(first: Int, last: Int): RoomConnection! owner: Person }
`);

function cost(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('There must be one operation.');
  return compileCost(schema, document, operation)(variables);
}

it.each([
  ['{ __typename }', 1],
  ['{ me { id name __typename } }', 3],
  ['{ a: me { id } b: me { id } }', 4],
  // A list whose length nobody can choose counts as five.
  ['{ me { friends { id name } nicknames } }', 1 + 1 + 5 * 2 + 1],
  ['{ rooms(first: 7) { edges { cursor node { id } } } }', 1 + 1 + 7 * 3],
  ['{ rooms(last: 7) { nodes { id } pageInfo { endCursor } } }', 1 + 1 + 7 + 2],
  ['{ rooms { nodes { id } } }', 2 + 20],
  ['{ latest { id } }', 1 + 3],
  ['{ latest(first: 8) { id } }', 1 + 8],
  ['{ rooms(first: 100) { nodes { members(first: 50) { nodes { id title } } } } }', 2 + 100 * (2 + 50 * 2)],
  ['{ rooms(first: 2) { nodes { owner { friends { id } } } } }', 2 + 2 * (1 + 1 + 5)],
  ['{ node { id ... on Room { title owner { id } } ... on Person { name } } }', 1 + 1 + 1 + 2 + 1],
  [
    '{ ...All } fragment All on Query { rooms(first: 2) { ...Page } } fragment Page on RoomConnection { nodes { id } }',
    4,
  ],
  ['{ me @skip(if: true) { id } }', 2],
  ['mutation { send(body: "") { id } }', 12],
  ['mutation { a: send(body: "") { id } ...Other } fragment Other on Mutation { b: send(body: "") { id } }', 24],
  ['subscription { happened { id title } }', 13],
])('%s costs %i', (text, expected) => {
  expect(cost(text)).toBe(expected);
});

it('follows the variables', () => {
  const rooms = 'query($first: Int, $last: Int = 9) { rooms(first: $first, last: $last) { nodes { id } } }';
  expect(cost(rooms, { first: 12 })).toBe(2 + 12);
  expect(cost(rooms)).toBe(2 + 9);
  expect(cost(rooms, { first: null, last: null })).toBe(2 + 20);
  expect(cost(rooms, { first: 1, last: 30 })).toBe(2 + 30);
});

it('takes no page for longer than there are, or shorter than none', () => {
  const rooms = 'query($first: Int) { rooms(first: $first) { nodes { id } } }';
  expect(cost(rooms, { first: 1_000_000_000 })).toBe(2 + 100);
  expect(cost(rooms, { first: -5 })).toBe(2);
  for (const first of ['7', {}, [], true, Number.NaN]) expect(cost(rooms, { first })).toBeLessThanOrEqual(102);
});

it('lets the introspection query pass', () => {
  expect(cost(getIntrospectionQuery())).toBeLessThan(1_000);
});
