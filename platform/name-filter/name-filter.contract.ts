import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NameFilter } from './name-filter.ts';

/** The filters of the suite begin with 2^6 buckets: 256 places. */
export const CONTRACT_BITS = 6;
const COMPLETE = { isComplete: true, through: 'the end' };

/**
 * What every adapter of {@link NameFilter} does.
 *
 * @param open makes an empty one whose first part has {@link CONTRACT_BITS}
 * @param options.isCoarse it keeps eight bits of a name instead of sixteen, and removes none
 */
export function nameFilterContract(
  adapter: string,
  open: () => Promise<NameFilter>,
  { isCoarse = false }: { isCoarse?: boolean } = {},
): void {
  describe(`name filter: ${adapter}`, () => {
    let filter: NameFilter;
    beforeEach(async () => {
      filter = await open();
    });

    const names = (count: number, prefix = 'name') => Array.from({ length: count }, (_, index) => `${prefix} ${index}`);
    /** A hundred at once, as many as an adapter takes in any case. */
    const inParts = async <Answer>(all: readonly string[], ask: (part: readonly string[]) => Promise<Answer>) => {
      const answers: Answer[] = [];
      for (let start = 0; start < all.length; start += 100) answers.push(await ask(all.slice(start, start + 100)));
      return answers;
    };
    const held = async (asked: readonly string[]) => {
      const answers = await inParts(asked, (part) => Promise.all(part.map((name) => filter.mayHold(name))));
      return answers.flat().filter(Boolean).length;
    };
    const addAll = (all: readonly string[]) => inParts(all, (part) => filter.add(part));

    it('knows nothing before it is complete', async () => {
      expect(await filter.progress()).toBeNull();
      expect(await filter.mayHold('free')).toBe(true);
      await filter.add(['taken']);
      expect(await filter.mayHold('free')).toBe(true);
      await filter.setProgress({ isComplete: false, through: 'half' });
      expect(await filter.mayHold('free')).toBe(true);
      expect(await filter.progress()).toEqual({ isComplete: false, through: 'half' });
      await filter.setProgress(COMPLETE);
      expect(await filter.progress()).toEqual(COMPLETE);
      expect([await filter.mayHold('free'), await filter.mayHold('taken')]).toEqual([false, true]);
    });

    it('holds every name that was added, also when it has grown, and hardly any other', async () => {
      const added = names(1_500);
      await addAll(added);
      await filter.setProgress(COMPLETE);
      expect(await held(added)).toBe(added.length);
      // Five parts, each with less than eight chances in 65,536, or in 256: more would be far beyond chance.
      expect(await held(names(2_000, 'other'))).toBeLessThan(isCoarse ? 500 : 10);
    });

    it('takes any text for a name', async () => {
      const odd = ['', ' ', 'é', 'e\u0301', '🦊', '\0', 'x'.repeat(10_000), '{a}', '__proto__'];
      await filter.add(odd);
      await filter.setProgress(COMPLETE);
      expect(await held(odd)).toBe(odd.length);
    });

    it.skipIf(isCoarse)('holds a name once, however often it was added', async () => {
      for (let round = 0; round < 40; round += 1) await filter.add(['again', 'again']);
      await filter.setProgress(COMPLETE);
      await filter.remove('again');
      expect(await filter.mayHold('again')).toBe(false);
    });

    it.skipIf(isCoarse)('lets go of a name that is removed, and of no other', async () => {
      const kept = names(300);
      const removed = names(300, 'removed');
      await addAll([...kept, ...removed]);
      await filter.setProgress(COMPLETE);
      for (const name of removed) await filter.remove(name);
      expect(await held(removed)).toBeLessThan(10);
      // To remove a name takes a twin along in one of thousands.
      expect(await held(kept)).toBeGreaterThan(295);
      await addAll(removed);
      expect(await held(removed)).toBe(removed.length);
    });

    it('is not changed by removing what is not there', async () => {
      await filter.add(['one']);
      await filter.setProgress(COMPLETE);
      await filter.remove(randomUUID());
      expect(await filter.mayHold('one')).toBe(true);
    });

    it('serves several who add at the same time', async () => {
      const added = names(400);
      await inParts(added, (part) => Promise.all(part.map((name) => filter.add([name]))));
      await filter.setProgress(COMPLETE);
      expect(await held(added)).toBe(added.length);
    });
  });
}
