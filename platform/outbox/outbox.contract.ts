import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventRecord } from '../event-log/event-log.ts';
import type { Outbox } from './outbox.ts';

/** An empty outbox and what a test does to it. */
export interface OutboxUnderTest {
  readonly outbox: Outbox;
  /** Adds records in a transaction that is committed. */
  commit(records: readonly EventRecord[]): Promise<void>;
  /** Adds records in a transaction that is rolled back. */
  rollBack(records: readonly EventRecord[]): Promise<void>;
  /**
   * Begins a transaction and adds records.
   *
   * @returns commits it
   */
  begin(records: readonly EventRecord[]): Promise<() => Promise<void>>;
}

/** What every {@link Outbox} keeps. */
export function describeOutbox(name: string, open: () => Promise<OutboxUnderTest>): void {
  describe(`outbox: ${name}`, () => {
    let underTest: OutboxUnderTest;
    let outbox: Outbox;

    beforeEach(async () => {
      underTest = await open();
      outbox = underTest.outbox;
    });

    const pendingIds = async (limit = 100) => (await outbox.pending(limit)).map((each) => each.id);

    test('gives records as they were added, the oldest first, no more than asked for', async () => {
      const records = ['a', 'b', 'a'].map(factFor);
      await underTest.commit(records.slice(0, 2));
      await underTest.commit(records.slice(2));
      expect(await outbox.pending(100)).toEqual(records);
      expect(await outbox.pending(2)).toEqual(records.slice(0, 2));
    });

    test('holds nothing of a transaction that was rolled back', async () => {
      await underTest.rollBack([factFor('a')]);
      expect(await pendingIds()).toEqual([]);
    });

    test('forgets what is removed and nothing else', async () => {
      const [first, second, third] = ['a', 'b', 'c'].map(factFor) as [EventRecord, EventRecord, EventRecord];
      await underTest.commit([first, second, third]);
      await outbox.remove([second.id, first.id, randomUUID()]);
      expect(await pendingIds()).toEqual([third.id]);
    });

    test('a record that becomes visible late is still there after younger ones were removed', async () => {
      const [late, early] = [factFor('late'), factFor('early')];
      const commit = await underTest.begin([late]);
      await underTest.commit([early]);
      expect(await pendingIds()).toEqual([early.id]);
      await outbox.remove([early.id]);
      await commit();
      expect(await pendingIds()).toEqual([late.id]);
    });

    test('within a key nothing older becomes visible behind something younger', async () => {
      const [older, younger, other] = [factFor('key'), factFor('key'), factFor('other')];
      const commit = await underTest.begin([older]);
      const committed = underTest.commit([other, younger]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await pendingIds()).toEqual([]);
      await commit();
      await committed;
      expect(await pendingIds()).toEqual([older.id, other.id, younger.id]);
    });

    test('many at once about the same keys all get through', async () => {
      const keys = ['a', 'b', 'c', 'd'];
      await Promise.all(
        Array.from({ length: 24 }, (_, n) =>
          underTest.commit([...keys.slice(n % 4), ...keys.slice(0, n % 4)].map(factFor)),
        ),
      );
      expect(await pendingIds()).toHaveLength(96);
    });

    test('calls back after a commit until told to end', async () => {
      const callback = vi.fn();
      const end = outbox.onPending(callback);
      await underTest.commit([factFor('a')]);
      await vi.waitFor(() => expect(callback).toHaveBeenCalled(), { timeout: 5_000 });
      await end();
      const calls = callback.mock.calls.length;
      await underTest.commit([factFor('a')]);
      expect(callback).toHaveBeenCalledTimes(calls);
    });
  });
}

/** Some fact with a key. */
export function factFor(key: string): EventRecord {
  return {
    id: randomUUID(),
    topic: 'user.created',
    key,
    payload: { userId: key, nested: { text: 'é"\\' } },
    occurredAt: 17,
  };
}
