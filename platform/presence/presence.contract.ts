import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { Presence, PresenceChange } from './presence.ts';

/** What a suite runs on: an empty presence, and a way to let time pass for it. */
export interface PresenceUnderTest {
  readonly presence: Presence;
  /** Lets time pass, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** The current time for it, in milliseconds since 1970. */
  now(): number;
}

/**
 * What every adapter of {@link Presence} must do.
 *
 * @param open makes a new one
 */
export function presenceContract(adapter: string, open: () => Promise<PresenceUnderTest>): void {
  describe(`Presence on ${adapter}`, () => {
    const ann = randomUUID();
    const bob = randomUUID();

    test('a person is online from its first socket to its last, and only these two are told', async () => {
      const { presence } = await open();
      const changes = record(presence);
      await presence.connect(ann, 's1');
      await presence.connect(ann, 's2');
      await presence.disconnect(ann, 's1');
      expect((await presence.states([ann])).get(ann)?.online).toBe(true);
      await presence.disconnect(ann, 's2');
      expect((await presence.states([ann])).get(ann)?.online).toBe(false);
      await vi.waitFor(() => expect(changes.map(brief)).toEqual([`${ann} true`, `${ann} false`]));
    });

    test('everybody who is asked for is in the answer, and of strangers nothing is known', async () => {
      const { presence } = await open();
      await presence.connect(ann, 's1');
      const states = await presence.states([ann, bob]);
      expect(states.get(ann)?.online).toBe(true);
      expect(states.get(bob)).toEqual({ online: false, lastActiveAt: null });
    });

    test('closing a socket twice, or one that is not known, changes nothing', async () => {
      const { presence } = await open();
      const changes = record(presence);
      await presence.disconnect(bob, 'never');
      await presence.connect(ann, 's1');
      await presence.disconnect(ann, 'other');
      await presence.disconnect(bob, 's1');
      await presence.disconnect(ann, 's1');
      await presence.disconnect(ann, 's1');
      await vi.waitFor(() => expect(changes.map(brief)).toEqual([`${ann} true`, `${ann} false`]));
    });

    test('a socket that is not reported alive for 60 s counts as closed, the others stay', async () => {
      const { presence, advance, now } = await open();
      const changes = record(presence);
      const begin = now();
      await presence.connect(ann, 's1');
      await presence.connect(bob, 's2');
      for (let round = 0; round < 4; round++) {
        await advance(20_000);
        await presence.alive([{ userId: bob, socketId: 's2' }]);
      }
      const states = await presence.states([ann, bob]);
      expect(states.get(ann)).toEqual({ online: false, lastActiveAt: begin });
      expect(states.get(bob)?.online).toBe(true);
      await vi.waitFor(() => expect(changes.map(brief)).toEqual([`${ann} true`, `${bob} true`, `${ann} false`]));
    });

    test('a person who goes without being asked about is told, too', async () => {
      const { presence, advance } = await open();
      const changes = record(presence);
      await presence.connect(ann, 's1');
      await advance(90_000);
      await vi.waitFor(() => expect(changes.map(brief)).toEqual([`${ann} true`, `${ann} false`]));
    });

    test('a socket that is reported alive without having been opened is there', async () => {
      const { presence } = await open();
      const changes = record(presence);
      await presence.alive([{ userId: ann, socketId: 's1' }]);
      expect((await presence.states([ann])).get(ann)?.online).toBe(true);
      await vi.waitFor(() => expect(changes.map(brief)).toEqual([`${ann} true`]));
    });

    test('it is remembered when a person was last there', async () => {
      const { presence, advance, now } = await open();
      await presence.connect(ann, 's1');
      await advance(5_000);
      await presence.disconnect(ann, 's1');
      const gone = now();
      await advance(30_000);
      expect((await presence.states([ann])).get(ann)).toEqual({ online: false, lastActiveAt: gone });
    });

    test('who no longer listens is not told', async () => {
      const { presence } = await open();
      const changes: PresenceChange[] = [];
      const end = presence.onChange((change) => changes.push(change));
      const others = record(presence);
      end();
      await presence.connect(ann, 's1');
      await vi.waitFor(() => expect(others).toHaveLength(1));
      expect(changes).toEqual([]);
    });
  });
}

function record(presence: Presence): PresenceChange[] {
  const changes: PresenceChange[] = [];
  presence.onChange((change) => changes.push(change));
  return changes;
}

const brief = (change: PresenceChange) => `${change.userId} ${change.online}`;
