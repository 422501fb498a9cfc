import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Client } from './client.ts';
import { EmbeddedLynk } from './embedded-lynk.ts';
import { areServicesAskedFor, OwnServices } from './services-lynk.ts';

/** Suites that do not test what a viewer may have do not want to meet its bounds. */
const DEFAULTS = {
  LYNK_RATE_LIMIT_PER_SECOND: '100000',
  LYNK_RATE_LIMIT_BURST: '100000',
  LYNK_COST_PER_MINUTE: '100000000',
  LYNK_SOCKETS_PER_ACCOUNT: '10000',
  LYNK_SOCKETS_PER_ADDRESS: '10000',
};

/** How a Lynk under test differs from a newcomer's. */
export interface LynkOptions {
  /** Settings; those of what a viewer may have are raised unless they are given. */
  readonly env?: Readonly<Record<string, string>>;
  /** For tests of what each gateway keeps for itself. It makes a difference on the real servers, where there are two. */
  readonly gateways?: 1;
}

/**
 * A Lynk under test: one process on an embedded database, or the gateways and subgraphs on the real servers. Tests speak to
 * it over HTTP and WebSocket.
 */
export interface Lynk {
  /** The GraphQL endpoint. With several gateways it is another one each time. */
  readonly url: string;
  /** The same for subscriptions. */
  readonly wsUrl: string;
  /** Where operators ask how the gateway does, as LYNK_ADMIN_PORT says. */
  readonly adminUrl: string;
  /** Asks as nobody. */
  readonly anonymous: Client;
  /** The last lines that it has printed. */
  readonly log: string;
  /** Entries of the log at level `error` or above. A test that provokes none may say that there is none. */
  readonly faults: readonly string[];
  /** What Node has warned of since the first start, such as a deprecation or listeners that grow in number. */
  readonly warnings: readonly string[];
  /** Starts what does not run and waits until it answers. */
  start(): Promise<void>;
  /** Ends it as Ctrl-C does; data stay. @throws Error when it does not end in time, or ends with an error */
  shutDown(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
  /** Kills all of its node processes. */
  kill9(): Promise<void>;
  /** Starts it again on the same ports and data, after it has ended in whatever way. */
  restart(): Promise<void>;
  /** Starts it again when it was killed; otherwise waits until it answers with data again. */
  restartIfEnded(): Promise<void>;
  /** Runs one of the tools of package.json beside it, such as `user-role`. @returns what it printed */
  tool(name: string, ...args: readonly string[]): Promise<string>;
}

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
