import { getIntrospectionQuery, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { DEFAULT_GATEWAY_CONFIG } from '../config.ts';
import { checkLimits } from './limits.ts';

const LIMITS = { tokens: 400, depth: 15, aliases: 5, rootFields: 4, directives: 6, fields: 60, page: 50 };
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await TestGateway.start({ config: { limits: LIMITS } });
});
afterAll(() => gateway.stop());

const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => write(i)).join(' ');
/** Fragments of which each uses the next one twice: short to write, and 2^n fields. */
const bomb = (size: number) =>
  `{ ...F0 } ${repeat(size, (i) => `fragment F${i} on Query { ...F${i + 1} ... { ...F${i + 1} } }`)} fragment F${size} on Query { whoAmI }`;

const EXCESSIVE: [keyof typeof LIMITS, string, number][] = [
  ['tokens', `{ ${repeat(400, () => 'whoAmI')} }`, 402],
  ['depth', `{ message(id: "m") { ${repeat(15, () => 'replyTo {')} id ${'}'.repeat(15)} } }`, 17],
  ['aliases', `{ ${repeat(3, (i) => `a${i}: message(id: "m") { b: id }`)} }`, 6],
  ['rootFields', `{ ${repeat(5, () => 'whoAmI')} }`, 5],
  ['directives', `{ ${repeat(1, () => `whoAmI ${repeat(7, () => '@include(if: true)')}`)} }`, 7],
  ['fields', bomb(6), 64],
  ['page', '{ messages(first: 51) { id } }', 51],
];

describe('limits', () => {
  it.each(EXCESSIVE)('are the same over HTTP and sockets: %s', async (name, query, value) => {
    const { status, body } = await gateway.post({ query });
    expect(status).toBe(400);
    const limit = LIMITS[name];
    const message = expect.stringMatching(`${value} .+ ${limit} .+\`${name}\``);
    const refusal = { message, extensions: { code: expect.any(String), limit, value } };
    expect(body.errors).toContainEqual(refusal);
    const { raw } = await gateway.connect(null);
    raw.subscribe('1', query);
    expect((await raw.answer('1')).payload).toContainEqual(refusal);
    expect(await raw.isAlive()).toBe(true);
  });

  it('are counted in no time however much comes together', () => {
    const [refusal] = checkLimits(parse(bomb(60)), DEFAULT_GATEWAY_CONFIG.limits);
    expect(refusal?.extensions).toMatchObject({ limit: DEFAULT_GATEWAY_CONFIG.limits.fields, value: 2 ** 53 - 1 });
  });

  it('leave fragments that use themselves to validation', async () => {
    const { body } = await gateway.post({ query: '{ ...A } fragment A on Query { whoAmI ...A }' });
    expect(body.errors?.[0]?.message).toContain('itself');
  });

  it('let introspection pass by default', () => {
    const query = getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, oneOf: true });
    expect(checkLimits(parse(query), DEFAULT_GATEWAY_CONFIG.limits)).toEqual([]);
  });
});
