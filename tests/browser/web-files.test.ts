import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '#runtime/project-root.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium } from './kit/chromium.ts';
import { WebPerson } from './kit/web-person.ts';

const PNG = readFileSync(path.join(PROJECT_ROOT, 'docs', 'images', 'live-chat.png'));

/** Runs in the page: drops a file onto the list of messages, by way of what a mouse does. */
const DROP_NOTES = `((target) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['Two spoons each.'], 'notes.txt', { type: 'text/plain' }));
  const happen = (name) => target.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
  happen('dragenter');
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => {
    const hint = document.body.innerText.includes('Send to');
    happen('dragover');
    happen('drop');
    resolve(hint);
  })));
})(document.querySelector('[data-timeline]'))`;

const lynk = useLynk();
const visit = useChromium();
/** The same place by its two names. */
const NAMES = ['127.0.0.1', 'localhost'];
const originBy = (name: string) => `http://${name}:${new URL(lynk().url).port}`;

test.each(NAMES)('a picture that is sent at %s is shown there, and at the other name', async (name) => {
  const [left, right] = await Promise.all([visit(), visit()]);
  const [ann, ben] = [new WebPerson(left.page, 'Ann'), new WebPerson(right.page, 'Ben')];
  const other = NAMES.find((known) => known !== name) ?? name;
  await Promise.all([ann.register(originBy(name)), ben.register(originBy(other))]);
  await ben.join(await ann.makeRoom());
  await left.page.locator('input[type=file]').setInputFiles({ name: 'kettle.png', mimeType: 'image/png', buffer: PNG });
  await left.page.getByText('Ready', { exact: true }).waitFor();
  await ann.write('Here it is.');
  for (const { page, faults } of [left, right]) {
    const picture = page.getByRole('img', { name: 'kettle.png' });
    await picture.waitFor();
    // An image that was refused has no width of its own.
    await expect.poll(() => picture.evaluate((image) => Reflect.get(image, 'naturalWidth'))).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  }
});

test('a file can be dropped anywhere on the room, and is saved by others under its name', async () => {
  const { page, faults } = await visit();
  const ann = new WebPerson(page, 'Ann');
  await ann.register(originBy('localhost'));
  await ann.makeRoom();
  expect(await page.evaluate(DROP_NOTES), 'where the file goes is told').toBe(true);
  await page.getByText('Ready', { exact: true }).waitFor();
  expect(await page.getByText('Send to').count()).toBe(0);
  await ann.write('The notes.');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /notes.txt/ }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('notes.txt');
  expect(readFileSync(await saved.path(), 'utf8')).toBe('Two spoons each.');
  expect(faults).toEqual([]);
});

test.each([
  ['/', '*/*', 200, 'text/html'],
  ['/', 'text/html', 200, 'text/html'],
  ['/', 'application/json', 404, 'application/json'],
  ['/rooms/r_1', 'text/html', 200, 'text/html'],
  ['/rooms/r_1', '*/*', 404, 'application/json'],
])('%s for whoever takes %s answers %i', async (address, accept, status, contentType) => {
  const response = await fetch(new URL(address, lynk().url), { headers: { accept } });
  expect([response.status, response.headers.get('content-type')?.split(';')[0]]).toEqual([status, contentType]);
});
