import { describe, expect, it } from 'vitest';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { Attempts, networkOf } from './attempts.ts';

const DEFAULTS = { perSecond: 3, burst: 5 };

function makeAttempts() {
  return new Attempts(new InProcessRateLimit({ clock: { now: () => 0 } }), DEFAULTS);
}

/** How many of ten attempts are allowed. */
async function allowed(attempt: (index: number) => Promise<void>): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => attempt(index)));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

describe('attempts', () => {
  it('are limited for one account from many addresses', async () => {
    const attempts = makeAttempts();
    expect(await allowed((index) => attempts.count('login', 'ann', `203.0.113.${index}`))).toBe(5);
  });

  it('are limited for many accounts from one address', async () => {
    const attempts = makeAttempts();
    expect(await allowed((index) => attempts.count('login', `ann${index}`, '203.0.113.7'))).toBe(5);
  });

  it('are limited for an account whatever the case of its name, without an address, too', async () => {
    const attempts = makeAttempts();
    expect(await allowed((index) => attempts.count('login', index % 2 ? 'ann' : 'ANN', null))).toBe(5);
  });

  it('tell how long to wait', async () => {
    const attempts = makeAttempts();
    await allowed(() => attempts.count('login', 'ann', null));
    await expect(attempts.count('login', 'ann', null)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterMs: 334 },
    });
  });

  it('are counted apart for registering and signing in', async () => {
    const attempts = makeAttempts();
    await allowed(() => attempts.count('login', 'ann', '203.0.113.7'));
    expect(await allowed(() => attempts.count('register', 'ann', '203.0.113.7'))).toBe(5);
  });
});

describe('addresses', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
    ['1:2:3:4:5:6:203.0.113.7', '1:2:3:4::/64'],
    ['somewhere', 'somewhere'],
  ])('%s counts as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
