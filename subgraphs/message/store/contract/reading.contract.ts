import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReadRange } from '../room-log.ts';
import type { MessageStore } from '../store.ts';
import { appendAll, event, message, type OpenStore, range, readAll, seqsOf, TestClock } from './subject.ts';

/** Strings that go wrong where somebody escapes, trims, normalises or measures. */
const BODIES = [
  ' leading and trailing \t\r\n ',
  `'; DROP TABLE messages; -- " \\ \\' \\" {"a":[1,null]} {a,b} NULL null`,
  'cafe\u0301 caf\u00e9 \u212b \ufb01',
  '\ufeffBOM \u200b\u200d\u2028\u2029 \u0001\u001f\u007f\u0085',
  '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 \u202eright to left\u202c \u{10ffff}',
  '$1 $2 %s %n {{x}} <script>&amp;</script>',
  'what escapes look like: \\u0000 \\x00 \\0 %00 &#0;',
  'x'.repeat(32_768),
];

/** What reading a `RoomLog` promises, and what becomes of its bodies. Part of `roomLogContract`. */
export function readingContract(open: OpenStore): void {
  const [alice, bob] = [randomUUID(), randomUUID()];
  let store: MessageStore;
  let room: string;

  beforeEach(() => {
    store = open({ clock: new TestClock() });
    room = randomUUID();
  });

  describe('reading', () => {
    const read = async (readRange: ReadRange) => seqsOf((await store.log.read(room, readRange)).events);

    it('returns parts of the log, oldest first, with the head', async () => {
      await Promise.all(range(1, 10).map(() => store.log.append(room, message(alice))));
      expect(await read({ after: 0, limit: 3 })).toEqual([1, 2, 3]);
      expect(await read({ after: 8, limit: 3 })).toEqual([9, 10]);
      expect(await read({ after: 10, limit: 3 })).toEqual([]);
      expect(await read({ before: 5, limit: 2 })).toEqual([3, 4]);
      expect(await read({ before: 3, limit: 9 })).toEqual([1, 2]);
      expect(await read({ before: 1, limit: 9 })).toEqual([]);
      expect(await read({ around: 5, limit: 3 })).toEqual([4, 5, 6]);
      expect(await read({ around: 1, limit: 5 })).toEqual([1, 2, 3]);
      expect(await read({ around: 10, limit: 5 })).toEqual([8, 9, 10]);
      const { events, head } = await store.log.read(room, { after: 9, limit: 1 });
      expect(head).toEqual({ seq: 10, id: events[0]?.id, accessEpoch: 0 });
      expect((await store.log.read(room, { after: 10, limit: 1 })).head).toEqual(head);
    });

    it('knows nothing of a room without events', async () => {
      const head = { seq: 0, id: 0, accessEpoch: 0 };
      expect(await store.log.read(room, { after: 0, limit: 5 })).toEqual({ events: [], head });
      // Refused as the first event: the room has none still.
      await expect(store.log.append(room, message(alice, 'x', { allowedAtEpoch: 7 }))).rejects.toThrow('epoch');
      expect(await store.log.read(room, { after: 0, limit: 5 })).toEqual({ events: [], head });
      expect(await store.log.heads([room])).toEqual(new Map());
    });

    it('tells the heads of many rooms', async () => {
      const other = randomUUID();
      await appendAll(store.log, room, [message(alice), message(alice)]);
      await appendAll(store.log, other, [event(alice, { type: 'access.changed' })]);
      const heads = await store.log.heads([room, randomUUID(), other, room]);
      expect([...heads.keys()].sort()).toEqual([room, other].sort());
      expect([heads.get(room)?.seq, heads.get(other)?.accessEpoch]).toEqual([2, 1]);
    });
  });

  describe('bodies', () => {
    it('come back byte for byte', async () => {
      const keys = await Promise.all(BODIES.map((body) => store.log.append(room, message(alice, body))));
      const edits = BODIES.toReversed().map((body, n) =>
        event(alice, { type: 'message.edited', messageSeq: n + 1, body }),
      );
      await Promise.all(edits.map((edit) => store.log.append(room, edit)));
      const events = await readAll(store.log, room);
      expect(events.map(({ body }) => 'body' in body && body.body)).toEqual([...BODIES, ...BODIES.toReversed()]);
      const messages = await store.messages(keys.map((_, n) => ({ roomId: room, seq: n + 1 })));
      const bySeq = messages.toSorted((a, b) => a.seq - b.seq);
      expect(bySeq.map(({ body }) => body)).toEqual(BODIES.toReversed());
    });

    it('go from the log with the deletion of their message, and never come again', async () => {
      await appendAll(store.log, room, [
        message(alice, 'one'),
        message(alice, 'two'),
        event(alice, { type: 'message.edited', messageSeq: 1, body: 'one, edited' }),
        event(bob, { type: 'message.deleted', messageSeq: 1 }),
        event(alice, { type: 'message.edited', messageSeq: 1, body: 'too late' }),
        event(alice, { type: 'message.edited', messageSeq: 2, body: 'two, edited' }),
      ]);
      const bodies = async () => (await readAll(store.log, room)).map(({ body }) => ('body' in body ? body.body : '-'));
      expect(await bodies()).toEqual([null, 'two', null, '-', null, 'two, edited']);
      // Edit, deletion and edit in one group.
      await Promise.all(
        [
          message(alice, 'three'),
          event(alice, { type: 'message.edited', messageSeq: 2, body: 'a' }),
          event(alice, { type: 'message.deleted', messageSeq: 2 }),
          event(alice, { type: 'message.edited', messageSeq: 2, body: 'b' }),
        ].map((each) => store.log.append(room, each)),
      );
      expect(await bodies()).toEqual([null, null, null, '-', null, null, 'three', null, '-', null]);
    });

    it('that cannot be kept fail alone', async () => {
      const bodies = ['first', 'before', 'NUL \0', 'after'];
      const results = await Promise.allSettled(bodies.map((body) => store.log.append(room, message(alice, body))));
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      const events = await readAll(store.log, room);
      expect(events.map(({ body }) => 'body' in body && body.body)).toEqual(['first', 'before', 'after']);
    });
  });

  it('announces each event that has a topic, in the order of places', async () => {
    await Promise.all(
      range(1, 30).map((n) => store.log.append(room, message(alice, `${n}`, { topic: n % 3 ? 'room.message' : null }))),
    );
    await appendAll(store.log, room, [
      event(bob, { type: 'message.deleted', messageSeq: 4 }, { topic: 'conversation.message' }),
      event(bob, { type: 'access.changed' }, { topic: 'room.message' }),
    ]);
    const records = (await store.outbox.pending(10_000)).filter(({ key }) => key === room);
    const events = await readAll(store.log, room);
    expect(records.map(({ topic, payload, occurredAt }) => ({ topic, payload, occurredAt }))).toEqual(
      events
        .filter(({ seq }) => seq > 30 || seq % 3 !== 0)
        .map(({ seq, actorId, createdAt, body: { type } }) => ({
          topic: seq === 31 ? 'conversation.message' : 'room.message',
          payload: { roomId: room, seq, type, actorId, messageSeq: [seq, 4, null][Math.max(0, seq - 30)] },
          occurredAt: createdAt,
        })),
    );
    await store.outbox.remove(records.map(({ id }) => id));
  });
}
