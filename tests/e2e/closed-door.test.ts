import { describe, expect, test } from 'vitest';
import { useLynk } from '#tests/kit/use-lynk.ts';

/**
 * What the scanner graphql-cop looks for, under its names, against a Lynk in production. Its requests are those of a
 * stranger's program: no token, and any form of answer is accepted.
 */
const lynk = useLynk();

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: { data?: Record<string, unknown> | null; errors?: { message: string; extensions?: object }[] };
}

async function send(init: RequestInit & { search?: Record<string, string>; path?: string } = {}): Promise<Reply> {
  const url = new URL(init.path ?? '/graphql', lynk().url);
  for (const [name, value] of Object.entries(init.search ?? {})) url.searchParams.set(name, value);
  const response = await fetch(url, init);
  const text = await response.text();
  let json: Reply['json'] = {};
  try {
    json = JSON.parse(text) as Reply['json'];
  } catch {
    // A page, for instance.
  }
  return { status: response.status, text, json };
}

const post = (body: unknown) =>
  send({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const query = (text: string) => post({ query: text });
const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

describe('denial of service', () => {
  test('alias overloading', async () => {
    const { json } = await query(`query { ${times(101, (index) => `alias${index}:__typename`)} }`);
    expect(json.data).toBeUndefined();
    expect(json.errors).toContainEqual(
      expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED', limit: 100, value: 101 } }),
    );
  });

  test('array-based query batching', async () => {
    const { status, json } = await post(Array.from({ length: 11 }, () => ({ query: 'query { __typename }' })));
    expect(status).toBe(400);
    expect(json.data).toBeUndefined();
  });

  test('directive overloading', async () => {
    const { json } = await query(`query { __typename ${'@aa'.repeat(10)} }`);
    expect(json.data).toBeUndefined();
    expect(json.errors?.length).toBeLessThan(10);
  });

  test('field duplication', async () => {
    const { json } = await query(`query { ${'__typename \n'.repeat(500)} }`);
    expect(json.data).toBeUndefined();
  });

  test.each([
    [
      'introspection-based circular query',
      `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`,
    ],
    [
      'circular fragment',
      '{ __schema { ...A } } fragment A on __Schema { __typename ...B } fragment B on __Schema { ...A }',
    ],
  ])('%s', async (_, text) => {
    const { json } = await query(text);
    expect(json.data).toBeUndefined();
    expect(json.errors).not.toEqual([]);
  });
});

describe('what a stranger learns', () => {
  test('introspection', async () => {
    expect((await query('query { __schema { types { name fields { name } } } }')).json.data).toBeUndefined();
  });

  test.each(['query { __schema { directive } }', '{ roo(id: "r") { id } }', '{ room(id: "r") { nam } }'])(
    'field suggestions: %s',
    async (text) => {
      expect((await query(text)).text).not.toContain('Did you mean');
    },
  );

  test('trace mode', async () => {
    const { json, text } = await query('query { __typename }');
    expect(json).toEqual({ data: { __typename: 'Query' } });
    expect(text.toLowerCase()).not.toContain('stacktrace');
  });

  test('unhandled errors', async () => {
    const { json } = await query('qwerty cop { abc }');
    expect(json.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'GRAPHQL_PARSE_FAILED' }]);
  });

  test.each(['/graphiql', '/playground', '/console', '/graphql', '/explorer', '/'])('GraphiQL at %s', async (path) => {
    for (const accept of ['*/*', 'text/html']) {
      const { text } = await send({ path, headers: { accept } });
      expect(text).not.toMatch(/graphiql|GraphQL Playground|graphql-playground/i);
    }
  });
});

describe('forged requests of other sites', () => {
  test('queries by GET', async () => {
    const { status, json } = await send({ search: { query: '{__typename}' } });
    expect(status).toBe(400);
    expect(json.data).toBeUndefined();
  });

  test('mutations by GET', async () => {
    for (const headers of [{ accept: '*/*' }, { accept: 'application/json' }]) {
      const { status, json } = await send({ search: { query: 'mutation {__typename}' }, headers });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(json.data).toBeUndefined();
    }
  });

  test('forms by POST', async () => {
    const inAddress = await send({ method: 'POST', search: { query: 'query {__typename}' } });
    const inBody = await send({ method: 'POST', body: new URLSearchParams({ query: 'query {__typename}' }) });
    for (const { status, json } of [inAddress, inBody]) {
      expect(status).toBe(415);
      expect(json.data).toBeUndefined();
    }
  });

  test('an origin that nobody has allowed', async () => {
    const origin = 'https://studio.apollographql.com';
    const headers = { 'content-type': 'application/json', origin };
    const response = await fetch(lynk().url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});
