import { randomUUID } from 'node:crypto';
import { buildSchema, parse } from 'graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { type LynkError, serviceUnavailable } from '#platform/errors/errors.ts';
import type { Identity } from '#platform/identity/identity.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import type { RateLimit } from '#platform/rate-limit/rate-limit.ts';
import { CostBudget } from './cost-budget.ts';

const SDL = 'type Query { items(first: Int): [Item!]! } type Item { id: ID! name: String }';
const LIMITS = { costPerOperation: 101, costPerMinute: 300, page: 1_000 };
/** It costs one more than the page is long. */
const page = parse('query($n: Int) { items(first: $n) { id } }');
const anonymous: Identity = { kind: 'anonymous' };
let now: number;
let rateLimit: RateLimit;
let schema = buildSchema(SDL);
let budget: CostBudget;
let refusals: string[];

beforeEach(() => {
  refusals = [];
  now = Date.UTC(2026, 0, 1);
  rateLimit = new InProcessRateLimit({ clock: { now: () => now } });
  budget = makeBudget(LIMITS);
});

function makeBudget(limits: Partial<typeof LIMITS>): CostBudget {
  return new CostBudget({
    rateLimit: { take: (...parts) => rateLimit.take(...parts) },
    limits: { ...LIMITS, ...limits },
    schema: () => schema,
    onRefused: (reason) => refusals.push(reason),
    logger: createLogger({ level: 'silent' }),
  });
}

function person(userId: string = randomUUID()): Identity {
  return { kind: 'user', userId, sessionId: randomUUID(), role: 'USER', suspended: false };
}

/** Runs an operation that costs so much. @returns why it was refused, or null */
async function spend(cost: number, identity = anonymous, clientAddress: string | null = '203.0.113.7') {
  const origin = { identity, clientAddress, signal: new AbortController().signal };
  return budget.charge({ document: page, variables: { n: cost - 1 } }, origin).then(
    () => null,
    ({ code, details }: LynkError) => ({ code, ...details }),
  );
}

describe('the budget of a viewer', () => {
  it('refuses an operation that is too costly, with limit and value, and charges nothing', async () => {
    budget = makeBudget({ costPerOperation: 90, costPerMinute: 300 });
    for (let tries = 0; tries < 10; tries += 1) {
      expect(await spend(91)).toEqual({ code: 'BAD_USER_INPUT', limit: 90, value: 91 });
    }
    expect(refusals).toEqual(Array(10).fill('cost'));
    for (let tries = 0; tries < 3; tries += 1) expect(await spend(90)).toBeNull();
  });

  it('is never larger than what a minute allows', async () => {
    budget = makeBudget({ costPerOperation: 90, costPerMinute: 50 });
    expect(await spend(51)).toEqual({ code: 'BAD_USER_INPUT', limit: 50, value: 51 });
    expect(await spend(50)).toBeNull();
  });

  it('is used up by what operations cost, and comes back with time', async () => {
    for (let spent = 0; spent < 3; spent += 1) expect(await spend(100)).toBeNull();
    expect(await spend(50)).toEqual({ code: 'RATE_LIMITED', limit: 300, value: 50, retryAfterMs: 10_000 });
    expect(await spend(1)).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 200 });
    expect(refusals).toEqual(['budget', 'budget']);
    now += 10_000;
    expect(await spend(50)).toBeNull();
    expect(await spend(1)).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('is the account’s wherever it comes from, and nobody else’s', async () => {
    const ann = randomUUID();
    for (let spent = 0; spent < 3; spent += 1) expect(await spend(100, person(ann), `203.0.113.${spent}`)).toBeNull();
    expect(await spend(100, person(ann), '203.0.113.9')).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await spend(100, person(), '203.0.113.9')).toBeNull();
    expect(await spend(100, anonymous, '203.0.113.9')).toBeNull();
  });

  it('is the address’s when nobody is signed in; the networks of IPv6 count as one', async () => {
    for (let spent = 0; spent < 3; spent += 1) expect(await spend(100, anonymous, `2001:db8::${spent}`)).toBeNull();
    expect(await spend(100, anonymous, '2001:db8::9')).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await spend(100, anonymous, '203.0.113.8')).toBeNull();
  });

  it('does not stop anybody when the buckets are away', async () => {
    rateLimit = { take: () => Promise.reject(serviceUnavailable('away')) };
    for (let spent = 0; spent < 10; spent += 1) expect(await spend(100)).toBeNull();
  });

  it('follows the schema when it changes', async () => {
    budget = makeBudget({ costPerOperation: 10, costPerMinute: 300 });
    expect(await spend(11)).toMatchObject({ value: 11 });
    schema = buildSchema(SDL.replace('[Item!]!', 'Item'));
    expect(await spend(11)).toBeNull();
    schema = buildSchema(SDL);
  });

  it('leaves an operation that there is not to others', async () => {
    const origin = { identity: anonymous, clientAddress: '203.0.113.7', signal: new AbortController().signal };
    await expect(budget.charge({ document: page, operationName: 'Nope' }, origin)).resolves.toBeUndefined();
  });
});
