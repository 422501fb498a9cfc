import type { EventRecord } from './event-log.ts';
import { partitionOf } from './partition.ts';

/** The channel on which consumers hear of new records. */
export const NOTIFY_CHANNEL = 'lynk_event_log';

const INPUT = `jsonb_to_recordset($1::jsonb) AS input(
  place int, topic text, partition smallint, id uuid, key text, payload jsonb, occurred_at bigint,
  traceparent text)`;

/** The parameter of both statements: the records in their order, each with its partition. */
export function appendInput(records: readonly EventRecord[]): string {
  return JSON.stringify(
    records.map(({ occurredAt, ...record }, place) => ({
      ...record,
      place,
      partition: partitionOf(record.key),
      occurred_at: occurredAt,
    })),
  );
}

/**
 * Locks the partitions that the records go to until the end of the transaction, always in the same order, so that two
 * appends never wait for each other in a circle. It is a statement of its own because what follows must see everything
 * that was committed before the lock was had.
 */
export const LOCK_PARTITIONS = `
  INSERT INTO partitions (topic, partition)
  SELECT DISTINCT topic, partition FROM ${INPUT} ORDER BY topic, partition
  ON CONFLICT (topic, partition) DO UPDATE SET next_offset = partitions.next_offset`;

/** Writes the records that are not there yet behind the last one of their partition, and wakes the consumers. */
export const WRITE_RECORDS = `
  WITH fresh AS MATERIALIZED (
    SELECT DISTINCT ON (topic, partition, id) * FROM ${INPUT}
    WHERE NOT EXISTS (
      SELECT FROM records
      WHERE records.topic = input.topic AND records.partition = input.partition AND records.id = input.id)
    ORDER BY topic, partition, id, place
  ), written AS (
    INSERT INTO records (topic, partition, "offset", id, key, payload, occurred_at, traceparent)
    SELECT topic, partition,
      next_offset + row_number() OVER (PARTITION BY topic, partition ORDER BY place) - 1,
      id, key, payload, occurred_at, traceparent
    FROM fresh JOIN partitions USING (topic, partition)
    RETURNING topic, partition
  ), counted AS (
    SELECT topic, partition, count(*) AS added FROM written GROUP BY topic, partition
  ), moved AS (
    UPDATE partitions SET next_offset = next_offset + added FROM counted
    WHERE partitions.topic = counted.topic AND partitions.partition = counted.partition
    RETURNING 1
  )
  SELECT pg_notify('${NOTIFY_CHANNEL}', '') FROM (SELECT count(*) AS partitions FROM moved) AS total WHERE partitions > 0`;
