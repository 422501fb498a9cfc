import type { Database } from '../postgres/postgres.ts';
import type { EventRecord } from './event-log.ts';
import { PARTITIONS } from './partition.ts';

/** A partition of a topic, and the offset of the record that a group handles next. */
export interface PartitionPosition {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
}

/** A record with its place. */
export interface PlacedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly record: EventRecord;
}

/** Partitions that nobody works on, or that the member holds already. Locked in one order by all members. */
const CLAIM = `
  WITH free AS MATERIALIZED (
    SELECT topic, partition FROM group_offsets
    WHERE consumer_group = $1 AND topic = ANY($2::text[])
      AND (owner IS NULL OR owner = $3::uuid OR leased_until < now())
    ORDER BY topic, partition
    FOR UPDATE
  )
  UPDATE group_offsets AS held SET owner = $3::uuid, leased_until = now() + $4::int * interval '1 millisecond'
  FROM free
  WHERE held.consumer_group = $1 AND held.topic = free.topic AND held.partition = free.partition
  RETURNING held.topic, held.partition, held.next_offset AS next`;

const READ = `
  SELECT record.topic, record.partition, record."offset", id, key, payload, occurred_at AS "occurredAt",
    traceparent
  FROM jsonb_to_recordset($1::jsonb) AS position(topic text, partition smallint, next bigint)
  CROSS JOIN LATERAL (
    SELECT * FROM records
    WHERE records.topic = position.topic AND records.partition = position.partition
      AND records."offset" >= position.next
    ORDER BY records."offset" LIMIT $2
  ) AS record
  ORDER BY record.topic, record.partition, record."offset"`;

type ReadRow = Omit<EventRecord, 'traceparent'> & {
  partition: number;
  offset: number;
  traceparent: string | null;
} & Record<string, unknown>;

/** What one member of a group knows and writes about the group's progress. Times are the server's. */
export class GroupOffsets {
  /** @param member UUID of the member */
  constructor(
    readonly database: Database,
    readonly group: string,
    readonly topics: readonly string[],
    readonly member: string,
  ) {}

  /** Makes the group known, from the first record of each topic on, unless it is known. */
  async begin(): Promise<void> {
    await this.database.query(
      `INSERT INTO group_offsets (consumer_group, topic, partition)
       SELECT $1, topic, partition FROM unnest($2::text[]) AS topic, generate_series(0, $3::int - 1) AS partition
       ORDER BY topic, partition
       ON CONFLICT DO NOTHING`,
      [this.group, this.topics, PARTITIONS],
    );
  }

  /** Takes what nobody holds and prolongs what the member holds, for `leaseMs` milliseconds from now. */
  async claim(leaseMs: number): Promise<PartitionPosition[]> {
    return this.database.query<PartitionPosition & Record<string, unknown>>(CLAIM, [
      this.group,
      this.topics,
      this.member,
      leaseMs,
    ]);
  }

  /** The next records of some partitions, `limit` of each at most, in the order of their offsets. */
  async read(positions: readonly PartitionPosition[], limit: number): Promise<PlacedRecord[]> {
    const rows = await this.database.query<ReadRow>(READ, [JSON.stringify(positions), limit]);
    return rows.map(({ partition, offset, traceparent, ...record }) => ({
      topic: record.topic,
      partition,
      offset,
      record: { ...record, ...(traceparent !== null && { traceparent }) },
    }));
  }

  /** Records that everything before `next` is handled. False when another member holds the partition now. */
  async save({ topic, partition, next }: PartitionPosition): Promise<boolean> {
    const rows = await this.database.query(
      `UPDATE group_offsets SET next_offset = greatest(next_offset, $4)
       WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND owner = $5::uuid
       RETURNING 1`,
      [this.group, topic, partition, next, this.member],
    );
    return rows.length > 0;
  }

  /** Gives everything back, so that another member goes on at once. */
  async release(): Promise<void> {
    await this.database.query(
      `UPDATE group_offsets SET owner = NULL, leased_until = NULL WHERE consumer_group = $1 AND owner = $2::uuid`,
      [this.group, this.member],
    );
  }
}

/** Gives back whatever is leased, by any member of any group. */
export async function freeLeases(database: Database): Promise<void> {
  await database.query('UPDATE group_offsets SET owner = NULL, leased_until = NULL WHERE owner IS NOT NULL');
}
