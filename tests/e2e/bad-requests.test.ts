import { beforeAll, describe, expect, it } from 'vitest';
import { type Person, register } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
let ann: Person;
beforeAll(async () => {
  ann = await register(lynk());
});

/** What a raw request was answered with: its status and the codes of its errors. */
async function outcome(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const { status, text } = await ann.client.raw(body, headers);
  const { errors = [] } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return { status, codes: errors.map((error) => error.extensions.code) };
}
const operation = (query: string, more: object = {}) => JSON.stringify({ query, ...more });

describe('a request', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>]>([
    ['without a body', '', {}],
    ['that is no JSON', 'nonsense', {}],
    ['that is cut off', '{"query": "{ __typen', {}],
    ['of bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x00]), {}],
    ['that is JSON and no operation', '{}', {}],
    ['that is null', 'null', {}],
    ['that is a text', '"{ __typename }"', {}],
    ['that is a number', '7', {}],
    ['that is a batch', `[${operation('{ __typename }')}]`, {}],
    ['whose query is a number', '{"query": 7}', {}],
    ['whose variables are a list', operation('{ __typename }', { variables: [] }), {}],
    ['whose variables are a text', operation('{ __typename }', { variables: 'nonsense' }), {}],
    ['whose operation name is a number', operation('{ __typename }', { operationName: 7 }), {}],
    ['without a content type that needs a preflight', operation('{ __typename }'), { 'content-type': 'text/plain' }],
    ['of a form', 'query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }],
    [
      'in a charset that nobody knows',
      operation('{ __typename }'),
      { 'content-type': 'application/json; charset=nonsense' },
    ],
    ['in an encoding that it is not in', operation('{ __typename }'), { 'content-encoding': 'gzip' }],
    ['in an encoding that nobody knows', operation('{ __typename }'), { 'content-encoding': 'nonsense' }],
    ['that is far too long', operation(`{ __typename } # ${'x'.repeat(3_000_000)}`), {}],
  ])('%s is refused, politely', async (_, body, headers) => {
    const { status, codes } = await outcome(body, headers);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(codes).toHaveLength(1);
    expect(['BAD_REQUEST', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(codes[0]);
  });

  it.each([
    ['with a syntax error', '{ viewer', 'GRAPHQL_PARSE_FAILED'],
    ['with NUL', '{ \u0000 }', 'GRAPHQL_PARSE_FAILED'],
    ['with an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['with an unknown argument', '{ viewer(x: 1) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['with a literal of a wrong type', '{ user(id: {}) { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['without a sub-selection', '{ viewer }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'with a fragment that holds itself',
      '{ viewer { ...F } } fragment F on Viewer { ...F }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'with too many levels',
      `{ viewer { rooms { nodes ${'{ lastMessage { room '.repeat(15)} { id } ${'} }'.repeat(15)} } } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'with too many aliases',
      `{ ${Array.from({ length: 1_000 }, (_, index) => `a${index}: __typename`).join(' ')} }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['with too many tokens', `{ ${'__typename '.repeat(20_000)} }`, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'for what only gateways may see',
      '{ roomEventsSince(roomId: "r_") { items { actorId } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('%s is refused with its code', async (_, query, code) => {
    const { status, codes } = await outcome(operation(query));
    expect(status).toBe(400);
    expect(new Set(codes)).toEqual(new Set([code]));
  });

  it.each([
    ['a missing variable', 'query ($id: ID!) { user(id: $id) { id } }', {}],
    ['null for what must be given', 'query ($id: ID!) { user(id: $id) { id } }', { id: null }],
    ['an object for an ID', 'query ($id: ID!) { user(id: $id) { id } }', { id: {} }],
    ['a text for a number', 'query ($first: Int) { publicRooms(first: $first) { nodes { id } } }', { first: 'many' }],
    ['a number beyond 32 bits', 'query ($first: Int) { publicRooms(first: $first) { nodes { id } } }', { first: 1e12 }],
    ['a broken number', 'query ($first: Int) { publicRooms(first: $first) { nodes { id } } }', { first: 1.5 }],
    [
      'a number for a text',
      'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { id } } }',
      { input: { bio: 7 } },
    ],
    [
      'a field that an input does not have',
      'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { user { id } } }',
      { input: { role: 'ADMIN' } },
    ],
    [
      'an unknown value of an enum',
      'mutation ($input: CreateRoomInput!) { createRoom(input: $input) { room { id } } }',
      { input: { name: 'x', visibility: 'SECRET' } },
    ],
  ])('with %s is BAD_USER_INPUT', async (_, query, variables) => {
    const { status, codes } = await outcome(operation(query, { variables }));
    expect(status).toBeLessThan(500);
    expect(codes).toEqual(['BAD_USER_INPUT']);
  });

  it('by GET is for queries alone, and not for pages of others', async () => {
    const ask = (query: string, headers: Record<string, string> = {}) =>
      fetch(`${lynk().url}?query=${encodeURIComponent(query)}`, { headers });
    expect((await ask('{ __typename }')).status).toBe(400);
    expect((await ask('{ __typename }', { 'apollo-require-preflight': '1' })).status).toBe(200);
    const answer = await ask('mutation { logout { endedSessionId } }', { 'apollo-require-preflight': '1' });
    expect(answer.status).toBe(405);
  });

  it('to an address where nothing is gets 404', async () => {
    expect((await fetch(new URL('/nothing', lynk().url))).status).toBe(404);
    expect((await fetch(new URL('/graphql/nothing', lynk().url), { method: 'POST' })).status).toBeLessThan(500);
  });

  it('leaves nothing behind: the next one is answered', async () => {
    expect(await outcome(operation('{ viewer { id } }'))).toEqual({ status: 200, codes: [] });
  });
});
