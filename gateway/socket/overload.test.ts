import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { BODIES, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';
import { DEFAULT_GATEWAY_CONFIG } from '../config.ts';

const [ann, ben] = [randomUUID(), randomUUID()] as const;
const QUEUED_BYTES = 200_000;
let gateway: TestGateway;

beforeEach(async () => {
  gateway = await TestGateway.start({
    config: { socket: { ...DEFAULT_GATEWAY_CONFIG.socket, queuedBytes: QUEUED_BYTES }, drainMs: 2_000 },
  });
});
afterEach(() => gateway.stop());

describe('a reader that does not read', () => {
  it('is cut after a bounded number of bytes, and others are not harmed', async () => {
    const room = gateway.room(ann, ben);
    const stalled = new WebSocket(gateway.wsUrl, 'graphql-transport-ws');
    await once(stalled, 'open');
    stalled.send(JSON.stringify({ type: 'connection_init', payload: { authorization: await gateway.token(ann) } }));
    await once(stalled, 'message');
    stalled.send(
      JSON.stringify({ id: '1', type: 'subscribe', payload: { query: BODIES, variables: { room: room.publicId } } }),
    );
    const healthy = await watch(gateway, room, ben);
    await until('both to be admitted', () => room.replays === 2);
    stalled.pause();
    const body = 'x'.repeat(20_000);
    const isOnline = async () => (await gateway.presence.states([ann])).get(ann)?.online;
    let sent = 0;
    await until('the stalled one to be cut', async () => {
      room.say(body, ann);
      sent += 1;
      await healthy.take(sent);
      return !(await isOnline());
    });
    // What the system's own buffers hold comes on top, and is not the gateway's.
    expect(sent * body.length).toBeGreaterThan(QUEUED_BYTES);
    room.say('still here', ben);
    expect(texts(await healthy.take(sent + 1)).at(-1)).toBe('still here');
    stalled.terminate();
  });
});

describe('a gateway that stops', () => {
  it('finishes what is under way, takes nothing new, and tells clients to come back', async () => {
    const room = gateway.room(ann);
    const gates: (() => void)[] = [];
    gateway.controls.beforeSend = () => new Promise<void>((resolve) => gates.push(resolve));
    const send = `mutation { send(roomId: "${room.publicId}", body: "last words") { body } }`;
    const socket = await gateway.connect(ann);
    const overSocket = socket.subscribe(send);
    const overHttp = gateway.ask(send, {}, ann);
    await until('both mutations to be under way', () => gates.length === 2);
    const idle = await gateway.connect(null);

    const stopped = gateway.stopInOrder();
    expect(await idle.subscribe('{ whoAmI }').ended()).toEqual(['SERVICE_UNAVAILABLE']);
    await expect(connect(gateway.url)).rejects.toThrow();
    for (const finish of gates) finish();
    expect((await overSocket.take(1))[0]?.data).toEqual({ send: { body: 'last words' } });
    expect((await overHttp).data).toEqual({ send: { body: 'last words' } });
    expect(await idle.raw.closed()).toBe(1001);
    await stopped;
    expect(room.head).toBe(2);
  });

  it('does not wait for ever', async () => {
    gateway.controls.beforePeople = () => new Promise(() => {});
    const hanging = gateway.ask('{ person(id: "p") { id } }').catch((error: Error) => error);
    const socket = await gateway.connect(null);
    socket.subscribe('{ person(id: "p") { id } }');
    await socket.raw.isAlive();
    await gateway.stopInOrder();
    expect(await hanging).toBeInstanceOf(Error);
    expect(await socket.raw.closed()).toBeGreaterThan(0);
  });
});

async function connect(url: string): Promise<void> {
  const { port, hostname } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.destroy();
}
