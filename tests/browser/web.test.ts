import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { SEND_MESSAGE } from '#tests/kit/operations/message.ts';
import { type Person, register } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium } from './kit/chromium.ts';
import { WebPerson } from './kit/web-person.ts';

const lynk = useLynk();
const visit = useChromium();
const origin = () => new URL(lynk().url).origin;

/** Runs in the page: by how many pixels a message in sight has moved once older ones have come in front. */
const MOVED_WHILE_OLDER_CAME = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const list = document.querySelector('[data-timeline]');
  const inSight = [...list.querySelectorAll('article')].find((row) => row.getBoundingClientRect().top > 200);
  const top = () => list.querySelector('[data-message-key="' + inSight.dataset.messageKey + '"]').getBoundingClientRect().top;
  const [before, height] = [top(), list.scrollHeight];
  while (list.scrollHeight < height + 1000) await frame();
  await frame();
  await frame();
  return Math.abs(top() - before);
})()`;

/** Runs in the page: ends when the list has stood still for some frames. */
const SCROLLED = `(async () => {
  const list = document.querySelector('[data-timeline]');
  for (let still = 0, last = -1; still < 10; still = list.scrollTop === last ? still + 1 : 0, last = list.scrollTop) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
})()`;

/** Keeps older messages from the page until they are released, so that it is known when they come. */
async function holdOlder(page: Page): Promise<{ asked: Promise<void>; release: () => void }> {
  let tellAsked = () => {};
  let release = () => {};
  const asked = new Promise<void>((resolve) => {
    tellAsked = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/graphql', async (route) => {
    if (/"before":"/.test(route.request().postData() ?? '')) {
      tellAsked();
      await released;
    }
    await route.continue();
  });
  return { asked, release };
}

/** Lets somebody write through the API. */
async function send(person: Person, roomId: string, body: string): Promise<void> {
  await person.client.get(SEND_MESSAGE, { input: { roomId, body, clientMessageId: body } });
}

/** Resolves when the server has been told how far somebody has read. */
async function isRead(page: Page): Promise<void> {
  await page.waitForResponse((response) => response.request().postData()?.includes('WebMarkRead') ?? false);
}

/** Two people in a room of theirs, each at a screen. */
async function twoInARoom() {
  const [left, right] = await Promise.all([visit(), visit()]);
  const ann = new WebPerson(left.page, 'Ann');
  const ben = new WebPerson(right.page, 'Ben');
  await Promise.all([ann.register(origin()), ben.register(origin())]);
  const room = await ann.makeRoom();
  await ben.join(room);
  return { ann, ben, left, right, room };
}

test('two people write to each other, change, delete and react, and both see it', async () => {
  const { ann, ben, left, right } = await twoInARoom();
  await ann.write('Is the kettle on?');
  await ben.message('Is the kettle on?').waitFor();
  await ben.write('It boils.');
  await ben.write('Nearly');
  await ann.message('Nearly').waitFor();

  // The arrow up, in an empty field, changes one's last message.
  await right.page.getByRole('textbox', { name: /^Message to/ }).press('ArrowUp');
  const editor = right.page.getByRole('textbox', { name: 'Edit the message' });
  await editor.fill('Nearly done');
  await editor.press('Enter');
  await left.page.locator('article', { hasText: 'Nearly done' }).waitFor();

  await left.page.locator('article', { hasText: 'It boils.' }).hover();
  await left.page.getByRole('button', { name: 'React' }).click();
  await left.page.getByRole('button', { name: 'React with 🎉' }).click();
  const reaction = right.page.getByRole('button', { name: '🎉, 1' });
  await reaction.waitFor();
  expect(await reaction.getAttribute('aria-pressed')).toBe('false');
  await reaction.click();
  const both = left.page.getByRole('button', { name: '🎉, 2' });
  await both.waitFor();
  expect(await both.getAttribute('aria-pressed')).toBe('true');

  const last = right.page.locator('article', { hasText: 'Nearly done' });
  await last.hover();
  await last.getByRole('button', { name: 'Delete', exact: true }).click();
  await right.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await ann.message('This message was deleted.').waitFor();
  expect(await left.page.getByText('Nearly done').count()).toBe(0);
  expect([...left.faults, ...right.faults]).toEqual([]);
});

test('who types is told, and who is there', async () => {
  const { left, right } = await twoInARoom();
  await left.page.getByRole('complementary', { name: 'Members' }).getByText('Here now 2').waitFor();
  await right.page.getByRole('textbox', { name: /^Message to/ }).pressSequentially('Well');
  await left.page.getByText('Ben is typing').waitFor();
  await right.context.close();
  await left.page.getByRole('complementary', { name: 'Members' }).getByText('Away 1').waitFor();
});

test("a room of two opens from a person's name, and its messages are counted until they are read", async () => {
  const { ann, left, right } = await twoInARoom();
  await ann.write('Hello');
  await right.page.getByRole('button', { name: 'Ann', exact: true }).click();
  await right.page.getByRole('button', { name: 'Write to Ann' }).click();
  const ben = new WebPerson(right.page, 'Ben');
  await right.page.getByRole('heading', { name: 'Ann', level: 1 }).waitFor();
  await ben.write('Between us');
  const link = left.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /Between us/ });
  await link.getByText('1 unread').waitFor();
  await link.click();
  await ann.message('Between us').waitFor();
  await left.page.getByRole('navigation').getByText('1 unread').waitFor({ state: 'detached' });
});

test('a long history opens at what is new, and comes page by page in both directions without a jump', async () => {
  const [ben, visitor] = await Promise.all([
    register(lynk(), 'Ben'),
    visit({ viewport: { width: 1100, height: 700 } }),
  ]);
  const { page } = visitor;
  const ann = new WebPerson(page, 'Ann');
  await ann.register(origin());
  const name = await ann.makeRoom();
  const read = isRead(page);
  await ann.write('first');
  await read;
  const roomId = decodeURIComponent(page.url().split('/').at(-1) ?? '');
  await page.getByRole('link', { name: 'Lynk, all rooms' }).click();
  await ben.client.text('mutation ($id: ID!) { joinRoom(input: { roomId: $id }) { userErrors { code } } }', {
    id: roomId,
  });
  for (let number = 1; number <= 220; number += 1) await send(ben, roomId, `number ${number}.`);

  await page
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(name) })
    .click();
  await page.getByText('New', { exact: true }).waitFor();
  await ann.message('number 1.').waitFor();

  // Down, through pages that are fetched on the way.
  const allRead = isRead(page);
  const list = page.getByRole('region', { name: 'Messages' });
  await expect
    .poll(
      async () => {
        await list.evaluate((element) => element.scrollBy(0, 4_000));
        return ann.message('number 220.').count();
      },
      { timeout: 30_000, interval: 100 },
    )
    .toBe(1);

  await allRead;

  // Anew, at the newest; then up, where what is in sight stays where it is while older messages come above it.
  await page.reload();
  await ann.message('number 220.').waitFor();
  expect(await ann.message('number 150.').count()).toBe(0);
  const older = await holdOlder(page);
  await list.hover();
  await page.mouse.wheel(0, await list.evaluate((element) => 500 - element.scrollTop));
  await older.asked;
  await page.evaluate(SCROLLED);
  const moved = page.evaluate(MOVED_WHILE_OLDER_CAME);
  older.release();
  expect(await moved).toBeLessThan(8);
  expect(visitor.faults).toEqual([]);
});

test('signing out closes the room, and the session of the server with it', async () => {
  const { left, ann } = await twoInARoom();
  await left.page.getByRole('button', { name: 'Sign out' }).click();
  await left.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(await left.page.evaluate("localStorage.getItem('lynk.session')")).toBeNull();
  await ann.signIn(origin(), ann.account);
  await left.page.getByRole('navigation', { name: 'Rooms' }).waitFor();
});
