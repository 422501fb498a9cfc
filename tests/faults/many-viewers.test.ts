import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readSupergraph } from '#runtime/schema-files.ts';
import { FrameSocket } from '#tests/kit/frame-socket.ts';
import { makeRoom, type Person, registerAll } from '#tests/kit/people.ts';
import { RawSocket } from '#tests/kit/raw-socket.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { type RemoteGateway, useRemoteLynk } from '#tests/kit/remote/remote-lynk.ts';
import type { RoomWatch } from '#tests/kit/room-watch.ts';
import { Traffic } from '#tests/kit/traffic.ts';
import { until } from '#tests/kit/until.ts';

const VIEWERS = 500;
const QUEUED_BYTES = 256 * 1024;
const MIB = 1024 * 1024;

describe('hundreds of viewers of one room', () => {
  // No sweep may cut who does not read before its queue is full.
  const pingIntervalMs = 3_600_000;
  const lynk = useRemoteLynk({ gateway: { queuedBytes: QUEUED_BYTES, deadlineMs: 10_000, pingIntervalMs } });
  let gateway: RemoteGateway;
  let people: Person[];
  let ann: Person;
  beforeAll(async () => {
    gateway = lynk().gateways[0] ?? expect.fail('There is no gateway.');
    people = await registerAll(gateway.url, 'Ann', 'Ben', 'Cleo', 'Dan', 'Eve');
    ann = people[0] ?? expect.fail('There is nobody.');
  });

  const { watched, untilAllSee } = crowd(() => ({ gateway, people }));

  it('come back at once after the gateway was killed, and go on where they were', { timeout: 240_000 }, async () => {
    const { recorder, watches } = await watched(VIEWERS);
    const traffic = new Traffic(recorder, people, { lanes: 1, name: 'kill' });
    await until('acknowledged sends', () => traffic.acknowledged > 20);
    await gateway.process.kill();
    await traffic.stop();
    for (const watching of watches) expect(await watching.ended()).toEqual({ kind: 'closed', code: 1006 });
    await gateway.process.start();
    for (const watching of watches) watching.resume();
    await traffic.retryUnknown();
    // They come in the middle of talk, too.
    const talk = new Traffic(recorder, people, { lanes: 1, name: 'again' });
    await until('acknowledged sends', () => talk.acknowledged > 10);
    await talk.stop();
    await untilAllSee(recorder, watches, 'the end');
    expect(await recorder.violations(...people)).toEqual([]);
  });

  it('stay where they are while the supergraph is replaced again and again', { timeout: 240_000 }, async () => {
    const { recorder, watches } = await watched(VIEWERS);
    const traffic = new Traffic(recorder, people, { lanes: 1, name: 'reload' });
    for (let version = 1; version <= 4; version += 1) {
      const before = traffic.acknowledged;
      await until('acknowledged sends', () => traffic.acknowledged > before + 5);
      const supergraphSdl = `${readSupergraph()}\n# Version ${version}.`;
      await gateway.process.ask({ type: 'reload', supergraphSdl }, 'reloaded');
    }
    await traffic.stop();
    expect(traffic.unknown).toEqual([]);
    await untilAllSee(recorder, watches, 'the end');
    for (const { state } of watches) expect(state).toEqual({ kind: 'open' });
    expect(await recorder.violations(...people)).toEqual([]);
  });

  it('are told to come back by a gateway that stops, and what they have begun is finished', async () => {
    const { recorder, watches } = await watched(VIEWERS / 5);
    const socket = await RawSocket.signedIn(gateway.wsUrl, ann.accessToken);
    onTestFinished(() => socket.cut());
    // The answer is kept from the gateway, so that the mutation is under way for sure.
    gateway.liveLink.stall();
    const input = { roomId: recorder.roomId, body: 'last words', clientMessageId: 'last words' };
    socket.subscribe(
      'send',
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { body } } }',
      { input },
    );
    await socket.isAlive();
    const stopped = gateway.process.terminate();
    await until('the gateway to take nothing more', () =>
      RawSocket.open(gateway.wsUrl).then(
        (opened) => {
          opened.cut();
          return false;
        },
        () => true,
      ),
    );
    // Time for one that does not wait to close the socket.
    await sleep(1_000);
    gateway.liveLink.resume();
    expect((await socket.answer('send')).payload).toEqual({
      data: { sendMessage: { message: { body: 'last words' } } },
    });
    for (const watching of watches) {
      const state = await watching.ended();
      expect(state.kind === 'closed' && [1001, 1012].includes(state.code), JSON.stringify(state)).toBe(true);
    }
    expect(await socket.closed()).toSatisfy((code: number) => [1001, 1012].includes(code));
    expect(await stopped).toBe(0);
    await gateway.process.start();
    for (const watching of watches) watching.resume();
    for (const watching of watches) {
      await watching.until('the last words', (w) => w.events('MessageSent').some((e) => e.message.body === input.body));
    }
    await untilAllSee(recorder, watches, 'the end');
    expect(await recorder.violations(...people)).toEqual([]);
  });

  it('are not harmed by those who do not read, who are cut and whose memory is bounded', {
    timeout: 240_000,
  }, async () => {
    const STALLED = 10;
    const SUBSCRIPTIONS = 40;
    const { recorder, watches } = await watched(10);
    const query = `subscription { roomEvents(roomId: "${recorder.roomId}") { cursor event { ... on MessageSent { message { body } } } } }`;
    const stalled: FrameSocket[] = [];
    for (let count = 0; count < STALLED; count += 1) {
      const socket = await FrameSocket.signedIn(gateway.wsUrl, ann.accessToken);
      onTestFinished(() => socket.cut());
      for (let id = 0; id < SUBSCRIPTIONS; id += 1) socket.say({ id: `${id}`, type: 'subscribe', payload: { query } });
      stalled.push(socket);
    }
    await until(
      'all of them to watch',
      async () => {
        await recorder.send(ann, 'are you there?');
        return stalled.every(({ messages }) => new Set(messages.map(({ id }) => id)).size > SUBSCRIPTIONS);
      },
      { pollMs: 200 },
    );
    const memory = async () => (await gateway.process.ask({ type: 'memory' }, 'memory')).bytes;
    const before = await memory();
    for (const socket of stalled) socket.stopReading();
    const body = 'x'.repeat(7_000);
    let sent = 0;
    let highest = 0;
    // So much that the system's own buffers cannot hold it.
    while (sent < 60) {
      const outcome = await recorder.send(ann, `${body} ${sent}`);
      expect(outcome.kind).toBe('acknowledged');
      sent += 1;
      if (sent % 5 === 0) highest = Math.max(highest, await memory());
    }
    await untilAllSee(recorder, watches, 'the end');
    // What one of them may leave waiting, twice since it is counted after it was written, and what the gateway itself needs.
    expect(highest - before).toBeLessThan(2 * STALLED * (QUEUED_BYTES + SUBSCRIPTIONS * body.length) + 24 * MIB);
    for (const socket of stalled) {
      socket.readAgain();
      await until('the cut', () => socket.hasEnded);
      // What came of each subscription is whole, and the beginning of what was sent.
      const got = new Map<string, string[]>();
      for (const { id = '', payload } of socket.messages) {
        const text = bodyOf(payload);
        if (text?.startsWith(body)) got.set(id, [...(got.get(id) ?? []), text.slice(body.length + 1)]);
      }
      const counts = [...got.values()].map((numbers) => {
        expect(numbers).toEqual(numbers.map((_, index) => `${index}`));
        return numbers.length;
      });
      expect(Math.min(...counts)).toBeLessThan(sent);
    }
    for (const { state } of watches) expect(state).toEqual({ kind: 'open' });
    expect(await recorder.violations(...people)).toEqual([]);
  });
});

