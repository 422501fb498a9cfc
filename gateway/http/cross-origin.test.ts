import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#runtime/config.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';

const SANDBOX = 'https://studio.apollographql.com';
let development: TestGateway;
let production: TestGateway;
beforeAll(async () => {
  const start = (mode: string) => TestGateway.start({ config: readConfig({ LYNK_MODE: mode }).gateway });
  [development, production] = await Promise.all([start('development'), start('production')]);
});
afterAll(async () => {
  await Promise.all([development.stop(), production.stop()]);
});

/** What the browser asks before it lets a page of a public address talk to this machine, with a header that tools add. */
const preflight = (gateway: TestGateway, origin: string) =>
  gateway.fetch('/graphql', {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-tool',
      'access-control-request-private-network': 'true',
    },
  });

const allowed = ({ headers }: { headers: Headers }) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));

/** What an answer says when the page may read it, and that it may read which trace it was, too. */
const READABLE = { 'access-control-allow-origin': SANDBOX, 'access-control-expose-headers': 'x-trace-id' };

describe('a sandbox for operations at another origin', () => {
  it('works in development', async () => {
    const asked = await preflight(development, SANDBOX);
    expect([asked.status, allowed(asked)]).toEqual([
      204,
      {
        'access-control-allow-origin': SANDBOX,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'authorization,content-type,x-tool',
        'access-control-allow-private-network': 'true',
        'access-control-max-age': '600',
      },
    ]);
    const answer = await development.post({ query: '{ __schema { queryType { name } } }' }, { origin: SANDBOX });
    expect(answer.body.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    expect(allowed(answer)).toEqual(READABLE);
    expect(answer.headers.get('vary')).toMatch(/\borigin\b/i);
  });

  it('reads refusals, too', async () => {
    for (const body of ['{', { query: '{ nope }' }, { query: '{ whoAmI }', variables: { x: 'x'.repeat(2_000_000) } }]) {
      const answer = await development.post(body, { origin: SANDBOX });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(allowed(answer)).toEqual(READABLE);
    }
  });

  it('does not in production', async () => {
    expect(allowed(await preflight(production, SANDBOX))).toEqual({});
    expect(allowed(await production.post({ query: '{ whoAmI }' }, { origin: SANDBOX }))).toEqual({});
  });
});

describe('other origins', () => {
  it.each(['https://evil.example', 'null', `${SANDBOX}.evil.example`, 'http://studio.apollographql.com'])(
    '%s read nothing, in development neither',
    async (origin) => {
      for (const gateway of [development, production]) {
        expect(allowed(await preflight(gateway, origin))).toEqual({});
        expect(allowed(await gateway.post({ query: '{ whoAmI }' }, { origin }))).toEqual({});
      }
    },
  );

  it('are never let in with cookies or by a star', async () => {
    const answer = await preflight(development, SANDBOX);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('access-control-allow-origin')).not.toBe('*');
  });
});
