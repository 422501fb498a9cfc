import { existsSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { newcomer, register } from '#tests/kit/people.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium, type Visitor } from './kit/chromium.ts';

const lynk = useLynk({ env: { LYNK_MODE: 'development' } });
const visit = useChromium();
let hasPictures = false;
beforeAll(() => {
  hasPictures = existsSync('/tmp/lynk-pictures');
});

/** For whoever wants to see it: into a folder that is there only then. */
async function picture({ page }: Visitor, name: string): Promise<void> {
  if (hasPictures) await page.screenshot({ path: `/tmp/lynk-pictures/${name}.png` });
}

async function open(): Promise<Visitor> {
  const visitor = await visit({ viewport: { width: 1280, height: 800 } });
  await visitor.page.goto(new URL('/explorer', lynk().url).href);
  await visitor.page.locator('.graphiql-query-editor .monaco-editor').waitFor();
  return visitor;
}

/** Puts a text into the editor, as somebody pastes it. */
async function write({ page, context }: Visitor, text: string): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.locator('.graphiql-query-editor .view-lines').click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  // The name of the operation becomes that of the tab, once the editor has understood it.
  const [, name = ''] = /\w+ (\w+)/.exec(text) ?? [];
  await page.getByRole('tab', { name }).waitFor();
}

async function run({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: /execute query/i }).click();
}

/** What the editor shows of the answer. Its lines are in the order of their places, and blanks are no-break spaces. */
async function result({ page }: Visitor): Promise<string> {
  const lines = await page.locator('.result-window .view-line').allTextContents();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

test('somebody registers, asks who it is, signs out and in again', async () => {
  const visitor = await open();
  const { page, faults } = visitor;
  const person = newcomer('Dora');
  await page.getByRole('button', { name: 'I am new' }).click();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByText(`Signed in as ${person.username}`).waitFor();

  await run(visitor);
  await expect.poll(() => result(visitor), { timeout: 20_000 }).toContain(`"displayName": "${person.username}"`);
  await picture(visitor, 'explorer');

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.sign-in [role=alert]').waitFor();
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`Signed in as ${person.username}`).waitFor();
  // Neither an exception nor a refusal of the content security policy.
  expect(faults).toEqual([]);
});

test('a subscription shows what happens, as whoever is signed in', async () => {
  const visitor = await open();
  const { page, faults } = visitor;
  const person = await register(lynk(), 'Emil');
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(`Signed in as ${person.username}`).waitFor();
  await write(visitor, 'subscription Mine { viewerEvents { cursor event { __typename } } }');
  const opened = page.waitForEvent('websocket');
  await run(visitor);
  expect((await opened).url()).toBe(`ws://${new URL(page.url()).host}/graphql`);
  await expect.poll(() => result(visitor), { timeout: 20_000 }).toContain('"viewerEvents"');
  await picture(visitor, 'explorer-live');
  await page.getByRole('button', { name: /stop query/i }).click();
  expect(faults).toEqual([]);
});

test('the editor knows the schema', async () => {
  const visitor = await open();
  const { page, faults } = visitor;
  await write(visitor, 'query Wrong { viewer { noSuchField } }');
  await page.locator('.graphiql-query-editor .squiggly-error').first().waitFor();
  await page
    .getByRole('button', { name: /documentation explorer/i })
    .first()
    .click();
  await page.getByText('A GraphQL schema provides a root type').waitFor();
  await picture(visitor, 'explorer-docs');
  expect(faults).toEqual([]);
});
