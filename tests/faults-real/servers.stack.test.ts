import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import type { Person } from '#tests/kit/people.ts';
import { busyRoom } from '#tests/kit/real/busy-room.ts';
import { useRealLynk } from '#tests/kit/real/real-lynk.ts';
import { SERVERS } from '#tests/kit/real/servers.ts';

/** So long a server is away, besides the time that it takes to start. */
const AWAY_MS = 2_000;
const CASSANDRA_PAUSED_MS = 20_000;
/** Far more than any deadline of ours, and still no endless wait. */
const ANSWER_MS = 30_000;

/** Sends a message that mentions somebody. @returns its ID, or the codes of what it was refused for */
async function mention(from: Person, roomId: string, whom: Person) {
  const input = { roomId, body: 'Is anybody there?', clientMessageId: randomUUID(), mentionedUserIds: [whom.id] };
  const { data, codes } = await from.client.ask(SEND_MESSAGE, { input });
  return { id: data?.sendMessage?.message?.id, codes };
}

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
