import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium } from './kit/chromium.ts';
import { WebPerson } from './kit/web-person.ts';

const lynk = useLynk();
const visit = useChromium();
const origin = () => new URL(lynk().url).origin;

interface Try {
  readonly body: string;
  readonly key: string;
}

/** Has a page's requests that send messages answered by hand. @returns all tries so far */
async function onSend(page: Page, answer: (route: Route, body: string) => Promise<void>): Promise<Try[]> {
  const tries: Try[] = [];
  await page.route('**/graphql', (route) => {
    const text = route.request().postData() ?? '';
    if (!text.includes('WebSendMessage')) return route.continue();
    const { input } = (JSON.parse(text) as { variables: { input: { clientMessageId: string; body: string } } })
      .variables;
    tries.push({ body: input.body, key: input.clientMessageId });
    return answer(route, input.body);
  });
  return tries;
}

const REFUSAL = { errors: [{ message: 'This is too much.', extensions: { code: 'BAD_USER_INPUT' } }] };

test('what was not sent is there after a reload, and arrives once, in its order, under its key', async () => {
  const [left, right] = await Promise.all([visit(), visit()]);
  const [ann, ben] = [new WebPerson(left.page, 'Ann'), new WebPerson(right.page, 'Ben')];
  await Promise.all([ann.register(origin()), ben.register(origin())]);
  await ben.join(await ann.makeRoom());

  let isCut = true;
  const tries = await onSend(left.page, async (route, body) => {
    if (!isCut) return route.continue();
    if (body === 'refused') return route.fulfill({ json: REFUSAL });
    // The server has it, and nobody is told.
    if (body === 'taken') await route.fetch();
    await route.abort();
  });
  const triesOf = (body: string) => tries.filter((one) => one.body === body);
  for (const body of ['refused', 'taken', 'kept', 'last']) await ann.write(body);
  await ben.message('taken').waitFor();
  await ann.message('refused').getByText('This is too much.').waitFor();
  await expect.poll(() => triesOf('kept').length, { timeout: 30_000 }).toBeGreaterThan(0);
  await expect.poll(() => ann.sending()).toBe(2);
  await left.page.reload();
  const triesBefore = triesOf('kept').length;
  await ann.message('refused').getByText('This is too much.').waitFor();
  await expect.poll(() => ann.sending()).toBe(2);
  await expect.poll(() => triesOf('kept').length, { timeout: 30_000 }).toBeGreaterThan(triesBefore);

  isCut = false;
  await ben.message('last').waitFor();
  await expect.poll(() => ann.sending()).toBe(0);
  expect(await ben.shown()).toEqual(['taken', 'kept', 'last']);
  expect(new Set(triesOf('kept').map(({ key }) => key)).size, 'keys of one message').toBe(1);
  await ann.message('refused').getByRole('button', { name: 'Try again' }).click();
  await ben.message('refused').waitFor();
  await left.page.reload();
  await ann.message('refused').waitFor();
  expect(await ann.shown()).toEqual(['taken', 'kept', 'last', 'refused']);
});

test('who signs out leaves nothing unsent behind', async () => {
  const { page } = await visit();
  const ann = new WebPerson(page, 'Ann');
  await ann.register(origin());
  await ann.makeRoom();
  await onSend(page, (route) => route.abort());
  await ann.write('Between us');
  await expect.poll(() => page.evaluate('Object.values(sessionStorage).join()')).toContain('Between us');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(await page.evaluate('Object.values(sessionStorage).join()')).not.toContain('Between us');
});
