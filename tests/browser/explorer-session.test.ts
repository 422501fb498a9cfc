import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { register } from '#tests/kit/people.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium } from './kit/chromium.ts';

const lynk = useLynk({ env: { LYNK_MODE: 'development', LYNK_ACCESS_TOKEN_SECONDS: '2' } });
const visit = useChromium();

/** What the page keeps of who is signed in. */
const KEPT = "JSON.parse(sessionStorage.getItem('lynk-explorer'))?.tokens";

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Signs somebody in on the page, and waits until the access token that it got is good no more. */
async function signedInTooLong(name: string, colorScheme: 'light' | 'dark') {
  const { page, faults } = await visit({ viewport: { width: 1280, height: 800 }, colorScheme });
  const person = await register(lynk(), name);
  await page.goto(new URL('/explorer', lynk().url).href);
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`Signed in as ${person.username}`).waitFor();
  const first = await page.evaluate<Tokens>(KEPT);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${first.accessToken}` };
  const ask = () => fetch(lynk().url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
  await until('the token to run out', async () => (await ask()).status === 401);
  return { page, faults, person, first };
}

/** Carries out what the first tab holds: who is signed in? */
async function askWho(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /execute query/i }).click();
  const shown = page.locator('.result-window .view-lines');
  await expect.poll(() => shown.textContent(), { timeout: 20_000 }).toContain(`"${name}"`);
}

test('an access token that has run out is renewed, and nobody has to sign in again', async () => {
  const { page, faults, person, first } = await signedInTooLong('Gus', 'dark');
  await askWho(page, 'Gus');
  await page.getByText(`Signed in as ${person.username}`).waitFor();
  const second = await page.evaluate<Tokens>(KEPT);
  expect(second.accessToken).not.toBe(first.accessToken);
  expect(second.refreshToken).not.toBe(first.refreshToken);
  // That the old token was refused is told by the browser; nothing else is amiss.
  expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  if (existsSync('/tmp/lynk-pictures')) await page.screenshot({ path: '/tmp/lynk-pictures/explorer-dark.png' });
});

test('a page that is loaded again after the token ran out is still signed in', async () => {
  const { page, person } = await signedInTooLong('Hal', 'light');
  await page.reload();
  await page.getByText(`Signed in as ${person.username}`).waitFor();
  await askWho(page, 'Hal');
});
