import { beforeAll, describe, expect, it } from 'vitest';
import { DELETE_MESSAGE, EDIT_MESSAGE, HISTORY } from '#tests/kit/operations/message.ts';
import { SET_MEMBER_ROLE } from '#tests/kit/operations/room.ts';
import { expectedPage, type PlaceArguments, shownPage, walk } from '#tests/kit/pages.ts';
import { liveCursor, makeRoom, type Person, readPage, registerAll, send } from '#tests/kit/people.ts';
import { placeOf } from '#tests/kit/place.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const lynk = useLynk();
const MESSAGES = 13;
const SIZES = Array.from({ length: MESSAGES + 2 }, (_, index) => index + 1);

let ann: Person;
let ben: Person;
let roomId: string;
/** The messages, oldest first: the model that pages are compared with. */
const rows: { id: string; place: number }[] = [];
/** Cursors of every kind: of messages, and of places where no message stands. */
const cursors: string[] = [];

beforeAll(async () => {
  [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
  roomId = await makeRoom(ann, [ben]);
  cursors.push(await liveCursor(ann, roomId));
  for (let index = 0; index < MESSAGES; index += 1) {
    const sender = index % 3 ? ann : ben;
    const message = await send(sender, roomId, `message ${index}`);
    rows.push({ id: message.id, place: placeOf(message.id) });
    cursors.push(message.cursor);
    // What is no message takes a place as well: pages must not count it.
    if (index % 4 === 1) await sender.client.get(EDIT_MESSAGE, { input: { messageId: message.id, body: 'edited' } });
    if (index % 4 === 2) await sender.client.get(DELETE_MESSAGE, { input: { messageId: message.id } });
    if (index % 4 === 3) {
      const role = index % 8 === 3 ? 'MODERATOR' : 'MEMBER';
      await ann.client.get(SET_MEMBER_ROLE, { input: { roomId, userId: ben.id, role } });
    }
    if (index % 4) cursors.push(await liveCursor(ann, roomId));
  }
});

describe('the history', () => {
  it('holds every message, deleted ones too, oldest first, with its own cursor', async () => {
    const page = await readPage(ann, roomId, { first: 100 });
    expect(shownPage(page)).toEqual({ ids: rows.map((row) => row.id), hasNextPage: false, hasPreviousPage: false });
    expect(page.edges.map((edge) => placeOf(edge.cursor))).toEqual(rows.map((row) => row.place));
  });

  it('is the newest twenty without an argument', async () => {
    const other = await makeRoom(ann);
    const ids: string[] = [];
    for (let index = 0; index < 23; index += 1) ids.push((await send(ann, other, `${index}`)).id);
    const page = await readPage(ann, other);
    expect(shownPage(page)).toEqual({ ids: ids.slice(-20), hasNextPage: false, hasPreviousPage: true });
  });

  it('is an empty page in a room without messages', async () => {
    const other = await makeRoom(ann);
    for (const page of [{}, { first: 5 }, { last: 5 }]) {
      const shown = await readPage(ann, other, page);
      expect(shownPage(shown)).toEqual({ ids: [], hasNextPage: false, hasPreviousPage: false });
      expect(placeOf(shown.liveCursor)).toBeGreaterThan(0);
    }
  });

  it.each(['first', 'last'] as const)(
    'gives exact pages of every size for `%s`, before and after every place',
    async (end) => {
      const faults: string[] = [];
      for (const size of SIZES) {
        const bounds: { after?: string; before?: string }[] = [
          {},
          ...cursors.flatMap((cursor) => [{ after: cursor }, { before: cursor }]),
        ];
        const pages = await Promise.all(bounds.map((bound) => readPage(ann, roomId, { [end]: size, ...bound })));
        for (const [index, page] of pages.entries()) {
          const { after, before } = bounds[index] ?? {};
          const model: PlaceArguments = {
            [end]: size,
            ...(after !== undefined && { after: placeOf(after) }),
            ...(before !== undefined && { before: placeOf(before) }),
          };
          const [shown, expected] = [
            JSON.stringify(shownPage(page)),
            JSON.stringify(sorted(expectedPage(rows, model))),
          ];
          if (shown !== expected) faults.push(`${JSON.stringify(model)}: ${shown} instead of ${expected}`);
        }
      }
      expect(faults).toEqual([]);
    },
  );

  it('gives exact pages between two cursors', async () => {
    const faults: string[] = [];
    for (const [from, after] of cursors.entries()) {
      for (const before of cursors.slice(from + 1)) {
        for (const size of [{ first: 3 }, { last: 3 }]) {
          const shown = shownPage(await readPage(ann, roomId, { ...size, after, before }));
          const expected = expectedPage(rows, { ...size, after: placeOf(after), before: placeOf(before) });
          if (shown.ids.join() !== expected.ids.join())
            faults.push(`${JSON.stringify(size)} ${placeOf(after)} ${placeOf(before)}`);
          if (shown.ids.length > 0) expect(shown).toEqual(expected);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('is whole and in order page by page, both ways', async () => {
    for (const size of SIZES) {
      const ids = rows.map((row) => row.id);
      expect(await walk('forwards', size, (page) => readPage(ben, roomId, page))).toEqual(ids);
      expect(await walk('backwards', size, (page) => readPage(ben, roomId, page))).toEqual(ids);
    }
  });

  it('gives exact pages of every size around every message', async () => {
    for (const first of SIZES) {
      for (const [index, { id }] of rows.entries()) {
        const shown = shownPage(await readPage(ann, roomId, { first, around: id }));
        const start = rows.findIndex((row) => row.id === shown.ids[0]);
        const where = `${first} around ${index}`;
        const slice = rows.slice(start, start + shown.ids.length);
        expect(shown.ids, where).toEqual(slice.map((row) => row.id));
        expect(shown.ids, where).toContain(id);
        expect(shown.ids.length, where).toBeLessThanOrEqual(first);
        expect(shown.hasPreviousPage, where).toBe(start > 0);
        expect(shown.hasNextPage, where).toBe(start + shown.ids.length < rows.length);
        // In the middle: both sides differ by one message at most, unless an end of the room cuts one short.
        const older = index - start;
        const newer = start + shown.ids.length - 1 - index;
        if (start > 0 && start + shown.ids.length < rows.length) {
          expect(Math.abs(older - newer), where).toBeLessThanOrEqual(1);
          expect(shown.ids.length, where).toBe(first);
        }
      }
    }
  });

  it('gives the page around a message with twenty messages when `first` is left out', async () => {
    const { id } = rows[6] ?? { id: '' };
    expect(shownPage(await readPage(ann, roomId, { around: id })).ids).toEqual(rows.map((row) => row.id));
  });

  it.each([
    { first: 0 },
    { first: -1 },
    { first: 101 },
    { last: 0 },
    { last: 101 },
    { first: 2_147_483_647 },
    { first: 1, last: 1 },
  ])('refuses %j', async (page) => {
    expect((await ann.client.ask(HISTORY, { roomId, ...page })).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('refuses `around` together with another bound', async () => {
    const around = rows[3]?.id ?? '';
    for (const page of [
      { around, last: 3 },
      { around, after: cursors[1] ?? '' },
      { around, before: cursors[1] ?? '' },
    ]) {
      expect((await ann.client.ask(HISTORY, { roomId, ...page })).codes).toEqual(['BAD_USER_INPUT']);
    }
  });

  it('knows no message and no cursor of another room', async () => {
    const other = await makeRoom(ann);
    const foreign = await send(ann, other, 'elsewhere');
    expect((await ann.client.ask(HISTORY, { roomId, after: foreign.cursor })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await ann.client.ask(HISTORY, { roomId, before: foreign.cursor })).codes).toEqual(['BAD_USER_INPUT']);
    expect((await ann.client.ask(HISTORY, { roomId, around: foreign.id })).codes).toHaveLength(1);
  });
});

/** The keys in the order in which {@link shownPage} writes them. */
function sorted({ ids, hasPreviousPage, hasNextPage }: ReturnType<typeof expectedPage>) {
  return { ids, hasPreviousPage, hasNextPage };
}
