import { describe, expect, it } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

describe('a bounded cache', () => {
  it('forgets what was not used for the longest time', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    expect(cache.get('a')).toBe(1);
    cache.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([1, undefined, 3]);
  });

  it('bounds the sum of weights, and counts a replaced value once', () => {
    const cache = new BoundedCache<string>(10);
    cache.set('a', 'old', 6);
    cache.set('a', 'new', 6);
    cache.set('b', 'b', 4);
    expect([cache.get('a'), cache.get('b')]).toEqual(['new', 'b']);
    cache.set('c', 'c', 5);
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([undefined, 'b', 'c']);
    cache.set('d', 'too heavy', 11);
    expect([cache.get('b'), cache.get('d')]).toEqual(['b', undefined]);
  });
});
