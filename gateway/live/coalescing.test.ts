import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Coalescing, LONGEST_WINDOW_MS, SHORTEST_WINDOW_MS } from './coalescing.ts';
import type { SharedItem } from './shared-item.ts';

const LIMIT = 8;
let delivered: string[][];
/** How long each delivery takes, in milliseconds. */
let takesMs: number;
let coalescing: Coalescing;

beforeEach(() => {
  vi.useFakeTimers();
  delivered = [];
  takesMs = 0;
  coalescing = new Coalescing(LIMIT, (items) => {
    delivered.push(items.map(({ cursor }) => cursor ?? ''));
    busy(takesMs);
  });
});
afterEach(() => {
  coalescing.close();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Lets time pass as it does while nothing else can run. */
function busy(ms: number): void {
  const now = performance.now();
  if (ms > 0) vi.spyOn(performance, 'now').mockReturnValueOnce(now + ms);
}

function item(name: string, rest: Partial<SharedItem> = {}): SharedItem {
  const event = { data: null };
  return {
    cursor: name,
    seq: 1,
    kind: 'MessageSent',
    actorId: 'ann',
    revokedUserIds: [],
    result: null,
    event,
    ...rest,
  };
}

const state = (name: string, kind: string, actorId: string | null) => item(name, { seq: null, kind, actorId });
const add = (...names: string[]) => {
  for (const name of names) coalescing.add(item(name));
};

describe('items of a stream', () => {
  it('go out at once when they are rare', () => {
    for (const name of ['1', '2', '3']) {
      add(name);
      expect(delivered.at(-1)).toEqual([name]);
      vi.advanceTimersByTime(SHORTEST_WINDOW_MS);
    }
    expect(delivered).toHaveLength(3);
  });

  it('go out together after a window when they are not, and again after the next', () => {
    add('1', '2', '3');
    expect(delivered).toEqual([['1']]);
    vi.advanceTimersByTime(SHORTEST_WINDOW_MS - 1);
    expect(delivered).toEqual([['1']]);
    vi.advanceTimersByTime(1);
    expect(delivered).toEqual([['1'], ['2', '3']]);
    add('4', '5');
    vi.advanceTimersByTime(SHORTEST_WINDOW_MS);
    expect(delivered).toEqual([['1'], ['2', '3'], ['4', '5']]);
  });

  it('wait as long as a delivery takes, and no longer than is good', () => {
    takesMs = 10 * LONGEST_WINDOW_MS;
    add('1');
    // What the delivery took is over when the timers run.
    vi.advanceTimersByTime(takesMs);
    add('2');
    expect(delivered).toEqual([['1']]);
    vi.advanceTimersByTime(LONGEST_WINDOW_MS);
    expect(delivered).toEqual([['1'], ['2']]);
  });

  it('do not wait when they are many', () => {
    add('1', ...Array.from({ length: LIMIT }, (_, index) => `more ${index}`));
    expect(delivered.map(({ length }) => length)).toEqual([1, LIMIT]);
  });

  it('do not wait for the window when they are flushed, and are gone when it is closed', () => {
    add('1', '2');
    coalescing.flush();
    expect(delivered).toEqual([['1'], ['2']]);
    add('3');
    coalescing.close();
    coalescing.flush();
    vi.advanceTimersByTime(LONGEST_WINDOW_MS);
    expect(delivered).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what only tells how somebody is now', () => {
  it('is kept in its newest state, of each kind and person, among the other items', () => {
    coalescing.add(state('leading', 'TypingChanged', 'ann'));
    coalescing.add(state('ann types', 'TypingChanged', 'ann'));
    coalescing.add(state('ben types', 'TypingChanged', 'ben'));
    coalescing.add(state('ann is there', 'PresenceChanged', 'ann'));
    add('message');
    coalescing.add(state('ann has stopped', 'TypingChanged', 'ann'));
    vi.advanceTimersByTime(SHORTEST_WINDOW_MS);
    expect(delivered).toEqual([['leading'], ['ben types', 'ann is there', 'message', 'ann has stopped']]);
  });

  it('is kept as it is when it is not known whose it is', () => {
    add('leading');
    for (const name of ['a', 'b']) coalescing.add(state(name, 'TypingChanged', null));
    for (const name of ['c', 'd']) coalescing.add(item(name, { seq: null, kind: null }));
    vi.advanceTimersByTime(SHORTEST_WINDOW_MS);
    expect(delivered.at(-1)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('never takes the place of what has one', () => {
    add('leading', '2', '3');
    vi.advanceTimersByTime(SHORTEST_WINDOW_MS);
    expect(delivered.at(-1)).toEqual(['2', '3']);
  });
});
