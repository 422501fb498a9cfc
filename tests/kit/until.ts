import { setTimeout as sleep } from 'node:timers/promises';

/** Generous on purpose: a slow machine waits, only a broken program reaches it. */
export const DEADLINE_MS = 30_000;
const POLL_MS = 20;

/**
 * Waits until a probe gives something.
 *
 * @param what completes the sentence "Waited in vain for …"
 * @param probe gives what is waited for; `undefined`, `null` or `false` mean "not yet", a rejection ends the waiting
 * @returns what the probe gave
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  options: { deadlineMs?: number; pollMs?: number } = {},
): Promise<T> {
  const end = performance.now() + (options.deadlineMs ?? DEADLINE_MS);
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`Waited in vain for ${what}.`);
    await sleep(options.pollMs ?? POLL_MS);
  }
}
