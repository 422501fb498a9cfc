import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { EmbeddedLynk } from './embedded-lynk.ts';
import { type Lynk, type LynkOptions, startEmbeddedLynk, startLynk } from './lynk.ts';
import { areServicesAskedFor, SharedServices } from './services-lynk.ts';

/** How a file uses its Lynk. */
export interface UseLynkOptions extends LynkOptions {
  /** Says that faults are provoked on purpose. */
  readonly faults?: 'expected';
  /** Says that the tests stop or kill it, so that nobody else may use it. Settings say so, too. */
  readonly own?: true;
}

/**
 * Starts a Lynk for the tests of a file (or of a `describe`) and stops it afterwards. On the real servers, files that neither
 * set nor stop anything share their processes. A test also fails when Lynk logs a fault of its own while it runs: nothing
 * that a client does may provoke one.
 *
 * @returns gives it, from the first test on
 */
export function useLynk(options: UseLynkOptions = {}): () => Lynk {
  const isShared = areServicesAskedFor() && !options.own && !options.env && !options.gateways;
  return use(options, async () => (isShared ? new SharedServices() : startLynk(options)));
}

/** The same for tests of the data folder and of the processes that use it: always one process on an embedded database. */
export function useEmbeddedLynk(options: UseLynkOptions = {}): () => EmbeddedLynk {
  return use(options, () => startEmbeddedLynk(options));
}

function use<Kind extends Lynk>(options: UseLynkOptions, start: () => Promise<Kind>): () => Kind {
  let lynk: Kind | undefined;
  beforeAll(async () => {
    lynk = await start();
  });
  afterEach(() => {
    if (options.faults !== 'expected') expect(lynk?.faults).toEqual([]);
  });
  afterAll(() => lynk?.stop());
  return () => {
    if (!lynk) throw new Error('Lynk runs from the first test on.');
    return lynk;
  };
}
