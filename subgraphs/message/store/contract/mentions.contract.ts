import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageStore } from '../store.ts';
import { appendAll, event, message, type OpenStore, TestClock } from './subject.ts';

/** What a store does with the people whom messages mention, and what it tells others of rooms. */
export function mentionsContract(open: OpenStore): void {
  describe('the mentions of a message', () => {
    const [alice, bob, carol] = [randomUUID(), randomUUID(), randomUUID()];
    let store: MessageStore;
    let room: string;

    beforeEach(() => {
      store = open({ clock: new TestClock() });
      room = randomUUID();
    });

    const sent = (mentionedUserIds: readonly string[]) =>
      event(
        alice,
        { type: 'message.sent', body: 'hello', contentType: 'text/plain', mentionedUserIds },
        { topic: 'room.message' },
      );
    const edited = (body: string, mentions: { mentionedUserIds?: readonly string[] } = {}) =>
      event(alice, { type: 'message.edited', messageSeq: 1, body, ...mentions }, { topic: 'room.message' });
    const mentions = async () => (await store.messages([{ roomId: room, seq: 1 }]))[0]?.mentionedUserIds;

    it('are those of its sending, then of the last edit that names any, and none once it is deleted', async () => {
      await appendAll(store.log, room, [sent([bob, carol])]);
      expect(await mentions()).toEqual([bob, carol]);
      await appendAll(store.log, room, [edited('a')]);
      expect(await mentions()).toEqual([bob, carol]);
      await appendAll(store.log, room, [edited('b', { mentionedUserIds: [carol] })]);
      expect(await mentions()).toEqual([carol]);
      await appendAll(store.log, room, [edited('c', { mentionedUserIds: [] })]);
      expect(await mentions()).toEqual([]);
      await appendAll(store.log, room, [edited('d', { mentionedUserIds: [bob] })]);
      await appendAll(store.log, room, [event(alice, { type: 'message.deleted', messageSeq: 1 })]);
      expect(await mentions()).toEqual([]);
    });

    it('are those of the last edit, also when edits are appended together', async () => {
      await appendAll(store.log, room, [sent([bob])]);
      const [first, second] = [edited('a', { mentionedUserIds: [carol] }), edited('b')];
      await Promise.all([store.log.append(room, first), store.log.append(room, second)]);
      expect(await mentions()).toEqual([carol]);
    });

    it('are told to other subgraphs by the events that set them alone', async () => {
      await appendAll(store.log, room, [sent([bob]), edited('a'), edited('b', { mentionedUserIds: [] })]);
      const pending = await store.outbox.pending(10_000);
      const told = pending.filter(({ key }) => key === room).map(({ payload }) => payload['mentionedUserIds']);
      expect(told).toEqual([[bob], undefined, []]);
    });

    it('know a message by the key of its client, and nothing else by it', async () => {
      const first = message(alice);
      await appendAll(store.log, room, [first]);
      expect(await store.isSent(room, alice, first.clientKey)).toBe(true);
      expect(await store.isSent(room, bob, first.clientKey)).toBe(false);
      expect(await store.isSent(randomUUID(), alice, first.clientKey)).toBe(false);
    });
  });

  describe('how far people have read', () => {
    it('is told in the order of the requests, doubles too', async () => {
      const store = open({ clock: new TestClock() });
      const [alice, bob, room] = [randomUUID(), randomUUID(), randomUUID()];
      await appendAll(store.log, room, [message(bob), message(bob)]);
      await store.markRead(alice, room, 2, 1);
      const request = { roomId: room, userId: alice };
      const requests = [{ roomId: room, userId: bob }, request, { roomId: randomUUID(), userId: alice }, request];
      expect(await store.readUpTo(requests)).toEqual([0, 2, 0, 2]);
      expect(await store.readUpTo([])).toEqual([]);
    });
  });
}
