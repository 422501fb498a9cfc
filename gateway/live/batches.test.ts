import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveOperation } from '#tests/kit/gateway/live-socket.ts';
import { TestGateway } from '#tests/kit/gateway/test-gateway.ts';
import type { TestRoom } from '#tests/kit/gateway/test-room.ts';
import { cursors, texts, watch } from '#tests/kit/gateway/watching.ts';
import { until } from '#tests/kit/until.ts';

const [plain, blocker, speaker, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()] as const;
const BURST = 40;
let gateway: TestGateway;
let room: TestRoom;

beforeEach(async () => {
  gateway = await TestGateway.start();
  room = gateway.room(plain, blocker, speaker, other);
});
afterEach(() => gateway.stop());

async function watchAll(...people: string[]): Promise<LiveOperation[]> {
  const operations = await Promise.all(people.map((person) => watch(gateway, room, person)));
  await until('all viewers to be admitted', () => room.replays === people.length);
  return operations;
}

describe('a burst', () => {
  it('comes to everybody whole and in order, and leaves nobody anything to catch up', async () => {
    room.hidden.set(blocker, new Set([other]));
    const [seenByPlain, seenByBlocker] = await watchAll(plain, blocker);
    for (let seq = 1; seq <= BURST; seq += 1) {
      // The second half has nothing in it that anybody does not see.
      room.say(String(seq), seq < BURST / 2 && seq % 5 === 0 ? other : speaker);
      if (seq % 10 === 0) await until('some of it', () => (seenByPlain?.results.length ?? 0) >= seq);
    }
    const all = Array.from({ length: BURST }, (_, index) => String(index + 1));
    expect(texts((await seenByPlain?.take(BURST)) ?? [])).toEqual(all);
    expect(texts((await seenByBlocker?.take(BURST)) ?? [])).toEqual(
      all.map((text) => (Number(text) < BURST / 2 && Number(text) % 5 === 0 ? null : text)),
    );
    for (const operation of [seenByPlain, seenByBlocker]) {
      expect(cursors(operation?.results ?? [])).toEqual(all.map((text) => room.cursor(Number(text))));
    }
    expect(room.replays).toBe(2);
  });

  it('of how somebody is ends with how that person is, and does not tell all between', async () => {
    room.silent.set(blocker, new Set([other]));
    const [seenByPlain, seenByBlocker] = await watchAll(plain, blocker);
    for (let count = 0; count < BURST; count += 1) room.type(speaker, count % 2 === 0);
    room.type(other);
    room.say('after it', speaker);
    for (const operation of [seenByPlain, seenByBlocker]) {
      await until('the message', () => texts(operation?.results ?? []).includes('after it'));
    }
    const typing = (seenByPlain?.results ?? [])
      .map(({ data }) => JSON.stringify(data))
      .filter((text) => /isT/.test(text));
    expect(typing.at(-2)).toMatch(/"isTyping":false/);
    expect(typing.at(-1)).toMatch(/"isTyping":true/);
    // One at once, and the last of what came in the window; another window or two on a machine that is busy.
    expect(typing.length).toBeLessThan(BURST / 2);
    expect(texts(seenByPlain?.results ?? []).at(-1)).toBe('after it');
    expect(seenByBlocker?.results.length).toBe((seenByPlain?.results.length ?? 0) - 1);
  });
});
