import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOM_EVENTS_SINCE } from '#tests/kit/operations/live.ts';
import { ADD_REACTION, DELETE_MESSAGE, EDIT_MESSAGE } from '#tests/kit/operations/message.ts';
import { liveCursor, makeRoom, type Person, readPage, registerAll, send } from '#tests/kit/people.ts';
import { placeOf } from '#tests/kit/place.ts';
import { Recorder } from '#tests/kit/recorder.ts';
import { RoomWatch } from '#tests/kit/room-watch.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();

function watch(person: Person, roomId: string, after: string): RoomWatch {
  const watching = new RoomWatch(lynk(), person, roomId, after);
  onTestFinished(() => watching.close());
  return watching;
}

describe('a cursor', () => {
  it('of history, of a send, of an item or of the head is good as `after`: no hole and no double', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const cursors = [await liveCursor(ann, roomId)];
    for (let index = 0; index < 8; index += 1) {
      const message = await send(ann, roomId, `${index}`);
      cursors.push(message.cursor);
      if (index % 3 === 0) await ann.client.get(EDIT_MESSAGE, { input: { messageId: message.id, body: `${index}!` } });
      cursors.push((await readPage(ann, roomId, { first: 2 })).liveCursor);
    }
    const page = await readPage(ben, roomId, { first: 100 });
    cursors.push(
      ...page.edges.map((edge) => edge.cursor),
      page.pageInfo.startCursor ?? '',
      page.pageInfo.endCursor ?? '',
    );
    const since = await ben.client.get(ROOM_EVENTS_SINCE, { roomId, after: cursors[0] ?? '' });
    cursors.push(
      since.roomEventsSince?.head ?? '',
      ...(since.roomEventsSince?.items ?? []).flatMap((item) => item.cursor ?? []),
    );

    const distinct = [...new Set(cursors)];
    const watches = distinct.map((cursor) => watch(ben, roomId, cursor));
    const last = await send(ann, roomId, 'the last one');
    const head = placeOf(last.cursor);
    for (const [index, watching] of watches.entries()) {
      await watching.untilSent(last.id);
      const from = placeOf(distinct[index] ?? '');
      const places = watching.items.flatMap((item) => (item.cursor == null ? [] : placeOf(item.cursor)));
      expect(places, `from ${from}`).toEqual(Array.from({ length: head - from }, (_, step) => from + 1 + step));
    }
  });

  it('of a page read in the middle of traffic joins history and stream without a hole', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const sent: string[] = [];
    let over = false;
    const traffic = (async () => {
      for (let index = 0; !over || index < 40; index += 1) sent.push((await send(ann, roomId, `${index}`)).id);
    })();
    const joins: { known: string[]; watching: RoomWatch }[] = [];
    for (let index = 0; index < 12; index += 1) {
      const page = await readPage(ben, roomId, { last: 100 });
      joins.push({ known: page.nodes.map((node) => node.id), watching: watch(ben, roomId, page.liveCursor) });
    }
    over = true;
    await traffic;
    for (const { known, watching } of joins) {
      await watching.untilSent(sent.at(-1) ?? '');
      // What stands on the page may come again: its cursor is from before the page was read. Nothing else may.
      const seen = [...known, ...watching.sentIds.filter((id) => !known.includes(id))];
      expect(seen).toEqual(sent.slice(sent.indexOf(seen[0] ?? '')));
      expect(new Set(watching.sentIds).size).toBe(watching.sentIds.length);
    }
  });
});

describe('a client that was away', () => {
  it('is told of edits, reactions and deletions of messages that it knew', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const recorder = new Recorder(lynk(), roomId);
    const watching = await recorder.watch(ben);
    onTestFinished(() => watching.close());
    const [first, second] = [await send(ann, roomId, 'first'), await send(ann, roomId, 'second')];
    await watching.untilSent(second.id);
    await watching.drop();
    await ann.client.get(EDIT_MESSAGE, { input: { messageId: first.id, body: 'first, corrected' } });
    await ann.client.get(ADD_REACTION, { input: { messageId: first.id, emoji: '🎉' } });
    await ann.client.get(DELETE_MESSAGE, { input: { messageId: second.id } });
    recorder.edited(first.id, 'first, corrected');
    recorder.edited(second.id, null);

    watching.resume();
    await watching.until('the deletion', (w) => w.events('MessageDeleted').length > 0);
    expect(watching.events('MessageEdited')[0]?.message).toMatchObject({ id: first.id, body: 'first, corrected' });
    expect(watching.events('ReactionAdded')[0]).toMatchObject({ emoji: '🎉', message: { id: first.id } });
    expect(watching.events('MessageDeleted')[0]?.message).toMatchObject({ id: second.id, body: null });
    expect(await recorder.violations(ann, ben)).toEqual([]);
  });

  it('misses nothing and sees nothing twice, however often its socket drops in the middle of traffic', async () => {
    const [ann, ben, cleo] = await registerAll(lynk(), 'Ann', 'Ben', 'Cleo');
    const roomId = await makeRoom(ann, [ben, cleo]);
    const recorder = new Recorder(lynk(), roomId);
    const watches = [await recorder.watch(ben), await recorder.watch(cleo, { kind: 'own' }), await recorder.watch(ann)];
    onTestFinished(async () => {
      for (const watching of watches) await watching.close();
    });
    let over = false;
    const traffic = [ann, ben, cleo].map(async (person) => {
      for (let index = 0; !over; index += 1) {
        expect((await recorder.send(person, `${person.displayName} ${index}`)).kind).toBe('acknowledged');
        if (index % 10 === 0) await recorder.read(person);
      }
    });
    for (let round = 0; round < 25; round += 1) {
      for (const watching of watches.slice(0, 2)) {
        const before = watching.items.length;
        // Now after some traffic, now in the middle of catching up.
        if (round % 2) await watching.until('some traffic', (w) => w.items.length > before + 3);
        await watching.drop();
        watching.resume();
      }
    }
    over = true;
    await Promise.all(traffic);
    const last = await send(ann, roomId, 'the end');
    for (const watching of watches) await watching.untilSent(last.id);
    expect(recorder.sends.length).toBeGreaterThan(50);
    expect(await recorder.violations(ann, ben, cleo)).toEqual([]);
  });

  it('for more than 1,000 events is told to fetch the history again, and goes on from there', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const roomId = await makeRoom(ann, [ben]);
    const start = await liveCursor(ben, roomId);
    const first = await send(ann, roomId, 'first');
    for (let batch = 0; batch < 20; batch += 1) {
      await Promise.all(Array.from({ length: 50 }, (_, index) => send(ann, roomId, `${batch} ${index}`)));
    }
    const since = async (after: string) => (await ben.client.get(ROOM_EVENTS_SINCE, { roomId, after })).roomEventsSince;
    expect((await since(first.cursor))?.items.length).toBe(1_000);
    expect((await since(start))?.items).toMatchObject([{ event: { __typename: 'StreamReset' } }]);

    const [whole, reset] = [watch(ben, roomId, first.cursor), watch(ben, roomId, start)];
    await reset.until('the reset', (w) => w.events('StreamReset').length > 0);
    const last = await send(ann, roomId, 'last');
    await whole.untilSent(last.id);
    await reset.untilSent(last.id);
    expect(whole.sentIds.length).toBe(1_001);
    expect(reset.items[0]?.event?.__typename).toBe('StreamReset');
    expect(reset.sentIds).toEqual([last.id]);
    expect(placeOf(reset.items[0]?.cursor ?? '')).toBe(placeOf(last.cursor) - 1);
  });
});
