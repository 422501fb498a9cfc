import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { until } from '#tests/kit/until.ts';
import { DEFAULT_GATEWAY_CONFIG, type GatewayConfig } from '../config.ts';

const { viewer, socket: socketLimits } = DEFAULT_GATEWAY_CONFIG;
const [ann, ben] = [randomUUID(), randomUUID()] as const;
let gateway: TestGateway;
afterEach(() => gateway.stop());

async function start(config: Partial<GatewayConfig>): Promise<void> {
  gateway = await TestGateway.start({ config: { drainMs: 500, ...config } });
}

/** Opens a socket and says who it is. */
async function connect(userId: string): Promise<RawSocket> {
  const socket = await RawSocket.open(gateway.wsUrl);
  const authorization = `Bearer ${await gateway.token(userId)}`;
  socket.send({ type: 'connection_init', payload: { authorization } });
  await until('an acknowledgement or a close', () => socket.messages.length > 0 || socket.closeCode !== undefined);
  return socket;
}

describe('the sockets of one account', () => {
  it('are bounded, whichever session they are of', async () => {
    await start({ viewer: { ...viewer, socketsPerAccount: 2 } });
    const open = [await connect(ann), await connect(ann)];
    const refused = await connect(ann);
    expect(await refused.closed()).toBe(4429);
    expect(refused.closeReason).toBe('This account has 2 open sockets, which is the most that one may have.');
    expect(refused.messages).toEqual([]);
    for (const socket of [...open, await connect(ben)]) expect(await socket.isAlive()).toBe(true);
    expect((await gateway.presence.states([ann])).get(ann)?.online).toBe(true);
    open[0]?.cut();
    await until('a place to be free', async () => (await connect(ann)).closeCode === undefined);
  });
});

describe('the sockets of one address', () => {
  it('are bounded, whoever is signed in', async () => {
    await start({ viewer: { ...viewer, socketsPerAddress: 2 }, trustedProxies: 1 });
    const open = (address: string) => RawSocket.open(gateway.wsUrl, { headers: { 'x-forwarded-for': address } });
    const sockets = [await open('2001:db8::1'), await open('2001:db8::2')];
    const refused = await open('2001:db8::3');
    expect(await refused.closed()).toBe(4429);
    expect(refused.closeReason).toBe('This address has 2 open sockets, which is the most that one may have.');
    expect(await (await open('203.0.113.7')).isAlive()).toBe(true);
    sockets[0]?.cut();
    await until('a place to be free', async () => {
      const socket = await open('2001:db8::4');
      await until('an answer', () => {
        socket.send({ type: 'ping' });
        return socket.messages.length > 0 || socket.closeCode !== undefined;
      });
      return socket.closeCode === undefined;
    });
  });
});

describe('the operations of one socket', () => {
  it('count until their work ends, also when the client has given them up', async () => {
    await start({ socket: { ...socketLimits, operations: 3 }, subgraphDeadlineMs: 60_000 });
    const gates: (() => void)[] = [];
    gateway.controls.beforePeople = () => new Promise((resolve) => gates.push(resolve));
    const socket = await gateway.connect(null);
    for (let count = 0; count < 3; count += 1) socket.subscribe('{ person(id: "p") { id } }').leave();
    await until('the work to have begun', () => gates.length === 3);
    expect(await socket.subscribe('{ whoAmI }').ended()).toEqual(['BAD_USER_INPUT']);
    for (const open of gates) open();
    await until('a place to be free', async () => (await socket.subscribe('{ whoAmI }').ended()) === 'complete');
  });

  it('give their places back however they end', async () => {
    await start({ socket: { ...socketLimits, operations: 2 }, viewer: { ...viewer, costPerOperation: 50 } });
    const room = gateway.room(ann);
    const socket = await gateway.connect(ann);
    for (let round = 0; round < 5; round += 1) {
      const endings = [
        await socket.subscribe('{ nope }').ended(),
        await socket.subscribe('{ messages(first: 100) { id } }').ended(),
        await socket.subscribe('query A { whoAmI } query B { whoAmI }').ended(),
        await socket.subscribe('{ whoAmI }').ended(),
        await socket.subscribe('mutation { fail }').ended(),
        await socket.subscribe('subscription { ticks(count: 1) }').ended(),
        await socket.subscribe('subscription { roomEvents(roomId: "wrong") { cursor } }').ended(),
      ];
      expect(endings).toEqual([
        ['GRAPHQL_VALIDATION_FAILED'],
        ['BAD_USER_INPUT'],
        ['OPERATION_RESOLUTION_FAILURE'],
        'complete',
        'complete',
        'complete',
        ['BAD_USER_INPUT'],
      ]);
      const watching = socket.subscribe('subscription($r: ID!) { roomEvents(roomId: $r) { cursor } }', {
        r: room.publicId,
      });
      await until('the viewer to be admitted', () => room.replays === round + 1);
      watching.leave();
    }
  });
});
