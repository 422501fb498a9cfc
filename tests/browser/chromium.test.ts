import { expect, test } from 'vitest';
import { useLynk } from '#tests/kit/use-lynk.ts';
import { useChromium } from './kit/chromium.ts';

const lynk = useLynk();
const visit = useChromium();

test('a page of the gateway opens, and its faults are seen', async () => {
  const { page, faults } = await visit();
  await page.goto(new URL('/livez', lynk().url).href);
  expect(await page.textContent('body')).toContain('ok');
  await page.evaluate("console.error('seen')");
  await expect.poll(() => faults.join('\n')).toContain('seen');
});
