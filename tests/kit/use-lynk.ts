import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Lynk, type LynkOptions, startLynk } from './lynk.ts';

/**
 * Starts a Lynk for the tests of a file (or of a `describe`) and stops it afterwards. A test also fails when Lynk logs a
 * fault of its own while it runs: nothing that a client does may provoke one.
 *
 * @param options.faults says that faults are provoked on purpose
 * @returns gives it, from the first test on
 */
export function useLynk(options: LynkOptions & { faults?: 'expected' } = {}): () => Lynk {
  let lynk: Lynk | undefined;
  beforeAll(async () => {
    lynk = await startLynk(options);
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
