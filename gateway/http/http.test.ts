import { randomUUID } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '#tests/kit/gateway/faults.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';

const BODY_BYTES = 20_000;
const userId = randomUUID();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start({ config: { bodyBytes: BODY_BYTES, subgraphDeadlineMs: 300, trustedProxies: 1 } });
});
beforeEach(() => {
  gateway.controls.beforePeople = () => {};
});
afterAll(() => gateway.stop());

describe('queries over HTTP', () => {
  it('are answered across subgraphs', async () => {
    const { data, errors } = await gateway.ask(
      '{ messages(first: 2) { __typename text: body sender { displayName badge { label } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      messages: [0, 1].map((index) => ({
        __typename: 'Message',
        text: `body ${index}`,
        sender: { displayName: `Name of u${index}`, badge: { label: `Label of badge-u${index}` } },
      })),
    });
  });

  it('are answered by GET, mutations are not', async () => {
    const preflight = { headers: { 'apollo-require-preflight': '1' } };
    const query = encodeURIComponent('query Q($n: Int) { messages(first: $n) { id } }');
    const got = await gateway.fetch(`/graphql?query=${query}&variables=${encodeURIComponent('{"n":1}')}`, preflight);
    expect(got).toMatchObject({ status: 200, body: { data: { messages: [{ id: 'm0' }] } } });
    const mutation = await gateway.fetch(`/graphql?query=${encodeURIComponent('mutation { fail }')}`, preflight);
    expect(mutation).toMatchObject({ status: 405, body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] } });
  });

  it('are refused when a web page could have sent them without asking', async () => {
    const plain = await gateway.post('{"query":"{ whoAmI }"}', { 'content-type': 'text/plain' });
    expect(plain.status).toBe(415);
    const simpleGet = await gateway.fetch('/graphql?query=%7B__typename%7D');
    expect(simpleGet.status).toBe(400);
    expect(simpleGet.body.errors?.[0]?.message).toContain('CSRF');
  });

  it('pass introspection', async () => {
    const { data } = await gateway.ask(getIntrospectionQuery());
    expect(JSON.stringify(data)).toContain('RoomStreamItem');
    expect(JSON.stringify(data)).not.toContain('revokedUserIds');
  });

  it('are told what is wrong with them', async () => {
    const codes = async (body: unknown) => {
      const answer = await gateway.post(body);
      return [answer.status, ...(answer.body.errors ?? []).map(({ extensions }) => extensions?.['code'])];
    };
    expect(await codes({ query: '{ messages(' })).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    expect(await codes({ query: '{ nope }' })).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await codes({ query: 'query($n: Int!) { messages(first: $n) { id } }' })).toEqual([400, 'BAD_USER_INPUT']);
    expect(await codes({ query: 'query A { whoAmI } query B { whoAmI }' })).toEqual([
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ]);
    expect(await codes({ query: '{ whoAmI }', operationName: 'C' })).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
    expect(await codes([{ query: '{ whoAmI }' }])).toEqual([400, 'BAD_REQUEST']);
    expect(await codes('{"query":')).toEqual([400, 'BAD_REQUEST']);
    expect(await codes({})).toEqual([400, 'BAD_REQUEST']);
  });

  it('are refused when they are too long', async () => {
    const answer = await gateway.post({ query: '{ whoAmI }', variables: { filler: 'x'.repeat(BODY_BYTES) } });
    expect(answer).toMatchObject({ status: 413, body: { errors: [{ extensions: { limit: BODY_BYTES } }] } });
    expect(answer.headers.get('content-type')).toContain('json');
  });

  it('tell how to subscribe', async () => {
    const answer = await gateway.post({ query: 'subscription { ticks(count: 1) }' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.message).toContain('graphql-transport-ws');
  });
});

