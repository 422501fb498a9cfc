import { describe, expect, it } from 'vitest';
import { MARK_READ, VIEWER_ROOMS } from '#tests/kit/operations/message.ts';
import { LEAVE_ROOM, PUBLIC_ROOMS } from '#tests/kit/operations/room.ts';
import { expectedPage, shownPage, walk } from '#tests/kit/pages.ts';
import { makeRoom, type Person, registerAll, send } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
type Paging = { first?: number; after?: string; last?: number; before?: string };

describe('publicRooms', () => {
  it('lists the public GROUP rooms, the newest first, with exact pages both ways', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      made.unshift(await makeRoom(ann, [], { visibility: 'PUBLIC', name: `Room ${index}` }));
      await makeRoom(ann, [], { visibility: 'PRIVATE', name: `Secret ${index}` });
    }
    const read = async (page: Paging) =>
      (await ben.client.get(PUBLIC_ROOMS, page)).publicRooms ?? expect.fail('There is no page.');
    const all = await read({ first: 100 });
    const rows = all.nodes.map(({ id }, place) => ({ id, place }));
    const ids = rows.map((row) => row.id);
    expect(ids.slice(0, made.length)).toEqual(made);
    // Servers that have been used before have older rooms: then the end may be further away than one page.
    const hasEnd = !all.pageInfo.hasNextPage;
    for (let size = 1; size <= 8; size += 1) {
      if (hasEnd) {
        expect(await walk('forwards', size, read)).toEqual(ids);
        expect(await walk('backwards', size, read)).toEqual(ids);
      }
      for (const [place, { cursor }] of all.edges.slice(0, made.length).entries()) {
        for (const [page, expected] of [
          [
            { first: size, after: cursor },
            { first: size, after: place },
          ],
          [
            { first: size, before: cursor },
            { first: size, before: place },
          ],
          [
            { last: size, after: cursor },
            { last: size, after: place },
          ],
          [
            { last: size, before: cursor },
            { last: size, before: place },
          ],
        ] as const) {
          if ('last' in page && 'after' in page && !hasEnd) continue;
          expect(shownPage(await read(page)), JSON.stringify(page)).toEqual(expectedPage(rows, expected));
        }
      }
    }
  });
});

describe('viewer.rooms', () => {
  const list = async (person: Person, page: Paging = {}) =>
    (await person.client.get(VIEWER_ROOMS, page)).viewer?.rooms ?? expect.fail('There is no page.');
  const order = async (person: Person) => (await list(person)).nodes.map((room) => room?.id);

  it('stands by last activity, with the last message and what is unread', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const first = await makeRoom(ann, [ben], { name: 'First' });
    const second = await makeRoom(ann, [ben], { name: 'Second' });
    expect(await order(ben)).toEqual([second, first]);

    const older = await send(ann, first, 'one');
    const newest = await send(ann, first, 'two');
    expect(await order(ben)).toEqual([first, second]);
    const { edges } = await list(ben);
    expect(edges[0]?.node).toEqual({
      id: first,
      unreadCount: 2,
      lastMessage: { id: newest.id, body: 'two', sender: { displayName: 'Ann' } },
    });
    expect(edges[1]?.node).toEqual({ id: second, unreadCount: 0, lastMessage: null });
    expect((await list(ann)).edges[0]?.node?.unreadCount).toBe(0);
    const times = edges.map((edge) => Date.parse(edge.lastActivityAt));
    expect(times).toEqual(times.toSorted((a, b) => b - a));

    await ben.client.get(MARK_READ, { input: { messageId: older.id } });
    expect((await list(ben)).edges[0]?.node?.unreadCount).toBe(1);
    await send(ben, first, 'three');
    expect((await list(ben)).edges[0]?.node).toMatchObject({ unreadCount: 1, lastMessage: { body: 'three' } });
    await ben.client.get(MARK_READ, { input: { messageId: newest.id } });
    expect((await list(ben)).edges[0]?.node?.unreadCount).toBe(0);
  });

  it('gives every room once, page by page, both ways', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const rooms: string[] = [];
    for (let index = 0; index < 6; index += 1) rooms.push(await makeRoom(ann, [ben]));
    for (const roomId of [rooms[2], rooms[0], rooms[5]]) await send(ben, roomId ?? '', 'hello');
    const expected = [rooms[5], rooms[0], rooms[2], rooms[4], rooms[3], rooms[1]];
    for (let size = 1; size <= 7; size += 1) {
      expect(await walk('forwards', size, (page) => list(ann, page))).toEqual(expected);
      expect(await walk('backwards', size, (page) => list(ann, page))).toEqual(expected);
    }
  });

  it('holds no room that one has left', async () => {
    const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
    const [stays, goes] = [await makeRoom(ann, [ben]), await makeRoom(ann, [ben])];
    await ben.client.get(LEAVE_ROOM, { input: { roomId: goes } });
    expect(await order(ben)).toEqual([stays]);
    expect(await order(ann)).toEqual([goes, stays]);
  });
});
