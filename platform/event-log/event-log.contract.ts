import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { EventLog, EventRecord } from './event-log.ts';

/** A log with consumers that are impatient enough for a test. */
export interface EventLogUnderTest {
  /** The log as one process sees it. */
  readonly log: EventLog;
  /** The same log as another process sees it. */
  another(): Promise<{ readonly log: EventLog; kill(): Promise<void> }>;
  /** Ends everything. */
  close(): Promise<void>;
}

/** What differs between adapters. */
interface Differences {
  /** How long to wait for what has to come, in milliseconds. */
  readonly patienceMs?: number;
}

/** What every {@link EventLog} keeps. `open` makes an empty log. */
export function describeEventLog(
  name: string,
  open: () => Promise<EventLogUnderTest>,
  { patienceMs = 10_000 }: Differences = {},
): void {
  const PATIENCE = { timeout: patienceMs, interval: 10 };
  describe(`event log: ${name}`, () => {
    let underTest: EventLogUnderTest;
    let log: EventLog;

    beforeEach(async () => {
      underTest = await open();
      log = underTest.log;
    });
    afterEach(() => underTest.close());

    /** Consumes until the test ends; the returned list grows with what is delivered. */
    const collect = (group: string, topics: readonly string[], from: EventLog = log) => {
      const seen: EventRecord[] = [];
      const consumer = from.consume(group, topics, async (record) => void seen.push(record));
      onTestFinished(() => consumer.stop());
      return { seen, consumer };
    };

    test('delivers a record as it was appended, to each group, also to one that comes late', async () => {
      const early = collect('early', ['user.created']);
      const [made, other] = [record('a', 1), { ...record('b', 2), topic: 'user.block' }];
      await log.append([made, other]);
      await vi.waitFor(() => expect(early.seen).toEqual([made]), PATIENCE);

      const late = collect('late', ['user.created', 'user.block']);
      await vi.waitFor(() => expect(byPlace(late.seen)).toEqual([made, other]), PATIENCE);
    });

    test('keeps the order within a key', async () => {
      const keys = Array.from({ length: 12 }, () => randomUUID());
      for (let n = 0; n < 20; n++) await log.append(keys.map((key) => record(key, n)));
      const { seen } = collect('group', ['user.created']);
      await vi.waitFor(() => expect(seen).toHaveLength(240), PATIENCE);
      for (const key of keys) expect(numbers(seen.filter((each) => each.key === key))).toEqual(range(20));
    });

    test('delivers a record with a known id once, whoever repeats it and however', async () => {
      const records = range(30).map((n) => record(`key ${n % 3}`, n));
      await log.append([...records.slice(0, 10), ...records.slice(0, 10)]);
      await Promise.all(range(6).map((n) => log.append(records.slice(n))));
      const { seen } = collect('group', ['user.created']);
      const last = record('key 0', 99);
      await log.append([last]);
      await vi.waitFor(() => expect(seen).toContainEqual(last), PATIENCE);
      await vi.waitFor(() => expect(seen).toHaveLength(31), PATIENCE);
      expect(new Set(seen.map((each) => each.id)).size).toBe(31);
    });

    test('misses nothing while many append at once', async () => {
      const { seen } = collect('group', ['user.created']);
      await Promise.all(range(60).map((n) => log.append([record('one key', n), record(`key ${n}`, n)])));
      await vi.waitFor(() => expect(seen).toHaveLength(120), PATIENCE);
      expect(byPlace(seen.filter((each) => each.key === 'one key')).map(numberOf)).toEqual(range(60));
    });

    test('delivers once for a group with two members', async () => {
      const { log: theirs } = await underTest.another();
      const [one, two] = [collect('group', ['user.created']), collect('group', ['user.created'], theirs)];
      for (let n = 0; n < 20; n++) await log.append(range(5).map((k) => record(`key ${k}`, n)));
      await vi.waitFor(() => expect(one.seen.length + two.seen.length).toBe(100), PATIENCE);
      expect(new Set([...one.seen, ...two.seen].map((each) => each.id)).size).toBe(100);
    });

    test('tries a record again when its handler fails, and nothing behind it comes first', async () => {
      const tried: number[] = [];
      let failures = 0;
      const consumer = log.consume('group', ['user.created'], async (each) => {
        tried.push(numberOf(each));
        if (numberOf(each) === 1 && failures++ < 3) throw new Error('planned');
      });
      onTestFinished(() => consumer.stop());
      await log.append(range(4).map((n) => record('one key', n)));
      await vi.waitFor(() => expect(tried).toEqual([0, 1, 1, 1, 1, 2, 3]), PATIENCE);
    });

    test('a record that always fails holds up nothing but its partition', async () => {
      const done = new Set<string>();
      const consumer = log.consume('group', ['user.created'], async (each) => {
        if (each.key === 'poison') throw new Error('planned');
        done.add(each.key);
      });
      onTestFinished(() => consumer.stop());
      await log.append([record('poison', 0), ...range(200).map((n) => record(`key ${n}`, n))]);
      // An eighth of the keys, more or less, share its partition.
      await vi.waitFor(() => expect(done.size).toBeGreaterThan(140), PATIENCE);
      expect(done.size).toBeLessThan(200);
    });

    test('goes on where the group has stopped', async () => {
      const first = collect('group', ['user.created']);
      await log.append([record('a', 1)]);
      await vi.waitFor(() => expect(first.seen).toHaveLength(1), PATIENCE);
      await first.consumer.stop();

      await log.append([record('a', 2)]);
      const second = collect('group', ['user.created']);
      await vi.waitFor(() => expect(second.seen).toHaveLength(1), PATIENCE);
      expect(numbers([...first.seen, ...second.seen])).toEqual([1, 2]);
    });

    test('stops after the record at hand', async () => {
      const unset = () => undefined;
      let finish: () => void = unset;
      const handled: number[] = [];
      const consumer = log.consume('group', ['user.created'], async (each) => {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        handled.push(numberOf(each));
      });
      await log.append([record('a', 1), record('a', 2)]);
      await vi.waitFor(() => expect(finish).not.toBe(unset), PATIENCE);
      const stopped = consumer.stop();
      finish();
      await stopped;
      expect(handled).toEqual([1]);

      const { seen } = collect('group', ['user.created']);
      await vi.waitFor(() => expect(numbers(seen)).toEqual([2]), PATIENCE);
    });

    test('another member takes over from a killed one', async () => {
      const { log: theirs, kill } = await underTest.another();
      let begun = false;
      theirs.consume('group', ['user.created'], () => {
        begun = true;
        return new Promise(() => undefined);
      });
      await log.append([record('a', 1), record('a', 2)]);
      await vi.waitFor(() => expect(begun).toBe(true), PATIENCE);

      const heir = collect('group', ['user.created']);
      await kill();
      await vi.waitFor(() => expect(numbers(heir.seen)).toEqual([1, 2]), PATIENCE);
    });
  });
}

/** A record that a test recognises by its number. */
export function record(key: string, n: number): EventRecord {
  return {
    id: randomUUID(),
    topic: 'user.created',
    key,
    payload: { n, text: 'é\u2028"\\' },
    occurredAt: 1_700_000_000_000 + n,
  };
}

function numberOf(each: EventRecord): number {
  return Number(each.payload['n']);
}

function numbers(records: readonly EventRecord[]): number[] {
  return records.map(numberOf);
}

/** Sorted by number: between keys there is no order. */
function byPlace(records: readonly EventRecord[]): EventRecord[] {
  return [...records].sort((a, b) => numberOf(a) - numberOf(b));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, n) => n);
}
