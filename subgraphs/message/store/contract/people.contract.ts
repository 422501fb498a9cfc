import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageStore, ViewerRoomKey } from '../store.ts';
import { appendAll, event, joined, left, message, type OpenStore, range, TestClock } from './subject.ts';

/** What a `MessageStore` promises of a person's rooms, unread counts, read positions and of members. */
export function peopleContract(open: OpenStore): void {
  let [alice, bob, carol] = [randomUUID(), randomUUID(), randomUUID()];
  let clock: TestClock;
  let store: MessageStore;

  beforeEach(() => {
    [alice, bob, carol] = [randomUUID(), randomUUID(), randomUUID()];
    clock = new TestClock();
    store = open({ clock });
  });

  describe("a person's rooms", () => {
    const none = { after: null, before: null, fromEnd: false };

    /** Seven rooms in the order in which they are listed; the middle three share a time and go by ID. */
    const fill = async () => {
      const ties = range(1, 3)
        .map(() => randomUUID())
        .sort();
      const rooms: string[] = [randomUUID(), randomUUID(), ...ties, randomUUID(), randomUUID()];
      for (const [index, roomId] of rooms.entries()) {
        clock.time = Date.UTC(2026, 0, 31) - 1_000 * (index >= 2 && index <= 4 ? 3 : index);
        await appendAll(store.log, roomId, [joined(alice)]);
      }
      return rooms;
    };
    const keyOf = async (roomId: string): Promise<ViewerRoomKey> => ({
      roomId,
      lastActivityId: (await store.log.heads([roomId])).get(roomId)?.id ?? 0,
    });

    it('come by last activity, in pages both ways', async () => {
      const rooms = await fill();
      const keys = await Promise.all(rooms.map(keyOf));
      const key = (index: number) => keys[index] ?? null;
      const page = async (request: Parameters<MessageStore['viewerRooms']>[1]) => {
        const { rows, hasPreviousPage, hasNextPage } = await store.viewerRooms(alice, request);
        const places = rows.map(({ roomId }) => rooms.indexOf(roomId));
        return [hasPreviousPage ? '…' : '', ...places, hasNextPage ? '…' : ''].filter((part) => part !== '');
      };
      expect(await page({ ...none, limit: 4 })).toEqual([0, 1, 2, 3, '…']);
      expect(await page({ ...none, limit: 2, after: key(2) })).toEqual(['…', 3, 4, '…']);
      expect(await page({ ...none, limit: 9, after: key(3) })).toEqual(['…', 4, 5, 6]);
      expect(await page({ ...none, limit: 9, after: key(1), before: key(4) })).toEqual(['…', 2, 3, '…']);
      expect(await page({ ...none, fromEnd: true, limit: 3 })).toEqual(['…', 4, 5, 6]);
      expect(await page({ ...none, fromEnd: true, limit: 3, before: key(4) })).toEqual(['…', 1, 2, 3, '…']);
      expect(await page({ ...none, fromEnd: true, limit: 4, before: key(4) })).toEqual([0, 1, 2, 3, '…']);
      expect(await page({ ...none, limit: 3, after: key(6) })).toEqual(['…']);
      expect(await page({ ...none, fromEnd: true, limit: 3, before: key(0) })).toEqual(['…']);
      expect(await page({ ...none, limit: 3, after: key(2), before: key(3) })).toEqual(['…', '…']);
      const { rows } = await store.viewerRooms(alice, { ...none, limit: 9 });
      expect(rows.map(({ roomId, lastActivityId }) => ({ roomId, lastActivityId }))).toEqual(keys);
      expect(rows[2]?.lastActivityAt).toBe(Date.UTC(2026, 0, 31) - 3_000);
      expect(await store.roomsOf(alice, 4)).toEqual(rooms.slice(0, 4));
    });

    it('move with every event but a block, and go with a departure', async () => {
      const rooms = await fill();
      clock.time += 10_000;
      await appendAll(store.log, rooms[5] ?? '', [event(bob, { type: 'access.changed' })]);
      expect(await store.roomsOf(alice, 9)).toEqual(rooms);
      await appendAll(store.log, rooms[5] ?? '', [message(bob)]);
      await appendAll(store.log, rooms[0] ?? '', [left(alice)]);
      const expected = [5, 1, 2, 3, 4, 6].map((index) => rooms[index]);
      expect(await store.roomsOf(alice, 9)).toEqual(expected);
      const { rows } = await store.viewerRooms(alice, { ...none, limit: 9 });
      expect(rows.map(({ roomId }) => roomId)).toEqual(expected);
    });

    it('are none for a stranger', async () => {
      const page = await store.viewerRooms(carol, { ...none, limit: 9 });
      expect(page).toEqual({ rows: [], hasPreviousPage: false, hasNextPage: false });
    });
  });

  describe('unread counts', () => {
    it('count what others wrote since the person came or read, without what was deleted', async () => {
      const [room, other] = [randomUUID(), randomUUID()];
      const unread = async () => (await store.unreadCounts(alice, [room])).get(room);
      await appendAll(store.log, room, [joined(bob), message(bob), joined(alice)]);
      expect(await unread()).toBe(0);
      await appendAll(store.log, room, [message(bob), message(alice), message(bob), message(carol), joined(carol)]);
      expect(await unread()).toBe(3);
      await appendAll(store.log, room, [event(bob, { type: 'message.deleted', messageSeq: 6 })]);
      expect(await unread()).toBe(2);
      await store.markRead(alice, room, 4, clock.now());
      expect(await unread()).toBe(1);
      await appendAll(store.log, other, [joined(bob), message(alice)]);
      const counts = await store.unreadCounts(alice, [room, other, randomUUID()]);
      expect([...counts]).toEqual([[room, 1]]);
      await appendAll(store.log, room, [left(alice, 2), message(bob), message(bob), joined(alice, 3), message(bob)]);
      expect(await unread()).toBe(1);
    });

    it('stop at 1,000', async () => {
      const room = randomUUID();
      await appendAll(store.log, room, [joined(alice)]);
      await Promise.all(range(1, 1_003).map(() => store.log.append(room, message(bob))));
      await store.markRead(alice, room, 2, clock.now());
      expect((await store.unreadCounts(alice, [room])).get(room)).toBe(1_000);
      await store.markRead(alice, room, 5, clock.now());
      expect((await store.unreadCounts(alice, [room])).get(room)).toBe(999);
    });
  });

  describe('read positions', () => {
    it('move forward, never back', async () => {
      const [room, other] = [randomUUID(), randomUUID()];
      expect(await store.readPositions(alice, [room])).toEqual(new Map());
      expect(await store.markRead(alice, room, 5, 1_000)).toBe(true);
      expect(await store.markRead(alice, room, 4, 2_000)).toBe(false);
      expect(await store.markRead(alice, room, 5, 3_000)).toBe(false);
      expect(await store.markRead(alice, room, 9, 4_000)).toBe(true);
      expect(await store.markRead(bob, room, 1, 5_000)).toBe(true);
      expect(await store.readPositions(alice, [room, other])).toEqual(new Map([[room, { seq: 9, movedAt: 4_000 }]]));
    });
  });

  describe('members', () => {
    it('are those who have come and not gone, in the order of their IDs', async () => {
      const room = randomUUID();
      const people = range(1, 7).map(() => randomUUID());
      await Promise.all(people.map((userId) => store.log.append(room, joined(userId))));
      const gone = people[3] ?? '';
      await appendAll(store.log, room, [left(gone)]);
      const present = people.filter((userId) => userId !== gone).sort();
      expect(await store.members(room, null, 4)).toEqual(present.slice(0, 4));
      expect(await store.members(room, present[3] ?? '', 4)).toEqual(present.slice(4));
      expect((await store.membersAmong(room, [...people, carol])).toSorted()).toEqual(present);
      expect(await store.membersAmong(randomUUID(), people)).toEqual([]);
    });
  });
}
