import { expect, test } from 'vitest';
import { createLogger } from '#platform/logger/logger.ts';
import { ShutdownSteps } from './shutdown.ts';

const logger = createLogger({ level: 'silent' });
const LONG_MS = 60_000;

test('what was started last is stopped first, and once', async () => {
  const steps = new ShutdownSteps(logger);
  const stopped: string[] = [];
  for (const name of ['folder', 'database', 'gateway']) steps.add(name, async () => void stopped.push(name));
  expect(await steps.run(LONG_MS)).toBe(true);
  expect(await steps.run(LONG_MS)).toBe(true);
  expect(stopped).toEqual(['gateway', 'database', 'folder']);
});

test('a step that fails does not keep the others from being stopped', async () => {
  const steps = new ShutdownSteps(logger);
  let stopped = false;
  steps.add('database', async () => {
    stopped = true;
  });
  steps.add('gateway', async () => {
    throw new Error('no');
  });
  expect(await steps.run(LONG_MS)).toBe(false);
  expect(stopped).toBe(true);
});

test('a step that hangs ends at the deadline', async () => {
  const steps = new ShutdownSteps(logger);
  steps.add('gateway', () => new Promise(() => undefined));
  expect(await steps.run(10)).toBe(false);
});
