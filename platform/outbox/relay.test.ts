import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EventLog, EventRecord } from '../event-log/event-log.ts';
import { createLogger } from '../logger/logger.ts';
import { factFor } from './outbox.contract.ts';
import type { Outbox } from './outbox.ts';
import { OutboxRelay } from './relay.ts';

const logger = createLogger({ level: 'silent' });
const pauses = { firstMs: 1, longestMs: 4 };
const PATIENCE = { timeout: 5_000, interval: 5 };

/** An outbox in memory. */
class MemoryOutbox implements Outbox {
  rows: EventRecord[] = [];
  #callback: () => void = () => undefined;

  add(...records: EventRecord[]): void {
    this.rows.push(...records);
    this.#callback();
  }

  async pending(limit: number): Promise<readonly EventRecord[]> {
    return this.rows.slice(0, limit);
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.rows = this.rows.filter((row) => !ids.includes(row.id));
  }

  onPending(callback: () => void): () => Promise<void> {
    this.#callback = callback;
    return async () => {
      this.#callback = () => undefined;
    };
  }
}

let outbox: MemoryOutbox;
let appended: EventRecord[];
let append: (records: readonly EventRecord[]) => Promise<void>;
let relay: OutboxRelay;

beforeEach(() => {
  outbox = new MemoryOutbox();
  appended = [];
  append = async (records) => void appended.push(...records);
});
afterEach(() => relay.stop());

function start(): void {
  const eventLog: EventLog = {
    append: (records) => append(records),
    consume: () => ({ stop: async () => undefined }),
  };
  relay = new OutboxRelay({ outbox, eventLog, logger, owner: 'example', batchSize: 3, pauses });
}

test('copies what is there and what comes, in order and in batches, and removes it', async () => {
  const records = Array.from({ length: 10 }, (_, n) => factFor(`key ${n}`));
  const sizes: number[] = [];
  append = async (batch) => {
    sizes.push(batch.length);
    appended.push(...batch);
  };
  outbox.add(...records.slice(0, 8));
  start();
  await vi.waitFor(() => expect(outbox.rows).toEqual([]), PATIENCE);
  outbox.add(...records.slice(8));
  await vi.waitFor(() => expect(outbox.rows).toEqual([]), PATIENCE);
  expect(appended).toEqual(records);
  expect(sizes).toEqual([3, 3, 2, 2]);
});

test('keeps everything while the log is away and goes on where it was', async () => {
  const records = Array.from({ length: 5 }, (_, n) => factFor(`key ${n}`));
  let attempts = 0;
  append = async (batch) => {
    attempts += 1;
    if (attempts <= 4) throw new Error('planned');
    appended.push(...batch);
  };
  outbox.add(...records);
  start();
  await vi.waitFor(() => expect(appended).toEqual(records), PATIENCE);
  expect(outbox.rows).toEqual([]);
});

test('copies again what it could not remove: at least once', async () => {
  const record = factFor('a');
  const remove = vi.spyOn(outbox, 'remove').mockRejectedValueOnce(new Error('planned'));
  outbox.add(record);
  start();
  await vi.waitFor(() => expect(outbox.rows).toEqual([]), PATIENCE);
  expect(appended).toEqual([record, record]);
  expect(remove).toHaveBeenCalledTimes(2);
});

test('a stop does not wait for the end of a pause and leaves the rest in the outbox', async () => {
  const failed = new Promise<void>((resolve) => {
    append = async () => {
      resolve();
      throw new Error('planned');
    };
  });
  outbox.add(factFor('a'));
  relay = new OutboxRelay({
    outbox,
    eventLog: { append: (records) => append(records), consume: () => ({ stop: async () => undefined }) },
    logger,
    owner: 'example',
    pauses: { firstMs: 3_600_000, longestMs: 3_600_000 },
  });
  await failed;
  await relay.stop();
  expect(outbox.rows).toHaveLength(1);
});
