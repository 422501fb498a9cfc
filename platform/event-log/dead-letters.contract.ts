import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { DeadLetters, Patience } from './dead-letters.ts';
import { record } from './event-log.contract.ts';
import type { EventLog, EventRecord } from './event-log.ts';

/** How patient the log under test has to be. */
export const IMPATIENCE: Patience = { triesInPlace: 2, asideMs: [50] };
/** Tries of a record until it is given up. */
const ATTEMPTS = 4;

/** A log that is as patient as {@link IMPATIENCE}, and its dead letters. */
export interface DeadLettersUnderTest {
  readonly log: EventLog;
  readonly deadLetters: DeadLetters;
  /** Ends everything. */
  close(): Promise<void>;
}

/** What every {@link DeadLetters} keeps, and the log that they come from. `open` makes an empty log. */
export function describeDeadLetters(
  name: string,
  open: () => Promise<DeadLettersUnderTest>,
  { patienceMs = 10_000 }: { readonly patienceMs?: number } = {},
): void {
  const PATIENCE = { timeout: patienceMs, interval: 20 };
  describe(`dead letters: ${name}`, () => {
    let underTest: DeadLettersUnderTest;
    let log: EventLog;
    let deadLetters: DeadLetters;
    beforeEach(async () => {
      underTest = await open();
      ({ log, deadLetters } = underTest);
    });
    afterEach(() => underTest.close());

    /** Consumes until the test ends. `poison` has the ids of what the handler fails on. */
    const consume = (group: string) => {
      const [seen, poison]: [string[], Set<string>] = [[], new Set()];
      const consumer = log.consume(group, ['user.created'], async ({ id }) => {
        seen.push(id);
        if (poison.has(id)) throw Object.assign(new Error('a text with a name'), { code: 'PLANNED' });
      });
      onTestFinished(() => consumer.stop());
      return { seen, poison };
    };
    const ids = async (group: string) => (await deadLetters.list(group)).map((each) => each.record.id).sort();
    const died = (group: string, ...records: EventRecord[]) =>
      vi.waitFor(async () => expect(await ids(group)).toEqual(records.map(({ id }) => id).sort()), PATIENCE);

    test('what always fails is set aside, then a dead letter that says what it was; what is behind it goes on', async () => {
      const { seen, poison } = consume('group');
      const [bad, good] = [record('one key', 0), record('one key', 1)];
      poison.add(bad.id);
      await log.append([bad, good]);
      await died('group', bad);
      expect(seen.filter((id) => id === bad.id)).toHaveLength(ATTEMPTS);
      expect(seen.filter((id) => id === good.id)).toHaveLength(1);
      const [letter] = await deadLetters.list('group');
      expect(letter).toMatchObject({ group: 'group', record: bad, attempts: ATTEMPTS, reason: 'PLANNED' });
      expect(Math.abs(Date.now() - (letter?.diedAt ?? 0))).toBeLessThan(600_000);
      expect(await deadLetters.groups()).toContain('group');
      expect(JSON.stringify(letter)).not.toContain('a text with a name');
    });

    test('a replay gives a record back to its own group alone, once', async () => {
      const [mine, theirs] = [consume('group'), consume('early')];
      const bad = record('a', 0);
      mine.poison.add(bad.id);
      await log.append([bad]);
      await died('group', bad);
      await vi.waitFor(() => expect(theirs.seen).toEqual([bad.id]), PATIENCE);

      mine.poison.clear();
      expect(await deadLetters.replay('group', [bad.id])).toBe(1);
      await vi.waitFor(() => expect(mine.seen).toHaveLength(ATTEMPTS + 1), PATIENCE);
      expect(await deadLetters.replay('group', [bad.id])).toBe(0);
      expect(await ids('group')).toEqual([]);
      const last = record('a', 1);
      await log.append([last]);
      await vi.waitFor(() => expect(mine.seen.at(-1)).toBe(last.id), PATIENCE);
      expect(mine.seen).toHaveLength(ATTEMPTS + 2);
      await vi.waitFor(() => expect(theirs.seen).toEqual([bad.id, last.id]), PATIENCE);
    });

    test('a replayed record that fails again is a dead letter again', async () => {
      const { seen, poison } = consume('group');
      const bad = record('a', 0);
      poison.add(bad.id);
      await log.append([bad]);
      await died('group', bad);
      await deadLetters.replay('group', [bad.id]);
      await vi.waitFor(() => expect(seen).toHaveLength(2 * ATTEMPTS), PATIENCE);
      await died('group', bad);
      expect((await deadLetters.list('group'))[0]?.attempts).toBe(ATTEMPTS);
    });

    test('a discarded record is gone, and others stay', async () => {
      const { seen, poison } = consume('group');
      const [one, two] = [record('a', 0), record('b', 1)];
      for (const { id } of [one, two]) poison.add(id);
      await log.append([one, two]);
      await died('group', one, two);
      expect(await deadLetters.discard('group', [one.id, randomUUID()])).toBe(1);
      expect(await deadLetters.discard('group', [one.id])).toBe(0);
      expect(await ids('group')).toEqual([two.id]);
      expect(seen).toHaveLength(2 * ATTEMPTS);
    });
  });
}
