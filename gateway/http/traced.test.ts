import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SubgraphRequest } from '#platform/subgraph/client.ts';
import { formatTraceparent, newTrace } from '#platform/trace/trace.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { until } from '#tests/kit/until.ts';

const TRACE_ID = /^[0-9a-f]{32}$/;
const userId = randomUUID();
let gateway: TestGateway;
let asked: SubgraphRequest[] = [];

beforeAll(async () => {
  gateway = await TestGateway.start({
    wrap: (client) => ({
      name: client.name,
      execute: (request) => {
        asked.push(request);
        return client.execute(request);
      },
      subscribe: (request) => {
        asked.push(request);
        return client.subscribe(request);
      },
      close: () => client.close(),
    }),
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => gateway.stop());

/** The traces that subgraphs were asked in. */
const traces = () => [...new Set(asked.map(({ trace }) => trace?.traceId))];

describe('a request over HTTP', () => {
  const query = '{ messages(first: 2) { sender { displayName } } }';

  it('goes on with the trace of its client, in all subgraphs and in its answer', async () => {
    const trace = newTrace();
    const answer = await gateway.post({ query }, { traceparent: formatTraceparent(trace) });
    expect(answer.headers.get('x-trace-id')).toBe(trace.traceId);
    expect(asked.length).toBeGreaterThan(1);
    expect(traces()).toEqual([trace.traceId]);
    expect(asked[0]?.trace?.spanId).not.toBe(trace.spanId);
  });

  it.each([
    ['no trace', {}],
    ['a trace that cannot be read', { traceparent: '00-zz-zz-01' }],
  ])('begins a trace when its client has %s', async (_, headers) => {
    const ids = [];
    for (let count = 0; count < 2; count += 1) {
      const answer = await gateway.post({ query }, headers);
      expect(answer.headers.get('x-trace-id')).toMatch(TRACE_ID);
      ids.push(answer.headers.get('x-trace-id'));
    }
    expect(ids[0]).not.toBe(ids[1]);
    expect(traces()).toEqual(ids);
  });

  it('says its trace when it is refused, too', async () => {
    const answer = await gateway.post('{');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-trace-id')).toMatch(TRACE_ID);
  });
});

describe('an operation over a socket', () => {
  const run = async (init: object, extensions?: object) => {
    const socket = await RawSocket.open(gateway.wsUrl);
    socket.send({ type: 'connection_init', payload: init });
    await until('the socket to be taken', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    socket.send({ id: '1', type: 'subscribe', payload: { query: '{ whoAmI }', ...(extensions && { extensions }) } });
    await until('the end', () => socket.messages.some(({ type }) => type === 'complete'));
    socket.cut();
  };
  const [ofSocket, ofOperation] = [newTrace(), newTrace()];

  it('is a part of the trace that it names, or else of that of its socket, or of its own', async () => {
    await run({ traceparent: formatTraceparent(ofSocket) }, { traceparent: formatTraceparent(ofOperation) });
    await run({ traceparent: formatTraceparent(ofSocket) });
    await run({ traceparent: formatTraceparent(ofSocket) }, { traceparent: 'x'.repeat(100_000) });
    await run({});
    expect(asked.map(({ trace }) => trace?.traceId)).toEqual([
      ofOperation.traceId,
      ofSocket.traceId,
      ofSocket.traceId,
      expect.stringMatching(TRACE_ID),
    ]);
  });

  it('that watches a room is its own trace while it is let in; the stream is everybody’s', async () => {
    const room = gateway.room(userId);
    const socket = await RawSocket.open(gateway.wsUrl);
    const traceparent = formatTraceparent(ofSocket);
    socket.send({ type: 'connection_init', payload: { authorization: await gateway.token(userId), traceparent } });
    await until('the socket to be taken', () => socket.messages.some(({ type }) => type === 'connection_ack'));
    const query = 'subscription($r: ID!) { roomEvents(roomId: $r) { cursor } }';
    socket.subscribe('1', query, { r: room.publicId });
    await until('the viewer to be let in', () => room.replays === 1);
    const [stream, viewer] = ['audience', 'user'].map((kind) => asked.filter(({ identity }) => identity.kind === kind));
    expect(viewer?.map(({ trace }) => trace?.traceId)).toEqual([ofSocket.traceId]);
    expect(stream?.map(({ trace }) => trace?.traceId)).toEqual([expect.stringMatching(TRACE_ID)]);
    expect(stream?.[0]?.trace?.traceId).not.toBe(ofSocket.traceId);
    socket.cut();
  });
});
