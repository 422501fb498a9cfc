import { getIntrospectionQuery, print } from 'graphql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '#tests/kit/lynk.ts';
import { HISTORY } from '#tests/kit/operations/message.ts';
import { makeRoom, type Person, readPage, register, registerAll, send } from '#tests/kit/people.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const PER_MINUTE = 6_000;
const NEWCOMER = {
  LYNK_MODE: 'development',
  LYNK_COST_PER_MINUTE: '',
  LYNK_COST_PER_OPERATION: '',
  LYNK_SOCKETS_PER_ACCOUNT: '',
  LYNK_SOCKETS_PER_ADDRESS: '',
};

/** Opens a socket and says who it is, whatever comes of it. */
async function connect(wsUrl: string, person: Person): Promise<RawSocket> {
  const socket = await RawSocket.open(wsUrl);
  onTestFinished(() => socket.cut());
  socket.send({ type: 'connection_init', payload: { authorization: person.accessToken } });
  await until('an answer', () => socket.messages.length > 0 || socket.closeCode !== undefined);
  return socket;
}

describe('the bounds of one viewer', async () => {
  const adminPort = await freePort();
  const lynk = useLynk({
    env: {
      LYNK_COST_PER_MINUTE: `${PER_MINUTE}`,
      LYNK_COST_PER_OPERATION: '3000',
      LYNK_SOCKETS_PER_ACCOUNT: '3',
      LYNK_ADMIN_PORT: `${adminPort}`,
    },
    // Each gateway counts its own sockets and figures.
    gateways: 1,
  });
  const page = (person: Person, roomId: string, first: number) => person.client.ask(HISTORY, { roomId, first });

  it('hold for what one operation costs, and tell the limit and the cost', async () => {
    const ann = await register(lynk());
    const query =
      '{ viewer { rooms(first: 100) { nodes { members(first: 100) { nodes { user { id displayName } } } } } } }';
    const { status, errors } = await ann.client.text(query);
    expect(status).toBe(400);
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', limit: 3_000, value: expect.any(Number) });
  });

  it('hold for what an account spends in a minute, over HTTP and sockets together', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const refused = await until('the budget to be used up', async () => {
      const answer = await page(ann, roomId, 100);
      return answer.codes.includes('RATE_LIMITED') && answer;
    });
    expect(refused.status).toBe(429);
    expect(refused.errors[0]?.extensions).toEqual({
      code: 'RATE_LIMITED',
      limit: PER_MINUTE,
      value: expect.any(Number),
      retryAfterMs: expect.any(Number),
    });
    const socket = await connect(lynk().wsUrl, ann);
    socket.subscribe('1', print(HISTORY), { roomId, first: 100 });
    expect(await socket.refusal('1')).toEqual(['RATE_LIMITED']);
    expect((await page(ben, roomId, 100)).status).toBe(200);
    await until('a small part of it to be back', async () => (await page(ann, roomId, 1)).status === 200);
  });

  it('hold for open sockets', async () => {
    const ann = await register(lynk());
    const open = await Promise.all(Array.from({ length: 3 }, () => connect(lynk().wsUrl, ann)));
    const refused = await connect(lynk().wsUrl, ann);
    expect(await refused.closed()).toBe(4429);
    expect(refused.closeReason).toContain('3 open sockets');
    for (const socket of open) expect(await socket.isAlive()).toBe(true);
  });

  it('are told of by figures, to this machine alone', async () => {
    const ann = await register(lynk());
    await ann.client.text(`{ viewer { rooms(first: 100) { nodes { members(first: 100) { nodes { id } } } } } }`);
    const text = await (await fetch(new URL('/metrics', lynk().adminUrl))).text();
    expect(text).toMatch(/^lynk_gateway_refusals_total\{reason="cost"\} [1-9]/m);
    expect(text).toMatch(/^lynk_gateway_operations_total\{type="mutation",outcome="answered"\} [1-9]/m);
    expect(text).toMatch(/^lynk_gateway_breaker_state\{subgraph="message"\} 0/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).not.toContain(ann.username);
    expect((await fetch(new URL('/metrics', lynk().url))).status).toBe(404);
  });
});

describe('a newcomer’s Lynk', () => {
  const lynk = useLynk({ env: NEWCOMER });

  it('bounds nothing that an ordinary client does', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    await Promise.all(Array.from({ length: 200 }, (_, index) => send(ann, roomId, `message ${index}`)));
    // As somebody who scrolls through a whole day.
    for (let count = 0; count < 15; count += 1) await readPage(ann, roomId, { first: 100 });
    const introspection = await ann.client.text(getIntrospectionQuery());
    expect(introspection.errors).toEqual([]);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => connect(lynk().wsUrl, ann)));
    for (const socket of sockets) {
      socket.subscribe('1', 'subscription ($r: ID!) { roomEvents(roomId: $r) { cursor } }', { r: roomId });
      socket.subscribe('2', '{ viewer { id } }');
      expect((await socket.answer('2')).type).toBe('next');
    }
  });
});
