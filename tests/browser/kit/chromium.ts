import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { areServicesAskedFor } from '#tests/kit/services-lynk.ts';

/** What Chromium is called, by Debian and by others. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** It asks nobody outside, and runs as root, too. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a step of a page may take, in milliseconds. */
const STEP_DEADLINE_MS = 30_000;

/** One person's window: cookies, storage and sockets of its own. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What went wrong in the page: exceptions, errors in its console, refusals of its content security policy. */
  readonly faults: string[];
}

/**
 * Starts Chromium for the tests of a file (or of a `describe`) and ends it afterwards.
 *
 * @returns opens a window, which is closed when the test ends
 */
export function useChromium(): (options?: BrowserContextOptions) => Promise<Visitor> {
  let profile: string | undefined;
  let browser: Awaited<ReturnType<typeof chromium.launch>> | undefined;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    profile = mkdtempSync(path.join(os.tmpdir(), 'lynk-chromium-'));
    browser = await chromium.launch({
      executablePath: executable(),
      args: FLAGS,
      env: { ...process.env, HOME: profile },
    });
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    if (profile !== undefined) rmSync(profile, { recursive: true, force: true });
  });
  return async (options = {}) => {
    if (!browser) throw new Error('Chromium runs from the first test on.');
    const context = await browser.newContext({ ...options, ignoreHTTPSErrors: areServicesAskedFor() });
    contexts.push(context);
    context.setDefaultTimeout(STEP_DEADLINE_MS);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`${message.text()} (${message.location().url})`);
    });
    return { context, page, faults };
  };
}

/** @throws Error when this machine has none */
function executable(): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(existsSync);
  if (found === undefined) throw new Error('The tests of tests/browser need Chromium: apt-get install chromium.');
  return found;
}
