import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium } from './kit/chromium.ts';
import { WebPerson } from './kit/web-person.ts';

/** Where the pictures are put that are taken on the way, for whoever wants to look at them. */
const PICTURES = path.join(PROJECT_ROOT, 'dist-tests', 'screens');
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const;
const PNG = readFileSync(path.join(PROJECT_ROOT, 'docs', 'images', 'live-chat.png'));

const REFUSAL = { errors: [{ message: 'This is too much.', extensions: { code: 'BAD_USER_INPUT' } }] };

const lynk = useLynk();
const visit = useChromium();
const origin = () => new URL(lynk().url).origin;

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Runs in the page: ends when nothing has faded or moved for some frames. What begins to fade does so a frame late. */
const AT_REST = `(async () => {
  for (let quiet = 0; quiet < 10; quiet += 1) {
    const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations === 1);
    if (passing.some((one) => one.playState === 'running')) quiet = 0;
    await Promise.allSettled(passing.map((one) => one.finished));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
})()`;

/** Takes a picture of a screen, and has axe-core look for what keeps people from using it. */
async function look(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.evaluate(AT_REST);
  await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
  // By the developer tools' way: the page's own policy takes no scripts from elsewhere.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Finding[]>('axe.run(document).then(({ violations }) => violations)');
  const told = violations.map(
    ({ id, nodes }) => `${name}: ${id} ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join()}`,
  );
  expect.soft(told).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`every screen can be used by everybody: ${size}, ${colorScheme}`, async () => {
      const [left, right] = await Promise.all([visit({ viewport, colorScheme }), visit()]);
      const { page } = left;
      const see = (name: string) => look(page, `${name}-${size}-${colorScheme}`);
      // One person stays at one gateway: the session is kept for its origin.
      const home = origin();
      await page.goto(home);
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
      await see('sign-in');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('No account has').or(page.getByRole('alert')).first().waitFor();
      await see('sign-in-refused');
      await page.goto(`${home}/register`);
      await page.getByRole('heading', { name: 'Create your account' }).waitFor();
      await see('register');

      const [ann, ben] = [new WebPerson(page, 'Ann Lee'), new WebPerson(right.page, 'Ben Okoro')];
      await Promise.all([ann.register(home), ben.register(origin())]);
      await page.getByText('No rooms yet.').waitFor();
      await see('empty');
      await page.getByRole('button', { name: 'New room' }).click();
      await page.getByLabel('What it is about').waitFor();
      await see('new-room');
      await page.keyboard.press('Escape');
      const name = await ann.makeRoom();
      await see('room-empty');
      await ben.join(name);
      await ann.write('Is the kettle on?');
      await ben.message('Is the kettle on?').waitFor();
      await ben.write('It boils.');
      await ann.message('It boils.').waitFor();
      let letFilesPass = () => {};
      const filesMayPass = new Promise<void>((resolve) => {
        letFilesPass = resolve;
      });
      await page.route('**/*', (route) =>
        route.request().method() === 'PUT' ? filesMayPass.then(() => route.continue()) : route.fallback(),
      );
      await page.locator('input[type=file]').setInputFiles([
        { name: 'kettle.png', mimeType: 'image/png', buffer: PNG },
        { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Two spoons each.') },
      ]);
      await page.getByRole('progressbar', { name: 'notes.txt is being sent' }).waitFor({ state: 'attached' });
      await see('room-upload');
      letFilesPass();
      await expect.poll(() => page.getByText('Ready', { exact: true }).count(), { timeout: 30_000 }).toBe(2);
      await see('room-files');
      await ann.write('Here it is.');
      await right.page.getByRole('img', { name: 'kettle.png' }).waitFor();
      await right.page.getByRole('button', { name: /notes.txt/ }).waitFor();
      await ann.message('It boils.').hover();
      await page.getByRole('button', { name: 'React' }).click();
      await page.getByRole('button', { name: 'React with 👍' }).waitFor();
      await see('room-react');
      await page.getByRole('button', { name: 'React with 👍' }).click();
      await page.getByRole('button', { name: '👍, 1' }).waitFor();
      await right.page.getByRole('textbox', { name: /^Message to/ }).pressSequentially('Nice');
      await page.getByText('Ben is typing').waitFor();
      await see('room');
      await page.route('**/graphql', (route) =>
        route.request().postData()?.includes('WebSendMessage') ? route.fulfill({ json: REFUSAL }) : route.continue(),
      );
      await ann.write(`One word of ${'very '.repeat(12)}many letters: ${'kettle'.repeat(12)}.`);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await see('room-failed');
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.unroute('**/graphql');
      // Away from the message, whose actions would be in the way.
      await page.getByRole('textbox', { name: /^Message to/ }).click();
      await page.getByRole('button', { name: 'Ben Okoro' }).first().click();
      await page.getByRole('button', { name: 'Write to Ben' }).waitFor();
      await see('person');
      await page.keyboard.press('Escape');
      if (size === 'phone') {
        await page.getByRole('button', { name: 'Show members' }).click();
        await page.getByText('Here now 2').waitFor();
        await see('members');
      }
      await left.context.setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await see('offline');
      await left.context.setOffline(false);
      await page.goto(home);
      await page.getByRole('link', { name: new RegExp(name) }).waitFor();
      await see('rooms');
      await page.goto(`${home}/browse`);
      await page.getByRole('heading', { name }).waitFor();
      await see('browse');
      await page.goto(`${home}/rooms/r_nothing`);
      await page.getByRole('heading', { name: 'This room is closed to you' }).waitFor();
      await see('closed');
    });
  }
}
