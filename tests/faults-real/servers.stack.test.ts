import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { INBOX } from '#tests/kit/operations/notification.ts';
import { ADD_MEMBER } from '#tests/kit/operations/room.ts';
import { type Person, register } from '#tests/kit/people.ts';
import { registerDevice, shownPushes } from '#tests/kit/pushes.ts';
import { busyRoom } from '#tests/kit/real/busy-room.ts';
import { useRealLynk } from '#tests/kit/real/real-lynk.ts';
import { SERVERS } from '#tests/kit/real/servers.ts';
import { until } from '#tests/kit/until.ts';

/** So long a server is away, besides the time that it takes to start. */
const AWAY_MS = 2_000;
const KAFKA_AWAY_MS = 60_000;
const CASSANDRA_PAUSED_MS = 20_000;
/** Far more than any deadline of ours, and still no endless wait. */
const ANSWER_MS = 30_000;
/** Kafka comes up, consumers that it believes dead are given up, and what has come meanwhile is handled. */
const CATCH_UP_MS = 240_000;

/** Sends a message that mentions somebody. @returns its ID, or the codes of what it was refused for */
async function mention(from: Person, roomId: string, whom: Person, clientMessageId: string = randomUUID()) {
  const input = { roomId, body: 'Is anybody there?', clientMessageId, mentionedUserIds: [whom.id] };
  const { data, codes } = await from.client.ask(SEND_MESSAGE, { input });
  return { id: data?.sendMessage?.message?.id, codes };
}

/** The messages that a person's inbox names, each as often as it does. */
const inboxOf = (person: Person) =>
  until('the inbox', async () => {
    const { data, codes } = await person.client.ask(INBOX, { first: 50 });
    // Who looks while things come back asks again.
    if (codes.includes('SERVICE_UNAVAILABLE')) return null;
    return data?.viewer?.inbox?.nodes.flatMap(({ message }) => message?.id ?? []) ?? expect.fail(codes.join());
  });

describe('servers that go away under traffic', () => {
  const lynk = useRealLynk();

  it('lose, double and move nothing when each is killed in turn', async () => {
    const { servers } = lynk();
    const { traffic, wrongs } = await busyRoom(lynk());
    for (const server of SERVERS) {
      await servers.kill(server);
      await sleep(AWAY_MS);
      await servers.restart(server);
      await traffic.goesOn();
    }
    expect(traffic.retries, 'Nothing was hit.').toBeGreaterThan(0);
    expect(await wrongs()).toEqual([]);
  });

  it('let chat go on without Kafka, and pushes follow when it is back', { timeout: 600_000 }, async () => {
    const { gateways, servers } = lynk();
    // What has come meanwhile is pushed one after another.
    const { people, roomId, traffic, wrongs } = await busyRoom(lynk(), { pauseMs: 600 });
    const [gateway = expect.fail('There is no gateway.')] = gateways;
    const [ann] = people;
    // He is away all the time, so that his device is told.
    const dan = await register(gateway.url, 'Dan');
    await ann.client.get(ADD_MEMBER, { input: { roomId, userId: dan.id } });
    const device = await registerDevice(dan, 'Phone');
    await servers.kill('kafka');
    onTestFinished(() => servers.restart('kafka'));
    const begun = performance.now();
    const mentions: string[] = [];
    while (performance.now() - begun < KAFKA_AWAY_MS) {
      const key = randomUUID();
      mentions.push(await until('a mention', async () => (await mention(ann, roomId, dan, key)).id));
      await traffic.goesOn(5);
      await sleep(AWAY_MS);
    }
    const pushed = async () => {
      const pushes = await shownPushes(gateway);
      const told = pushes.filter(({ targetId, messageId }) => targetId === device && mentions.includes(messageId));
      return told.map(({ messageId }) => messageId).sort();
    };
    expect(await pushed()).toEqual([]);
    await servers.restart('kafka');
    const catchUp = { deadlineMs: CATCH_UP_MS, pollMs: 500 };
    await until('all pushes', async () => new Set(await pushed()).size === mentions.length, catchUp);
    expect(await pushed()).toEqual(mentions.toSorted());
    await until('all mentions', async () => new Set(await inboxOf(dan)).size === mentions.length, catchUp);
    // Each once, the newest first.
    expect(await inboxOf(dan)).toEqual(mentions.toReversed());
    expect(await wrongs()).toEqual([]);
  });

  it('refuse what they cannot take while Cassandra stands still, in time and with a code, and lose nothing', async () => {
    const { servers } = lynk();
    const { people, roomId, traffic, wrongs } = await busyRoom(lynk());
    const [ann, ben] = people;
    const goOn = servers.pause('cassandra');
    onTestFinished(goOn);
    const end = performance.now() + CASSANDRA_PAUSED_MS;
    while (performance.now() < end) {
      const begun = performance.now();
      const { id, codes } = await mention(ann, roomId, ben);
      // The answer may come when the store is there again.
      if (performance.now() < end) expect({ id, codes }).toEqual({ id: undefined, codes: ['SERVICE_UNAVAILABLE'] });
      expect(performance.now() - begun).toBeLessThan(ANSWER_MS);
    }
    goOn();
    await traffic.goesOn();
    expect(traffic.retries).toBeGreaterThan(0);
    expect(await wrongs()).toEqual([]);
  });
});
