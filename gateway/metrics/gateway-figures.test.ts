import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { unavailable } from '#tests/kit/gateway/faults.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { texts, watch } from '#tests/kit/gateway/watching.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { until } from '#tests/kit/until.ts';
import { DEFAULT_GATEWAY_CONFIG } from '../config.ts';

const { viewer, socket: socketLimits } = DEFAULT_GATEWAY_CONFIG;
const [ann, ben] = [randomUUID(), randomUUID()] as const;
let gateway: TestGateway;
let away: ReadonlySet<string>;

beforeEach(async () => {
  away = new Set();
  gateway = await TestGateway.start({
    wrap: (client) => ({
      name: client.name,
      execute: async (request) => (away.has(client.name) ? unavailable() : client.execute(request)),
      subscribe: (request) => client.subscribe(request),
      close: () => client.close(),
    }),
    config: {
      drainMs: 500,
      live: { ...DEFAULT_GATEWAY_CONFIG.live, eventsInFlight: 4, waitingResults: 3, beginMs: 5_000, retryMs: 20 },
      socket: { ...socketLimits, operations: 2, queuedBytes: 100_000 },
      viewer: { ...viewer, costPerOperation: 60, costPerMinute: 200, socketsPerAccount: 2 },
    },
  });
});
afterEach(() => gateway.stop());

/** The value of a figure; 0 when it is not there. */
async function figure(name: string): Promise<number> {
  const { body } = await gateway.metrics.text();
  const line = body.split('\n').find((text) => text.startsWith(`lynk_gateway_${name} `));
  return line === undefined ? 0 : Number(line.split(' ').at(-1));
}

/** Waits until a figure is so large. */
const reaches = (name: string, value: number) => until(`${name} ${value}`, async () => (await figure(name)) === value);

