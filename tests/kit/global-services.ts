import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { environmentOf } from './lynk.ts';
import { adminUrlsOf, stackEnvironment, startServices } from './services-lynk.ts';

/** Starts two gateways and the subgraphs on the real servers for all test files that set nothing; vitest calls it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lynk-services-'));
  const logFile = path.join(folder, 'log');
  writeFileSync(logFile, '');
  // A test looks for what is handled, whichever process does it.
  const environment = stackEnvironment(environmentOf({ env: { LYNK_LOG_LEVEL: 'debug' } }));
  const services = await startServices(environment, 2, (line) => appendFileSync(logFile, `${line}\n`));
  project.provide('services', { urls: services.urls, adminUrls: adminUrlsOf(services), environment, logFile });
  return async () => {
    await services.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
