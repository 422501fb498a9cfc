import { describe, expect, it } from 'vitest';
import { ExpiryWheel } from './expiry-wheel.ts';

describe('an expiry wheel', () => {
  it('gives each thing once, not before it has ended and less than a second after', () => {
    const wheel = new ExpiryWheel<string>();
    wheel.add('a', 10_000);
    wheel.add('b', 10_400);
    wheel.add('c', 12_000);
    expect(wheel.takeEnded(9_999)).toEqual([]);
    expect(wheel.takeEnded(10_000)).toEqual(['a']);
    expect(wheel.takeEnded(11_000)).toEqual(['b']);
    expect(wheel.takeEnded(11_999)).toEqual([]);
    expect(wheel.takeEnded(60_000)).toEqual(['c']);
    expect(wheel.takeEnded(60_000)).toEqual([]);
  });

  it('forgets what is taken out', () => {
    const wheel = new ExpiryWheel<string>();
    wheel.add('a', 1_000);
    wheel.add('b', 1_000);
    wheel.remove('a', 1_000);
    wheel.remove('b', 5_000);
    expect(wheel.takeEnded(1_000)).toEqual(['b']);
  });
});
