import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MessageStore } from '../store.ts';
import { appendAll, event, joined, message, type OpenStore, range, readAll, TestClock } from './subject.ts';

/** What a `MessageStore` keeps of a person, and how it forgets. Part of `storeContract`. */
export function privacyContract(open: OpenStore): void {
  describe('privacy', () => {
    const MANY = 230;

    /** Alice and Bob in two rooms: more messages of Alice's than are worked on at once, two reactions of each. */
    const fill = async () => {
      const [alice, bob] = [randomUUID(), randomUUID()];
      const store = open({ clock: new TestClock() });
      const rooms = [randomUUID(), randomUUID()] as const;
      for (const room of rooms) {
        const react = (actorId: string) => event(actorId, { type: 'reaction.added', messageSeq: 4, emoji: '👍' });
        await appendAll(store.log, room, [joined(alice), joined(bob), message(alice, 'mine'), message(bob, 'his')]);
        await appendAll(store.log, room, [react(alice), react(bob)]);
        await store.markRead(alice, room, 4, 1_000);
        await store.markRead(bob, room, 4, 1_000);
      }
      await Promise.all(range(1, MANY).map((n) => store.log.append(rooms[0], message(alice, `mine ${n}`))));
      await appendAll(store.log, rooms[0], [event(alice, { type: 'message.deleted', messageSeq: 3 })]);
      return { store, alice, bob, rooms };
    };

    const exported = async (store: MessageStore, userId: string) => {
      const records: Readonly<Record<string, unknown>>[] = [];
      for await (const record of store.exportPerson(userId)) records.push(record);
      return records;
    };
    const kinds = (records: readonly Readonly<Record<string, unknown>>[]) =>
      Object.fromEntries(
        ['message', 'reaction', 'readPosition', 'membership'].map((kind) => [
          kind,
          records.filter(({ type }) => type === kind).length,
        ]),
      );

    it('exports everything of a person, each thing once', async () => {
      const { store, alice, rooms } = await fill();
      const records = await exported(store, alice);
      expect(kinds(records)).toEqual({ message: MANY + 2, reaction: 2, readPosition: 2, membership: 2 });
      const bodies = records.filter(({ roomId, type }) => roomId === rooms[0] && type === 'message');
      expect(bodies.map(({ body }) => body)).toEqual([null, ...range(1, MANY).map((n) => `mine ${n}`)]);
      expect(records).toContainEqual({ type: 'reaction', roomId: rooms[1], seq: 4, emoji: '👍' });
      expect(records).toContainEqual({ type: 'readPosition', roomId: rooms[1], seq: 4, movedAt: 1_000 });
      expect(records).toContainEqual({ type: 'membership', roomId: rooms[1], role: 'MEMBER', joinedSeq: 1 });
    });

    it('leaves nothing of a person but empty places, and others alone', async () => {
      const { store, alice, bob, rooms } = await fill();
      const before = await exported(store, bob);
      await store.erasePerson(alice);
      await store.erasePerson(alice);
      const records = await exported(store, alice);
      expect(kinds(records)).toEqual({ message: MANY + 2, reaction: 0, readPosition: 0, membership: 0 });
      expect(records.filter(({ body, deletedAt }) => body !== null || deletedAt === null)).toEqual([]);
      for (const room of rooms) {
        const events = await readAll(store.log, room);
        const left = events.flatMap(({ actorId, body }) => ('body' in body && actorId === alice ? [body.body] : []));
        expect(left.filter((body) => body !== null)).toEqual([]);
        expect(events.filter(({ body }) => body.type === 'reaction.removed')).toMatchObject([{ actorId: alice }]);
      }
      expect(await exported(store, bob)).toEqual(before);
    });
  });
}
