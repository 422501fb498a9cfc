import { describe, expect, test } from 'vitest';
import { appendLive, type MessageWindow, mergePage, type StoredEdge } from './message-window.ts';

const edge = (place: number): StoredEdge => ({ cursor: `c${place}`, node: { __ref: `Message:${place}` } });
const places = (window: MessageWindow) => window.edges.map(({ cursor }) => Number(cursor.slice(1)));

/** The page with the places from `first` to `last` of a room that has `head` messages at this moment. */
function page(first: number, last: number, head: number): MessageWindow {
  const edges = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => edge(first + index));
  return {
    edges,
    pageInfo: {
      hasPreviousPage: first > 1,
      hasNextPage: last < head,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    liveCursor: `c${head}`,
  };
}

const live = (window: MessageWindow, ...which: number[]) => which.map(edge).reduce(appendLive, window);
const newest = (head: number, size = 3) => mergePage(undefined, page(Math.max(1, head - size + 1), head, head), {});

describe('pages', () => {
  test('older ones come in front', () => {
    const window = mergePage(newest(9), page(4, 6, 9), { before: 'c7' });
    expect(places(window)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(window.pageInfo).toMatchObject({
      startCursor: 'c4',
      endCursor: 'c9',
      hasPreviousPage: true,
      hasNextPage: false,
    });
  });

  test('newer ones come behind', () => {
    const around = mergePage(undefined, page(4, 6, 9), {});
    const window = mergePage(around, page(7, 9, 9), { after: 'c6' });
    expect(places(window)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(window.pageInfo).toMatchObject({ startCursor: 'c4', endCursor: 'c9', hasNextPage: false });
  });

  test('one that was asked for at an end which is gone is dropped', () => {
    const replaced = mergePage(newest(9), page(98, 100, 100), {});
    expect(places(mergePage(replaced, page(4, 6, 9), { before: 'c7' }))).toEqual([98, 99, 100]);
  });

  test('the same one twice changes nothing', () => {
    const once = mergePage(newest(9), page(4, 6, 9), { before: 'c7' });
    expect(mergePage(once, page(4, 6, 9), { before: 'c7' })).toBe(once);
  });

  test('an empty one says that nothing is there', () => {
    const window = mergePage(newest(9), page(1, 0, 9), { before: 'c7' });
    expect(places(window)).toEqual([7, 8, 9]);
    expect(window.pageInfo).toMatchObject({ startCursor: 'c7', hasPreviousPage: false });
  });
});

describe('live messages', () => {
  test('come at the end, each once', () => {
    expect(places(live(newest(3), 4, 4, 5))).toEqual([1, 2, 3, 4, 5]);
  });

  test('that the page holds already are not doubled', () => {
    expect(places(live(newest(9), 8, 9, 10))).toEqual([7, 8, 9, 10]);
  });

  test('wait while the window ends before them, and come with the page that reaches them', () => {
    const away = live(mergePage(undefined, page(1, 3, 9), {}), 10, 11);
    expect(places(away)).toEqual([1, 2, 3]);
    // Read before 11 was written, merged after it came.
    expect(places(mergePage(away, page(4, 10, 10), { after: 'c3' }))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('of the stream before do not follow a page that takes the place of the window', () => {
    const replaced = mergePage(live(newest(3), 4, 5, 6), page(8, 9, 9), {});
    expect(places(live(replaced, 10))).toEqual([8, 9, 10]);
  });

  test('are the beginning of a room that was empty', () => {
    const window = live(newest(0), 1, 2);
    expect(places(window)).toEqual([1, 2]);
    expect(window.pageInfo).toMatchObject({ startCursor: 'c1', endCursor: 'c2' });
  });

  test('in whatever order reading and listening go, the window is one run without a hole', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = generator(seed);
      let head = 1 + Math.floor(random() * 9);
      let heard = head;
      let window = newest(head);
      for (let step = 0; step < 30; step += 1) {
        const { startCursor, endCursor } = window.pageInfo;
        const [start, end] = [Number(startCursor?.slice(1)), Number(endCursor?.slice(1))];
        const readAt = head;
        // What is written and heard between the reading of a page and its arrival.
        head += Math.floor(random() * 3);
        const listen = () => {
          while (heard < head && random() < 0.7) {
            heard += 1;
            window = appendLive(window, edge(heard));
          }
        };
        const choice = random();
        if (choice < 0.25) {
          // The stream begins anew where the room stood before the page was read.
          heard = Math.max(0, readAt - Math.floor(random() * 3));
          const around = random() < 0.5 ? readAt : 1 + Math.floor(random() * heard);
          window = mergePage(window, page(Math.max(1, around - 2), around, readAt), {});
          listen();
        } else if (choice < 0.75 && window.pageInfo.hasPreviousPage) {
          listen();
          window = mergePage(window, page(Math.max(1, start - 3), start - 1, readAt), { before: `c${start}` });
        } else if (window.pageInfo.hasNextPage) {
          listen();
          window = mergePage(window, page(end + 1, Math.min(readAt, end + 3), readAt), { after: `c${end}` });
        } else listen();
        const shown = places(window);
        expect(shown, `seed ${seed}`).toEqual(Array.from(shown, (_, index) => (shown[0] ?? 0) + index));
        if (!window.pageInfo.hasNextPage) expect(shown.at(-1), `seed ${seed}`).toBeGreaterThanOrEqual(heard);
      }
    }
  });
});

/** Numbers from 0 up to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