describe('errors', () => {
  it('say nothing of the inside', async () => {
    const { data, errors } = await gateway.ask('mutation { fail }');
    expect(data).toEqual({ fail: null });
    expect(errors).toEqual([
      {
        message: expect.not.stringContaining('secret'),
        path: ['fail'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
  });

  it('stand at the right place of entities, and the rest is answered', async () => {
    const { data, errors } = await gateway.ask('{ messages(first: 2) { body author: sender { id broken } } }');
    expect(data?.['messages']).toHaveLength(2);
    expect(errors?.map(({ path }) => path)).toEqual([0, 1].map((index) => ['messages', index, 'author', 'broken']));
  });

  it('tell which places a subgraph that fails or hangs leaves empty', async () => {
    for (const beforePeople of [unavailable, () => new Promise<void>(() => {})]) {
      gateway.controls.beforePeople = beforePeople;
      const { data, errors } = await gateway.ask(
        '{ messages(first: 2) { body sender { displayName } } person(id: "p") { id } }',
      );
      expect(data).toEqual({
        messages: [0, 1].map((index) => ({ body: `body ${index}`, sender: null })),
        person: null,
      });
      expect(errors?.map(({ path }) => JSON.stringify(path)).sort()).toEqual([
        '["messages",0,"sender"]',
        '["messages",1,"sender"]',
        '["person"]',
      ]);
      for (const { extensions } of errors ?? []) {
        expect(extensions).toEqual({ code: 'SERVICE_UNAVAILABLE', retryAfterMs: 1000 });
      }
    }
  });

  it('are none for a reference that leads nowhere', async () => {
    const body = await gateway.ask('{ person(id: "u404") { id } message(id: "m") { id sender { displayName } } }');
    expect(body).toEqual({ data: { person: { id: 'u404' }, message: { id: 'm', sender: null } } });
  });
});

describe('identity', () => {
  const whoAmI = { query: '{ whoAmI }' };

  it('comes from the token, and nobody is anonymous', async () => {
    expect((await gateway.ask('{ whoAmI }', {}, userId)).data?.['whoAmI']).toMatch(userId);
    expect((await gateway.ask('{ whoAmI }')).data?.['whoAmI']).toMatch('anonymous');
  });

  it('is refused as a whole when the token is not good', async () => {
    const expired = await gateway.token(userId, { now: Date.now() - 1_000_000 });
    for (const authorization of ['garbage', 'Basic YTpi', 'Bearer', 'Bearer x.y.z', `Bearer ${expired}`]) {
      const answer = await gateway.post(whoAmI, { authorization });
      expect(answer).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
      expect(answer.body.data).toBeUndefined();
      expect(answer.headers.get('www-authenticate')).toContain('invalid_token');
    }
  });

  it('is refused once its session has ended', async () => {
    const sessionId = randomUUID();
    const authorization = `Bearer ${await gateway.token(userId, { sessionId })}`;
    expect((await gateway.post(whoAmI, { authorization })).status).toBe(200);
    await gateway.pubsub.publish('sessions.ended', { sessionId });
    expect((await gateway.post(whoAmI, { authorization })).status).toBe(401);
  });

  it('changes within an operation that signs somebody in', async () => {
    const { data, errors } = await gateway.ask(
      'mutation($id: ID!) { signIn(userId: $id) { accessToken viewer { secret } } }',
      { id: userId },
    );
    expect(errors).toBeUndefined();
    expect(data?.['signIn']).toMatchObject({ viewer: { secret: `of ${userId}` } });
  });

  it('has the address that the trusted proxy saw', async () => {
    const answer = await gateway.post(whoAmI, { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' });
    expect(answer.body.data?.['whoAmI']).toBe('anonymous from 203.0.113.7');
  });
});

describe('pages', () => {
  it('tell health, keys and where things are', async () => {
    expect((await gateway.fetch('/livez')).status).toBe(200);
    expect((await gateway.fetch('/readyz')).status).toBe(200);
    const { body } = await gateway.fetch('/.well-known/jwks.json');
    expect(body).toMatchObject({ keys: [{ kid: 'key-1', crv: 'Ed25519' }] });
    expect(JSON.stringify(body)).not.toContain('"d"');
    expect((await gateway.fetch('/')).body.extensions).toContain('/graphql');
    expect(await gateway.fetch('/nothing')).toMatchObject({ status: 404, body: { errors: [{}] } });
  });
});
