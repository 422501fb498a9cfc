import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Unanswered } from '#tests/kit/client.ts';
import { makeRoom, type Person, registerAll, send } from '#tests/kit/people.ts';
import { registerDevice, shownPushes } from '#tests/kit/pushes.ts';
import { areServicesAskedFor } from '#tests/kit/services-lynk.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

/** Nine processes take longer to come back than one. */
const ROUNDS = areServicesAskedFor() ? 3 : 8;
const LANES = 3;
/** Kafka waits for a consumer that is dead before it gives its work to another one. */
const CATCH_UP_MS = 120_000;

describe('kill -9 while pushes are made', () => {
  const lynk = useLynk({
    faults: 'expected',
    own: true,
    env: { LYNK_MODE: 'development', LYNK_PUSH_DELAY_SECONDS: '1' },
  });

  /** Sends a message until it is acknowledged. @returns its ID; null when the process was killed before that */
  async function trySend(person: Person, roomId: string, key: string): Promise<string | null> {
    try {
      return (await send(person, roomId, key, key)).id;
    } catch (error) {
      if (error instanceof Unanswered) return null;
      throw error;
    }
  }

  it('loses none, and shows each once on each device', { timeout: 300_000 }, async () => {
    const [ann, ben, cleo] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
    const roomId = await makeRoom(ann, [ben, cleo]);
    const devices = [await registerDevice(ben, 'Ben'), await registerDevice(cleo, 'Cleo')];
    const acknowledged = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      let stopped = false;
      const unanswered: string[] = [];
      const lane = async () => {
        while (!stopped) {
          const key = randomUUID();
          const id = await trySend(ann, roomId, key);
          if (id === null) unanswered.push(key);
          else acknowledged.add(id);
        }
      };
      const lanes = Array.from({ length: LANES }, lane);
      const before = (await shownPushes(lynk())).length;
      // Each round is hit at another moment of the same work.
      await until('pushes under way', async () => (await shownPushes(lynk())).length > before + round * 3, {
        pollMs: 1,
      });
      stopped = true;
      await lynk().kill9();
      await Promise.all(lanes);
      await lynk().restart();
      for (const key of unanswered) acknowledged.add((await send(ann, roomId, key, key)).id);
    }
    const shownOn = async (device: string) =>
      (await shownPushes(lynk())).filter(({ targetId }) => targetId === device).map(({ messageId }) => messageId);
    for (const device of devices) {
      const isWhole = async () => new Set(await shownOn(device)).size >= acknowledged.size;
      await until('every message to be shown', isWhole, { deadlineMs: CATCH_UP_MS, pollMs: 100 });
      // A second collapse ID for a message would be a second line.
      expect((await shownOn(device)).sort()).toEqual([...acknowledged].sort());
    }
  });
});