describe('hundreds of viewers who ask for the past at the same moment', () => {
  // So short that the subgraph cannot answer all of them at once in time.
  const lynk = useRemoteLynk({ gateway: { deadlineMs: 1_500 } });
  let gateway: RemoteGateway;
  let people: Person[];
  beforeAll(async () => {
    gateway = lynk().gateways[0] ?? expect.fail('There is no gateway.');
    people = await registerAll(gateway.url, 'Ann', 'Ben', 'Cleo', 'Dan', 'Eve');
  });
  const { watched, untilAllSee } = crowd(() => ({ gateway, people }));

  it('take turns, and no circuit breaker opens', { timeout: 240_000 }, async () => {
    const { recorder, watches } = await watched(VIEWERS);
    const traffic = new Traffic(recorder, people, { lanes: 1, name: 'missed' });
    for (let round = 1; round <= 3; round += 1) {
      await until('acknowledged sends', () => traffic.acknowledged > 20 * round);
      // What has come meanwhile is not known, so everybody must be admitted anew.
      lynk().hub.cut();
    }
    await traffic.stop();
    await traffic.retryUnknown();
    await untilAllSee(recorder, watches, 'the end');
    for (const { state } of watches) expect(state).toEqual({ kind: 'open' });
    expect(await recorder.violations(...people)).toEqual([]);
    expect(gateway.process.log).not.toContain('circuit breaker');
  });
});

/** What both kinds of crowds do. */
function crowd(lynk: () => { gateway: RemoteGateway; people: Person[] }) {
  async function watched(count: number): Promise<{ recorder: Recorder; watches: RoomWatch[] }> {
    const { gateway, people } = lynk();
    const [ann = expect.fail('There is nobody.'), ...others] = people;
    const recorder = new Recorder(gateway, await makeRoom(ann, others));
    const first = await recorder.watch(ann);
    const after = first.cursor ?? expect.fail('There is no place.');
    const watches = [first];
    while (watches.length < count) {
      watches.push(await recorder.watch(people[watches.length % people.length] ?? ann, { after }));
    }
    onTestFinished(async () => {
      await Promise.all(watches.map((watching) => watching.close()));
    });
    await untilAllSee(recorder, watches, 'the beginning');
    return { recorder, watches };
  }

  async function untilAllSee(recorder: Recorder, watches: readonly RoomWatch[], body: string): Promise<void> {
    const last = await recorder.send(lynk().people[0] ?? expect.fail('There is nobody.'), body);
    if (last.kind !== 'acknowledged') return expect.fail(`The send was ${last.kind}.`);
    for (const watching of watches) await watching.untilSent(last.messageId);
  }

  return { watched, untilAllSee };
}

/** The body of the message in a result of a room's stream, if there is one. */
function bodyOf(payload: unknown): string | undefined {
  const { data } = (payload ?? {}) as { data?: { roomEvents?: { event?: { message?: { body?: string } } | null } } };
  return data?.roomEvents?.event?.message?.body;
}
