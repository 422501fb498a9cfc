import { serverAudits } from 'graphql-http';
import { describe, expect, test } from 'vitest';
import { useLynk } from '#tests/kit/use-lynk.ts';

// The audits ask for `__type`, which is introspection.
const lynk = useLynk({ env: { LYNK_INTROSPECTION: 'on' } });

/** What the audits only recommend and we do otherwise, by the audit's ID → why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  // A GET that accepts anything is what the link or the picture of a foreign page sends.
  '5A70': 'MAY accept application/x-www-form-urlencoded formatted GET requests',
};

const audits = serverAudits({ url: () => lynk().url });

describe('GraphQL over HTTP', () => {
  test('all audits are there', () => {
    expect(audits).toHaveLength(61);
  });

  test.each(audits.map((audit) => [`${audit.name} (${audit.id})`, audit] as const))('%s', async (_, audit) => {
    const result = await audit.fn();
    if (result.status === 'ok') {
      expect(OTHERWISE).not.toHaveProperty(audit.id);
    } else {
      expect({ [audit.id]: audit.name, reason: result.reason }).toMatchObject({
        [audit.id]: OTHERWISE[audit.id] ?? '',
      });
    }
  });

  const ask = async (accept: string | null, body: unknown, method = 'POST') => {
    const search = method === 'GET' ? `?${new URLSearchParams(body as Record<string, string>)}` : '';
    const response = await fetch(`${lynk().url}${search}`, {
      method,
      headers: { 'content-type': 'application/json', ...(accept !== null && { accept }) },
      ...(method === 'POST' && { body: JSON.stringify(body) }),
    });
    const { data, errors = [] } = JSON.parse(await response.text()) as {
      data?: object;
      errors?: { message: string; extensions: { code: string; limit?: number; value?: number } }[];
    };
    return { status: response.status, type: response.headers.get('content-type'), data, errors };
  };
  const NEW = 'application/graphql-response+json';
  const OLD = 'application/json';

  test('the form of an answer is the one that the client prefers', async () => {
    const typeFor = async (accept: string | null) => (await ask(accept, { query: '{ __typename }' })).type;
    expect(await typeFor(`${NEW}, ${OLD};q=0.9`)).toBe(`${NEW}; charset=utf-8`);
    expect(await typeFor(`${OLD}, ${NEW};q=0.9`)).toBe(`${OLD}; charset=utf-8`);
    expect(await typeFor('*/*')).toBe(`${OLD}; charset=utf-8`);
    expect((await ask('text/html', { query: '{ __typename }' })).status).toBe(406);
  });

  test('the status tells of a wrong document only where it cannot be mistaken for that of a proxy', async () => {
    for (const query of ['{', '{ nope }', 'query A { __typename } query B { __typename }']) {
      const [fresh, legacy] = [await ask(NEW, { query }), await ask(OLD, { query })];
      expect([fresh.status, legacy.status]).toEqual([400, 200]);
      expect(legacy.errors).toEqual(fresh.errors);
      expect(fresh.data).toBeUndefined();
    }
  });

  test('a query by GET is answered, a mutation is not', async () => {
    expect(await ask(NEW, { query: '{ __typename }' }, 'GET')).toMatchObject({ status: 200, errors: [] });
    expect((await ask(NEW, { query: 'mutation { __typename }' }, 'GET')).status).toBe(405);
    expect((await ask(OLD, { query: 'mutation { __typename }' }, 'GET')).status).toBe(405);
  });

  test.each(['POST', 'GET'])('a subscription by %s is refused with advice', async (method) => {
    const query = 'subscription { viewerEvents { cursor } }';
    for (const accept of [NEW, OLD]) {
      const { status, errors } = await ask(accept, { query }, method);
      expect(status).toBe(400);
      expect(errors[0]?.message).toMatch(/this address .*`graphql-transport-ws`/);
    }
  });

  test('a batch is refused with advice', async () => {
    const { status, errors } = await ask(OLD, [{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain('one operation in each request');
    expect(errors[0]?.extensions).toMatchObject({ limit: 1, value: 2 });
  });
});