describe('figures of operations', () => {
  it('tell how queries and mutations ended, over HTTP and over sockets', async () => {
    await gateway.ask('{ whoAmI }');
    await gateway.ask('{ whoAmI messages(first: 1) { sender { broken } } }');
    await gateway.ask('mutation { fail }');
    const socket = await gateway.connect(ann);
    await socket.subscribe('{ whoAmI }').ended();
    await socket.subscribe('subscription { ticks(count: 1) }').ended();
    await reaches('operations_total{type="query",outcome="answered"}', 2);
    await reaches('operations_total{type="query",outcome="partial"}', 1);
    await reaches('operations_total{type="mutation",outcome="partial"}', 1);
    await reaches('operations_total{type="subscription",outcome="began"}', 1);
  });

  it('tell what was refused, and why', async () => {
    const huge = `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: whoAmI`).join(' ')} }`;
    gateway.controls.beforePeople = () => new Promise(() => {});
    for (const ask of [
      (query: string) => gateway.ask(query),
      async (query: string) => (await gateway.connect(null)).subscribe(query).ended(),
    ]) {
      await ask('{ nope }');
      await ask('{ ');
      await ask(huge);
      await ask('{ messages(first: 100) { id } }');
      for (let count = 0; count < 5; count += 1) await ask('{ messages(first: 55) { id } }');
    }
    const socket = await gateway.connect(ann);
    for (let count = 0; count < 3; count += 1) socket.subscribe('{ person(id: "p") { id } }');
    await gateway.connect(ann);
    const third = await RawSocket.open(gateway.wsUrl);
    third.send({ type: 'connection_init', payload: { authorization: await gateway.token(ann) } });
    await third.closed();
    await reaches('refusals_total{reason="invalid"}', 4);
    await reaches('refusals_total{reason="limits"}', 2);
    await reaches('refusals_total{reason="cost"}', 2);
    await reaches('refusals_total{reason="operations"}', 1);
    await reaches('refusals_total{reason="sockets_of_account"}', 1);
    expect(await figure('refusals_total{reason="budget"}')).toBeGreaterThan(2);
  });
});

describe('figures of subgraphs', () => {
  it('tell how calls ended, and the state of breakers', async () => {
    const state = 'breaker_state{subgraph="people"}';
    const calls = (outcome: string) =>
      `subgraph_call_seconds_count{subgraph="people",kind="execute",outcome="${outcome}"}`;
    expect(await figure(state)).toBe(0);
    for (let count = 0; count < 3; count += 1) await gateway.ask('{ person(id: "p") { id } }');
    away = new Set(['people']);
    for (let count = 0; count < 6; count += 1) await gateway.ask('{ person(id: "p") { id } }');
    expect(await figure(state)).toBe(2);
    expect(await figure('breaker_openings_total{subgraph="people"}')).toBe(1);
    expect(await figure(calls('answered'))).toBe(3);
    expect(await figure(calls('failed'))).toBe(3);
    expect(await figure(calls('refused'))).toBe(3);
    expect(await figure('breaker_state{subgraph="chat"}')).toBe(0);
  });
});

describe('figures of live streams', () => {
  it('tell of viewers, streams, events, executions and frames', async () => {
    const room = gateway.room(ann, ben);
    const operations = [await watch(gateway, room, ann), await watch(gateway, room, ben)];
    await until('both to be admitted', () => room.replays === 2);
    expect([await figure('subscribers'), await figure('shared_streams'), await figure('sockets')]).toEqual([2, 1, 2]);
    const before = await figure('live_events_total');
    for (const body of ['one', 'two', 'three']) room.say(body, ann);
    for (const operation of operations) expect(texts(await operation.take(3))).toHaveLength(3);
    expect((await figure('live_events_total')) - before).toBe(3);
    expect(await figure('live_executions_total')).toBe(3);
    expect(await figure('live_offers_total')).toBe(6);
    expect(await figure('live_frames_total')).toBe(6);
    for (const operation of operations) operation.leave();
    await reaches('subscribers', 0);
    await reaches('shared_streams', 0);
  });

  it('tell of breaks, refills and resets', async () => {
    const room = gateway.room(ann);
    const operation = await watch(gateway, room, ann);
    await until('the viewer to be admitted', () => room.replays === 1);
    room.breakUpstreams();
    room.say('missed', ann);
    await operation.take(1);
    expect(await figure('live_broken_upstreams_total')).toBe(1);
    expect(await figure('live_refills_total')).toBeGreaterThanOrEqual(1);
    expect(await figure('live_resets_total')).toBe(0);
    const start = room.cursor(0);
    for (let count = 0; count < 1_100; count += 1) room.say('x', ann);
    await watch(gateway, room, ann, { after: start });
    await reaches('live_resets_total', 1);
  });

  it('tell of queues that were full', async () => {
    const room = gateway.room(ann);
    let open = () => {};
    room.afterReplay = () =>
      new Promise<void>((resolve) => {
        open = resolve;
        room.afterReplay = () => {};
      });
    const operation = await watch(gateway, room, ann);
    await until('the viewer to catch up', () => room.replays === 1);
    for (let count = 0; count < 10; count += 1) room.say('x', ann);
    await until('the queue to be full', async () => (await figure('live_full_queues_total')) > 0);
    open();
    await operation.take(10);
  });

  it('tell of what waits for readers, and of those who were cut', async () => {
    const room = gateway.room(ann);
    const socket = new WebSocket(gateway.wsUrl, 'graphql-transport-ws');
    await new Promise((resolve) => socket.once('open', resolve));
    const authorization = `Bearer ${await gateway.token(ann)}`;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
    await new Promise((resolve) => socket.once('message', resolve));
    const query =
      'subscription($r: ID!) { roomEvents(roomId: $r) { event { ... on MessageSent { message { body } } } } }';
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { r: room.publicId } } }));
    await until('the viewer to be admitted', () => room.replays === 1);
    socket.pause();
    let most = 0;
    await until('the reader to be cut', async () => {
      room.say('x'.repeat(50_000), ann);
      most = Math.max(most, await figure('queued_bytes'));
      return (await figure('slow_readers_cut_total')) === 1;
    });
    expect(most).toBeGreaterThan(0);
    await reaches('queued_bytes', 0);
    await reaches('sockets', 0);
    socket.terminate();
  });
});
