import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SubgraphClient, SubgraphRequest } from '#platform/subgraph/client.ts';
import { unavailable } from '#tests/kit/gateway/faults.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { BODIES, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';
import { DEFAULT_GATEWAY_CONFIG } from '../config.ts';

/** Longer than any test; those that wait for its end begin with the short one. */
const OPEN_MS = 600_000;
const SHORT_MS = 300;
const ann = randomUUID();
const never = () => new Promise<never>(() => {});

/** What stands in for a call of a subgraph; undefined lets it through. */
type Fault = (() => Promise<never>) | undefined;
let faults: Record<string, Fault>;
/** Calls that reached a subgraph or its fault. */
let calls: Record<string, number>;
let gateway: TestGateway;

/** A subgraph that a test can take away. */
function faulty(client: SubgraphClient): SubgraphClient {
  const { name } = client;
  const note = () => {
    calls[name] = (calls[name] ?? 0) + 1;
    return faults[name];
  };
  return {
    name,
    execute: (request) => note()?.() ?? client.execute(request),
    async *subscribe(request: SubgraphRequest) {
      await note()?.();
      yield* client.subscribe(request);
    },
    close: () => client.close(),
  };
}

async function start(openMs: number): Promise<void> {
  gateway = await TestGateway.start({
    wrap: faulty,
    config: { subgraphDeadlineMs: 150, breaker: { ...DEFAULT_GATEWAY_CONFIG.breaker, openMs }, drainMs: 500 },
  });
}

beforeEach(async () => {
  faults = {};
  calls = {};
  await start(OPEN_MS);
});
afterEach(() => gateway.stop());

const MESSAGES = '{ messages(first: 2) { body sender { displayName } } whoAmI }';

/** Asks until the breaker of a subgraph keeps questions from it. */
async function openBreaker(name: string, query: string): Promise<void> {
  await until(`the breaker of ${name} to open`, async () => {
    const before = calls[name];
    await gateway.ask(query);
    return before === calls[name];
  });
}

describe.each<[string, NonNullable<Fault>]>([
  ['cannot be reached', async () => unavailable()],
  ['does not answer', never],
])('a subgraph that %s', (_, fault) => {
  it('leaves its fields empty and the rest whole, and is then asked no more', async () => {
    faults['people'] = fault;
    await openBreaker('people', MESSAGES);
    expect(calls['people']).toBe(5);
    const { data, errors } = await gateway.ask(MESSAGES);
    expect(data).toEqual({
      messages: [0, 1].map((index) => ({ body: `body ${index}`, sender: null })),
      whoAmI: 'anonymous from 127.0.0.1',
    });
    expect(errors?.map(({ path }) => path)).toEqual([0, 1].map((index) => ['messages', index, 'sender']));
    for (const { extensions } of errors ?? []) {
      expect(extensions?.['code']).toBe('SERVICE_UNAVAILABLE');
      expect(extensions?.['retryAfterMs']).toBeGreaterThan(0);
      expect(extensions?.['retryAfterMs']).toBeLessThanOrEqual(OPEN_MS);
    }
  });

  it('is asked again after a while, and trusted once it has answered', async () => {
    await gateway.stop();
    await start(SHORT_MS);
    faults['people'] = fault;
    await openBreaker('people', MESSAGES);
    faults['people'] = undefined;
    await until('it to be back', async () => (await gateway.ask(MESSAGES)).errors === undefined);
    for (let count = 0; count < 5; count += 1) expect((await gateway.ask(MESSAGES)).errors).toBeUndefined();
  });

  it('lets events through without its fields', async () => {
    const room = gateway.room(ann);
    const operation = await watch(gateway, room, ann);
    await until('the viewer to be admitted', () => room.replays === 1);
    faults['people'] = fault;
    room.say('one', ann);
    const [first] = await operation.take(1);
    expect(texts([first].filter((result) => result !== undefined))).toEqual(['one']);
    expect(first).toMatchObject({ data: { item: { what: { message: { author: null } } } } });
    expect(first?.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
    await openBreaker('people', MESSAGES);
    room.say('two', ann);
    expect(texts(await operation.take(2))).toEqual(['one', 'two']);
  });

  it('keeps subscriptions from beginning, and says so', async () => {
    const room = gateway.room(ann);
    faults['chat'] = fault;
    const socket = await gateway.connect(ann);
    const begin = () => socket.subscribe(BODIES, { room: room.publicId }).ended();
    expect(await begin()).toEqual(['SERVICE_UNAVAILABLE']);
    await openBreaker('chat', '{ message(id: "m") { id } }');
    const before = calls['chat'];
    expect(await begin()).toEqual(['SERVICE_UNAVAILABLE']);
    expect(calls['chat']).toBe(before);
  });
});

describe('a breaker', () => {
  it('opens by beginnings of subscriptions alone', async () => {
    const room = gateway.room(ann);
    faults['chat'] = never;
    const socket = await gateway.connect(ann);
    for (let count = 0; count < 5; count += 1) {
      expect(await socket.subscribe(BODIES, { room: room.publicId }).ended()).toEqual(['SERVICE_UNAVAILABLE']);
    }
    const before = calls['chat'];
    expect((await gateway.ask('{ message(id: "m") { id } }')).errors?.[0]?.extensions?.['code']).toBe(
      'SERVICE_UNAVAILABLE',
    );
    expect(calls['chat']).toBe(before);
  });

  it('stays closed while people make mistakes and fields are not there', async () => {
    gateway.controls.beforePeople = unavailable;
    for (let count = 0; count < 10; count += 1) await gateway.ask('{ person(id: "p") { id } }');
    for (let count = 0; count < 10; count += 1)
      await gateway.ask('mutation { fail send(roomId: "x", body: "") { id } }');
    gateway.controls.beforePeople = () => {};
    expect(await gateway.ask('{ person(id: "p") { id } }')).toEqual({ data: { person: { id: 'p' } } });
    expect((await gateway.ask('{ message(id: "m") { id } }')).errors).toBeUndefined();
  });

  it('does not carry a mutation out again', async () => {
    faults['chat'] = never;
    const { data, errors } = await gateway.ask('mutation { fail }');
    expect(data).toEqual({ fail: null });
    expect(errors?.[0]?.extensions?.['code']).toBe('SERVICE_UNAVAILABLE');
    expect(calls['chat']).toBe(1);
  });

  it('takes a live stream up again by itself', async () => {
    await gateway.stop();
    await start(SHORT_MS);
    const room = gateway.room(ann);
    const operation = await watch(gateway, room, ann);
    await until('the viewer to be admitted', () => room.replays === 1);
    faults['chat'] = async () => unavailable();
    await openBreaker('chat', '{ message(id: "m") { id } }');
    room.breakUpstreams();
    room.say('missed', ann);
    faults['chat'] = undefined;
    expect(texts(await operation.take(1))).toEqual(['missed']);
  });
});
