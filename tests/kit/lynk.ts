import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedLynk } from './embedded-lynk.ts';
import type { Lynk, LynkOptions } from './lynk-under-test.ts';
import { areServicesAskedFor, OwnServices } from './services-lynk.ts';

export type { Lynk, LynkOptions } from './lynk-under-test.ts';

/** Suites that do not test what a viewer may have do not want to meet its bounds. */
const DEFAULTS = {
  LYNK_RATE_LIMIT_PER_SECOND: '100000',
  LYNK_RATE_LIMIT_BURST: '100000',
  LYNK_COST_PER_MINUTE: '100000000',
  LYNK_SOCKETS_PER_ACCOUNT: '10000',
  LYNK_SOCKETS_PER_ADDRESS: '10000',
};

/** Starts a Lynk for one test or file. `stop()` it at the end. */
export function startLynk(options: LynkOptions = {}): Promise<Lynk> {
  return areServicesAskedFor()
    ? OwnServices.start({ environment: environmentOf(options), gateways: options.gateways ?? 2 })
    : startEmbeddedLynk(options);
}

/** Starts one process with an empty data folder. `stop()` it at the end. */
export async function startEmbeddedLynk(options: LynkOptions = {}): Promise<EmbeddedLynk> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'lynk-e2e-'));
  const lynk = new EmbeddedLynk(await freePort(), dataDir, environmentOf(options));
  try {
    await lynk.start();
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  return lynk;
}

/** What a process inherits: everything but settings of Lynk, which would change what is tested. */
export function environmentOf(options: LynkOptions): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('LYNK_'),
  );
  return { ...Object.fromEntries(entries), NODE_ENV: 'production', ...DEFAULTS, ...options.env };
}

/** A port that is free at this moment. The same one is used after a restart, so that addresses stay as they are. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
