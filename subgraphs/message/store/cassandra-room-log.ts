import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import { traceField } from '#platform/trace/trace.ts';
import { CassandraAppend } from './cassandra-append.ts';
import type { Buckets } from './cassandra-buckets.ts';
import type { CassandraOutbox } from './cassandra-outbox.ts';
import type { Projection } from './cassandra-projection.ts';
import type { Bucket } from './cassandra-rows.ts';
import { GroupCommit } from './group-commit.ts';
import type { AppendResult, NewRoomEvent, ReadRange, RoomEvent, RoomHead, RoomLog } from './room-log.ts';

const LIMITS = { group: 64, waiting: 4_000, running: 32, waitMs: 5_000 };

/** What a {@link CassandraRoomLog} works with. */
export interface CassandraRoomLogOptions {
  readonly session: CassandraSession;
  readonly buckets: Buckets;
  readonly projection: Projection;
  readonly outbox: CassandraOutbox;
  readonly clock: Clock;
  /** Replaces {@link LIMITS} in part. */
  readonly limits?: Partial<typeof LIMITS> | undefined;
  /** Waits before a group is tried again, some milliseconds; when it rejects, so does the group. */
  readonly pause?: ((ms: number) => Promise<unknown>) | undefined;
  /** Is told how events are grouped. */
  readonly metrics?: Metrics | undefined;
}

/** The room log in Cassandra. The compare-and-set on a head is a conditional batch in the partition that holds it. */
export class CassandraRoomLog implements RoomLog {
  readonly #buckets: Buckets;
  readonly #projection: Projection;
  readonly #groups: GroupCommit<NewRoomEvent, AppendResult>;

  constructor(options: CassandraRoomLogOptions) {
    this.#buckets = options.buckets;
    this.#projection = options.projection;
    const appending = new CassandraAppend(options);
    const limits = { ...LIMITS, ...options.limits };
    this.#groups = new GroupCommit((...group) => appending.commit(...group), limits, options.metrics);
  }

  async append(roomId: string, event: NewRoomEvent): Promise<AppendResult> {
    // Every adapter refuses the same: PostgreSQL has no text with NUL in it.
    if (hasNul([event.body, event.clientKey])) throw new Error('Text with NUL is not kept.');
    return this.#groups.submit(roomId, { ...event, ...traceField() });
  }

  async read(roomId: string, range: ReadRange): Promise<{ events: readonly RoomEvent[]; head: RoomHead }> {
    const newest = await this.#buckets.newest(roomId);
    if (!newest || newest.seq === 0) return { events: [], head: { seq: 0, id: 0, accessEpoch: 0 } };
    // Bodies of deleted messages go when the deletion is applied.
    await this.#projection.catchUp(roomId, newest);
    const logged = await this.#buckets.read(roomId, newest, boundsOf(range));
    return { events: logged.map(({ event: { topic: _, ...event } }) => event), head: headOf(newest) };
  }

  async heads(roomIds: readonly string[]): Promise<ReadonlyMap<string, RoomHead>> {
    const heads = await Promise.all(
      [...new Set(roomIds)].map(async (roomId) => [roomId, await this.#buckets.newest(roomId)] as const),
    );
    return new Map(heads.flatMap(([roomId, bucket]) => (bucket && bucket.seq > 0 ? [[roomId, headOf(bucket)]] : [])));
  }
}

const headOf = ({ seq, id, accessEpoch }: Bucket): RoomHead => ({ seq, id, accessEpoch });

function boundsOf(range: ReadRange): { from: number; to: number; limit: number; newestFirst: boolean } {
  const { limit } = range;
  if ('after' in range) return { from: range.after + 1, to: Number.MAX_SAFE_INTEGER, limit, newestFirst: false };
  if ('before' in range) return { from: 1, to: range.before - 1, limit, newestFirst: true };
  const from = range.around - Math.floor(limit / 2);
  return { from, to: from + limit - 1, limit, newestFirst: false };
}

/** Whether a text anywhere in a value holds NUL. One that reads like its escape in JSON does not. */
function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  return typeof value === 'object' && value !== null && Object.values(value).some(hasNul);
}
