import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HistoryRequest, MessageStore } from '../store.ts';
import { appendAll, event, joined, message, type OpenStore, range, seqsOf, TestClock } from './subject.ts';

/** What `history` and `lastMessages` promise. Part of `storeContract`. */
export function historyContract(open: OpenStore): void {
  describe('history', () => {
    const [alice, bob] = [randomUUID(), randomUUID()];
    let store: MessageStore;
    let room: string;

    beforeEach(async () => {
      store = open({ clock: new TestClock() });
      room = randomUUID();
    });

    /** Messages at 2, 3, 5, 6, 8, 9 and 11; the head at 12. */
    const fill = () =>
      appendAll(store.log, room, [
        joined(alice),
        message(alice),
        message(bob),
        joined(bob),
        message(alice),
        message(bob),
        event(bob, { type: 'message.deleted', messageSeq: 5 }),
        message(alice),
        message(bob),
        event(alice, { type: 'message.edited', messageSeq: 8, body: 'edited' }),
        message(alice),
        event(alice, { type: 'access.changed' }),
      ]);
    const none = { after: null, before: null, fromEnd: false };
    /** The places of a page, with an ellipsis on each side where there is more. */
    const page = async (request: HistoryRequest) => {
      const { rows, hasPreviousPage, hasNextPage } = await store.history(room, request);
      return [hasPreviousPage ? '…' : '', ...seqsOf(rows), hasNextPage ? '…' : ''].filter((part) => part !== '');
    };

    it('pages forward', async () => {
      await fill();
      expect(await page({ ...none, limit: 3 })).toEqual([2, 3, 5, '…']);
      expect(await page({ ...none, limit: 3, after: 5 })).toEqual(['…', 6, 8, 9, '…']);
      expect(await page({ ...none, limit: 3, after: 7 })).toEqual(['…', 8, 9, 11]);
      expect(await page({ ...none, limit: 3, after: 1 })).toEqual([2, 3, 5, '…']);
      expect(await page({ ...none, limit: 7 })).toEqual([2, 3, 5, 6, 8, 9, 11]);
      expect(await page({ ...none, limit: 9, before: 8 })).toEqual([2, 3, 5, 6, '…']);
      expect(await page({ ...none, limit: 9, after: 3, before: 8 })).toEqual(['…', 5, 6, '…']);
    });

    it('pages backward', async () => {
      await fill();
      const back = { ...none, fromEnd: true };
      expect(await page({ ...back, limit: 3 })).toEqual(['…', 8, 9, 11]);
      expect(await page({ ...back, limit: 3, before: 8 })).toEqual(['…', 3, 5, 6, '…']);
      expect(await page({ ...back, limit: 3, before: 5 })).toEqual([2, 3, '…']);
      expect(await page({ ...back, limit: 3, before: 12 })).toEqual(['…', 8, 9, 11]);
      expect(await page({ ...back, limit: 7 })).toEqual([2, 3, 5, 6, 8, 9, 11]);
      expect(await page({ ...back, limit: 2, after: 3, before: 11 })).toEqual(['…', 8, 9, '…']);
      expect(await page({ ...back, limit: 2, after: 8 })).toEqual(['…', 9, 11]);
    });

    it('tells what lies around an empty page', async () => {
      await fill();
      for (const fromEnd of [false, true]) {
        const bounds = { ...none, limit: 3, fromEnd };
        expect(await page({ ...bounds, after: 11 })).toEqual(['…']);
        expect((await store.history(room, { ...bounds, after: 11 })).hasPreviousPage).toBe(true);
        expect((await store.history(room, { ...bounds, before: 2 })).hasNextPage).toBe(true);
        expect(await page({ ...bounds, after: 3, before: 5 })).toEqual(['…', '…']);
        expect(await page({ ...bounds, before: 1 })).toEqual(['…']);
      }
    });

    it('pages around a message', async () => {
      await fill();
      expect(await page({ around: 6, limit: 3 })).toEqual(['…', 5, 6, 8, '…']);
      expect(await page({ around: 6, limit: 4 })).toEqual(['…', 3, 5, 6, 8, '…']);
      expect(await page({ around: 6, limit: 1 })).toEqual(['…', 6, '…']);
      expect(await page({ around: 5, limit: 20 })).toEqual([2, 3, 5, 6, 8, 9, 11]);
      expect(await page({ around: 2, limit: 5 })).toEqual([2, 3, 5, '…']);
      expect(await page({ around: 11, limit: 5 })).toEqual(['…', 8, 9, 11]);
      expect(await page({ around: 7, limit: 5 })).toEqual([]);
      expect(await page({ around: 99, limit: 5 })).toEqual([]);
    });

    it('holds messages as they are now, tombstones included', async () => {
      await fill();
      const { rows, headSeq } = await store.history(room, { ...none, limit: 20 });
      expect(headSeq).toBe(12);
      expect(rows.map(({ body }) => body)).toEqual(['hello', 'hello', null, 'hello', 'edited', 'hello', 'hello']);
      const messages = await store.messages(seqsOf(rows).map((seq) => ({ roomId: room, seq })));
      expect(rows).toEqual(messages.toSorted((a, b) => a.seq - b.seq));
    });

    it('knows a room without messages', async () => {
      expect(await store.history(room, { ...none, limit: 5 })).toEqual({
        rows: [],
        hasPreviousPage: false,
        hasNextPage: false,
        headSeq: 0,
      });
      await appendAll(store.log, room, [joined(alice)]);
      expect(await page({ ...none, limit: 5, after: 1 })).toEqual([]);
      expect((await store.history(room, { ...none, limit: 5 })).headSeq).toBe(1);
    });

    it('loses nothing between a page and the log behind its head', async () => {
      const writing = Promise.all(range(1, 150).map((n) => store.log.append(room, message(alice, `${n}`))));
      for (let last = 0; last < 150; ) {
        const { rows, headSeq } = await store.history(room, { ...none, fromEnd: true, limit: 200 });
        const { events } = await store.log.read(room, { after: headSeq, limit: 200 });
        expect(seqsOf(rows)).toEqual(range(1, headSeq));
        last = headSeq + events.length;
        expect(seqsOf(events)).toEqual(range(headSeq + 1, last));
      }
      await writing;
    });

    it('finds the newest message of many rooms', async () => {
      const other = randomUUID();
      const quiet = randomUUID();
      await fill();
      await appendAll(store.log, other, [message(alice), event(alice, { type: 'message.deleted', messageSeq: 1 })]);
      await appendAll(store.log, quiet, [joined(alice)]);
      const newest = await store.lastMessages([room, other, quiet, randomUUID()]);
      expect([...newest].map(([roomId, { seq, body }]) => [roomId, seq, body]).sort()).toEqual(
        [
          [room, 11, 'hello'],
          [other, 1, null],
        ].sort(),
      );
    });
  });
}
