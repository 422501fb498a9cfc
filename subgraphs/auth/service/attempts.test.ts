import { describe, expect, it } from 'vitest';
import { InProcessRateLimit } from '#platform/rate-limit/in-process.ts';
import { Attempts } from './attempts.ts';

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
