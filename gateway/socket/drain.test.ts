import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { until } from '#tests/kit/until.ts';
import { settle, spread } from './drain.ts';

describe('spreading', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const items = (count: number) => Array.from({ length: count }, (_, index) => index);

  it('tells many at a steady pace, each once and in order', async () => {
    const told: number[] = [];
    const done = spread(items(2_000), { perSecond: 500, withinMs: 60_000 }, (item) => told.push(item));
    for (const second of [1, 2, 3]) {
      await vi.advanceTimersByTimeAsync(1_000);
      expect(Math.abs(told.length - second * 500)).toBeLessThan(20);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(told).toEqual(items(2_000));
  });

  it('goes faster when there is less time', async () => {
    const told: number[] = [];
    const done = spread(items(50_000), { perSecond: 500, withinMs: 4_000 }, (item) => told.push(item));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(Math.abs(told.length - 12_500)).toBeLessThan(500);
    await vi.advanceTimersByTimeAsync(3_000);
    await done;
    expect(told).toHaveLength(50_000);
  });

  it('tells a few, or all whose time is over, at once', async () => {
    const told: number[] = [];
    await spread(items(5), { perSecond: 500, withinMs: 60_000 }, (item) => told.push(item));
    await spread(items(900), { perSecond: 500, withinMs: 0 }, (item) => told.push(item));
    await spread([], { perSecond: 500, withinMs: 1_000 }, (item) => told.push(item));
    expect(told).toHaveLength(905);
  });
});

describe('waiting for what is under way', () => {
  it('waits for what comes of it, too, and for failures', async () => {
    const work = new Set<Promise<unknown>>();
    const ended: string[] = [];
    const begin = (name: string, then: () => void) => {
      const promise = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        ended.push(name);
        work.delete(promise);
        then();
        if (name === 'second') throw new Error('it fails');
      });
      promise.catch(() => {});
      work.add(promise);
    };
    begin('first', () => begin('second', () => begin('third', () => {})));
    await settle(() => work, 60_000);
    expect(ended).toEqual(['first', 'second', 'third']);
  });

  it('does not wait for ever', async () => {
    await settle(() => [new Promise(() => {})], 20);
  });
});

describe('a stop', () => {
  const ann = randomUUID();

  it('ends as soon as what is under way has ended, over links that are kept, too', async () => {
    // Were it to wait for the whole time, the test would be over before.
    const gateway = await TestGateway.start({ config: { drainMs: 600_000 } });
    const room = gateway.room(ann);
    const gates: (() => void)[] = [];
    gateway.controls.beforeSend = () => new Promise<void>((resolve) => gates.push(resolve));
    const send = `mutation { send(roomId: "${room.publicId}", body: "last words") { body } }`;
    const busy = await gateway.connect(ann);
    const overSocket = busy.subscribe(send);
    const idle = await gateway.connect(null);
    const overHttp = gateway.ask(send, {}, ann);
    await until('both to be under way', () => gates.length === 2);
    const stopped = gateway.stopInOrder();
    expect(await idle.subscribe('{ whoAmI }').ended()).toEqual(['SERVICE_UNAVAILABLE']);
    expect(await busy.subscribe('{ whoAmI }').ended()).toEqual(['SERVICE_UNAVAILABLE']);
    for (const open of gates) open();
    expect((await overHttp).data).toEqual({ send: { body: 'last words' } });
    expect((await overSocket.take(1))[0]?.data).toEqual({ send: { body: 'last words' } });
    expect(await overSocket.ended()).toBe('complete');
    expect(await idle.raw.closed()).toBe(1001);
    expect(await busy.raw.closed()).toBe(1001);
    await stopped;
    expect(room.head).toBe(2);
  });

  it('tells those first who wait for nothing, and keeps a hanging one from keeping all', async () => {
    const gateway = await TestGateway.start({ config: { drainMs: 2_000, subgraphDeadlineMs: 60_000 } });
    gateway.controls.beforePeople = () => new Promise(() => {});
    const busy = await gateway.connect(ann);
    busy.subscribe('{ person(id: "p") { id } }');
    const idle = await Promise.all(Array.from({ length: 20 }, () => gateway.connect(null)));
    const codes: [string, number][] = [];
    const note = (name: string, code: Promise<number>) => code.then((value) => codes.push([name, value]));
    const closed = [note('busy', busy.raw.closed()), ...idle.map(({ raw }) => note('idle', raw.closed()))];
    await gateway.stopInOrder();
    await Promise.all(closed);
    expect(codes.slice(0, -1)).toEqual(Array(20).fill(['idle', 1001]));
    expect(codes.at(-1)).toEqual(['busy', 1001]);
  });
});
