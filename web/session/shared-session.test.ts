import { expect, test } from 'vitest';
import { SharedSession } from './shared-session.ts';
import type { StoredSession } from './token-store.ts';

/** Tabs of one browser, and a server that takes each refresh token once. */
function browser() {
  let stored: StoredSession | null = { viewerId: 'u', tokens: { accessToken: 'a1', refreshToken: 'r1' } };
  let good = 'r1';
  let count = 1;
  let exchanges = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const exclusively = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = queue.then(run);
    queue = result.catch(() => undefined);
    return result;
  };
  const answer: typeof fetch = async (_url, init) => {
    const { variables } = JSON.parse(String(init?.body)) as { variables: { input: { refreshToken: string } } };
    exchanges += 1;
    const isGood = variables.input.refreshToken === good;
    count += 1;
    good = isGood ? `r${count}` : '';
    const tokens = isGood ? { accessToken: `a${count}`, refreshToken: good } : null;
    return Response.json({ data: { refreshSession: { tokens, userErrors: [] } } });
  };
  const tab = () =>
    new SharedSession({
      url: 'http://lynk.test/graphql',
      read: () => stored,
      write: (session) => {
        stored = session;
      },
      exclusively,
      fetch: answer,
    });
  return { tab, exchanges: () => exchanges, end: () => (good = ''), stored: () => stored };
}

test('tabs that are refused together exchange once', async () => {
  const { tab, exchanges } = browser();
  const tabs = [tab(), tab(), tab()];
  expect(await Promise.all(tabs.map((one) => one.token('a1')))).toEqual(['a2', 'a2', 'a2']);
  expect(exchanges()).toBe(1);
  expect(await tabs[0]?.token()).toBe('a2');
});

test('a session that has ended is over for all tabs', async () => {
  const { tab, end, stored } = browser();
  end();
  const [one, other] = [tab(), tab()];
  expect(await one.token('a1')).toBeNull();
  expect(stored()).toBeNull();
  expect(await other.token('a1')).toBeNull();
});
