import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#platform/clock/clock.ts';
import { LynkError } from '#platform/errors/errors.ts';
import type { Metrics } from '#platform/metrics/metrics.ts';
import type { PostgresOutbox } from '#platform/outbox/postgres.ts';
import { traceField } from '#platform/trace/trace.ts';
import { type EventRow, eventOf } from './event-row.ts';
import { GroupCommit } from './group-commit.ts';
import { appendGroup } from './postgres-append.ts';
import type { StoreDatabase } from './postgres-database.ts';
import { EVENT_COLUMNS } from './postgres-event-row.ts';
import type { AppendResult, NewRoomEvent, ReadRange, RoomEvent, RoomHead, RoomLog } from './room-log.ts';

/** Of eight connections, half stay for those who read. */
const LIMITS = { group: 64, waiting: 4_000, running: 4, waitMs: 5_000 };
const RETRY_PAUSE_MS = 50;

/** What a {@link PostgresRoomLog} works with. */
export interface RoomLogOptions {
  readonly database: StoreDatabase;
  readonly outbox: PostgresOutbox;
  readonly clock: Clock;
  /** Replaces {@link LIMITS} in part. */
  readonly limits?: Partial<typeof LIMITS>;
  /** Waits before a group is tried again, some milliseconds; when it rejects, so does the group. */
  readonly pause?: (ms: number) => Promise<unknown>;
  /** Is told how events are grouped. */
  readonly metrics?: Metrics;
}

/** The room log in PostgreSQL. The compare-and-set on a head is a lock on the head's row. */
export class PostgresRoomLog implements RoomLog {
  readonly #database: StoreDatabase;
  readonly #outbox: PostgresOutbox;
  readonly #clock: Clock;
  readonly #pause: (ms: number) => Promise<unknown>;
  readonly #groups: GroupCommit<NewRoomEvent, AppendResult>;

  constructor(options: RoomLogOptions) {
    this.#database = options.database;
    this.#outbox = options.outbox;
    this.#clock = options.clock;
    this.#pause = options.pause ?? sleep;
    const limits = { ...LIMITS, ...options.limits };
    this.#groups = new GroupCommit((...group) => this.#commit(...group), limits, options.metrics);
  }

  append(roomId: string, event: NewRoomEvent): Promise<AppendResult> {
    return this.#groups.submit(roomId, { ...event, ...traceField() });
  }

  async read(roomId: string, range: ReadRange): Promise<{ events: readonly RoomEvent[]; head: RoomHead }> {
    const { from, to, newestFirst } = boundsOf(range);
    const rows = await this.#database.query<HeadRow & (EventRow | NoEventRow)>(newestFirst ? READ_BACK : READ, [
      roomId,
      from,
      to,
      range.limit,
    ]);
    const [first] = rows;
    if (!first) return { events: [], head: { seq: 0, id: 0, accessEpoch: 0 } };
    const events = rows.flatMap((row) => (row.seq === null ? [] : [eventOf(roomId, row)]));
    return { events, head: { seq: first.headSeq, id: first.headId, accessEpoch: first.accessEpoch } };
  }

  async heads(roomIds: readonly string[]): Promise<ReadonlyMap<string, RoomHead>> {
    const rows = await this.#database.query<RoomHead & { roomId: string } & Record<string, unknown>>(HEADS, [roomIds]);
    return new Map(rows.map(({ roomId, ...head }) => [roomId, head]));
  }

  /**
   * Commits a group; while the server is away it tries again, which is safe since every event has its key. Another fault
   * must come from one of the events: each is then tried alone, so that it does not fail the others.
   */
  async #commit(
    roomId: string,
    group: readonly NewRoomEvent[],
    deadline: number,
  ): Promise<readonly (AppendResult | Error)[]> {
    for (let pauseMs = RETRY_PAUSE_MS; ; pauseMs *= 2) {
      try {
        return await this.#database.transaction((sql) =>
          appendGroup(sql, this.#outbox, roomId, group, () => this.#clock.now()),
        );
      } catch (error) {
        if (error instanceof LynkError && error.code === 'SERVICE_UNAVAILABLE') {
          if (performance.now() + pauseMs >= deadline) throw error;
          await this.#pause(pauseMs);
        } else if (group.length === 1) {
          throw error;
        } else {
          return this.#commitEach(roomId, group, deadline);
        }
      }
    }
  }

  async #commitEach(
    roomId: string,
    group: readonly NewRoomEvent[],
    deadline: number,
  ): Promise<readonly (AppendResult | Error)[]> {
    const answers: (AppendResult | Error)[] = [];
    for (const event of group) {
      const alone = this.#commit(roomId, [event], deadline);
      answers.push(...(await alone.catch((error) => [error instanceof Error ? error : new Error(String(error))])));
    }
    return answers;
  }
}

type HeadRow = { headSeq: number; headId: number; accessEpoch: number };
/** The one row when there is no event in the range. */
type NoEventRow = { seq: null };

/** One statement, so that events and head are from one moment. */
const read = (order: 'ASC' | 'DESC') => `
  SELECT h.seq AS "headSeq", h.id AS "headId", h.access_epoch AS "accessEpoch", e.*
  FROM room_heads h LEFT JOIN LATERAL (
    SELECT ${EVENT_COLUMNS} FROM room_events e
    WHERE e.room_id = h.room_id AND e.seq BETWEEN $2 AND $3 ORDER BY e.seq ${order} LIMIT $4
  ) e ON true
  WHERE h.room_id = $1 ORDER BY e.seq`;
const READ = read('ASC');
const READ_BACK = read('DESC');

const HEADS = `
  SELECT room_id AS "roomId", seq, id, access_epoch AS "accessEpoch" FROM room_heads
  WHERE room_id = ANY($1::uuid[]) AND seq > 0`;

function boundsOf(range: ReadRange): { from: number; to: number; newestFirst: boolean } {
  if ('after' in range) return { from: range.after + 1, to: Number.MAX_SAFE_INTEGER, newestFirst: false };
  if ('before' in range) return { from: 0, to: range.before - 1, newestFirst: true };
  const from = range.around - Math.floor(range.limit / 2);
  return { from, to: from + range.limit - 1, newestFirst: false };
}
