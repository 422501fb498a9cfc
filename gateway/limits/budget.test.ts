import { randomUUID } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { BODIES, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';
import { DEFAULT_GATEWAY_CONFIG, type ViewerLimits } from '../config.ts';

/** It costs 1 and twice the page's length. */
const PAGE = 'query($n: Int) { messages(first: $n) { id body } }';
const [ann, ben] = [randomUUID(), randomUUID()] as const;
let gateway: TestGateway;
afterEach(() => gateway.stop());

async function start(limits: Partial<ViewerLimits> = {}): Promise<void> {
  gateway = await TestGateway.start({ config: { viewer: { ...DEFAULT_GATEWAY_CONFIG.viewer, ...limits } } });
}

/** Asks over HTTP. */
async function http(query: string, variables: object, userId?: string) {
  const headers = userId === undefined ? {} : { authorization: `Bearer ${await gateway.token(userId)}` };
  const answer = await gateway.post({ query, variables }, headers as Record<string, string>);
  return { ...answer, extensions: answer.body.errors?.[0]?.extensions };
}

/** Asks over a socket. @returns the details of the error that refused it, or null */
async function socket(query: string, variables: object, userId: string | null) {
  const connection = await gateway.connect(userId);
  connection.raw.subscribe('1', query, variables);
  const { type, payload } = await connection.raw.answer('1');
  return type === 'error' ? (payload as { extensions: object }[])[0]?.extensions : null;
}

describe('an operation that costs too much', () => {
  it('is refused over HTTP and over sockets, with the limit and its cost', async () => {
    await start({ costPerOperation: 100 });
    const refusal = { code: 'BAD_USER_INPUT', limit: 100, value: 101 };
    expect(await http(PAGE, { n: 50 })).toMatchObject({ status: 400, extensions: refusal });
    expect(await socket(PAGE, { n: 50 }, null)).toEqual(refusal);
    expect((await http(PAGE, { n: 49 })).body.data?.['messages']).toHaveLength(49);
    expect(await socket(PAGE, { n: 49 }, null)).toBeNull();
  });

  it('does nothing, and the socket stays', async () => {
    await start({ costPerOperation: 10 });
    const room = gateway.room(ann);
    const connection = await gateway.connect(ann);
    const send = connection.subscribe('mutation($r: ID!) { send(roomId: $r, body: "x") { id } }', { r: room.publicId });
    expect(await send.ended()).toEqual(['BAD_USER_INPUT']);
    expect(await connection.subscribe(BODIES, { room: room.publicId }).ended()).toEqual(['BAD_USER_INPUT']);
    expect(room.head).toBe(0);
    expect(room.upstreams).toBe(0);
    expect(await connection.raw.isAlive()).toBe(true);
  });
});

describe('the budget of a minute', () => {
  it('is one for all that an account does, wherever it does it', async () => {
    await start({ costPerMinute: 100 });
    const room = gateway.room(ann);
    // Twice this would fit, without the subscription.
    const page = { n: 24 };
    expect((await http(PAGE, page, ann)).status).toBe(200);
    await watch(gateway, room, ann);
    await until('the viewer to be admitted', () => room.replays === 1);
    const refused = await http(PAGE, page, ann);
    expect(refused).toMatchObject({ status: 429, extensions: { code: 'RATE_LIMITED', limit: 100, value: 49 } });
    const { retryAfterMs } = refused.extensions ?? {};
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(refused.headers.get('retry-after')).toBe(`${Math.ceil(Number(retryAfterMs) / 1000)}`);
    expect(await socket(PAGE, page, ann)).toMatchObject({ code: 'RATE_LIMITED', limit: 100, value: 49 });
    expect((await http(PAGE, { n: 30 }, ben)).status).toBe(200);
    expect((await http(PAGE, { n: 30 })).status).toBe(200);
    expect((await http(PAGE, { n: 30 })).status).toBe(429);
  });

  it('is not touched by what is refused before', async () => {
    await start({ costPerMinute: 100 });
    for (let count = 0; count < 20; count += 1) {
      expect((await http('{ nope }', {})).status).toBe(400);
      expect((await http(PAGE, { n: 60 })).status).toBe(400);
    }
    expect((await http(PAGE, { n: 49 })).status).toBe(200);
  });
});

describe('the defaults', () => {
  it('let the tools of developers pass, and a busy client', async () => {
    await start();
    for (let count = 0; count < 5; count += 1) {
      expect((await http(getIntrospectionQuery(), {})).status).toBe(200);
      expect((await http(PAGE, { n: 100 }, ann)).status).toBe(200);
    }
    expect(await socket(getIntrospectionQuery(), {}, ann)).toBeNull();
  });
});
