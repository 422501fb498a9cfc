import { setTimeout as sleep } from 'node:timers/promises';
import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { LynkError, serviceUnavailable } from '#platform/errors/errors.ts';
import { newUuid } from '#platform/ids/ids.ts';
import { BoundedMap } from '../service/bounded-map.ts';
import { attachmentsOf } from './announcement.ts';
import type { Buckets } from './cassandra-buckets.ts';
import type { CassandraOutbox } from './cassandra-outbox.ts';
import type { KnownState, Projection } from './cassandra-projection.ts';
import { appendStatements, type Bucket, keyOf, type LoggedEvent, type PlacedKey } from './cassandra-rows.ts';
import { columnsOf } from './event-row.ts';
import { type Placement, place } from './placement.ts';
import { changesOf } from './projection.ts';
import { type AppendResult, EpochMoved, type NewRoomEvent } from './room-log.ts';

const RETRY_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;
const ROOMS_REMEMBERED = 20_000;
/** What a row of the log takes besides its texts, about. */
const ROW_BYTES = 120;
const NOTHING: KnownState = { members: new Map(), messages: new Map() };

/** What appending works with. */
export interface AppendOptions {
  readonly session: CassandraSession;
  readonly buckets: Buckets;
  readonly projection: Projection;
  readonly outbox: CassandraOutbox;
  readonly clock: Clock;
  /** Waits before another try after an unknown outcome; when it rejects, so does the group. */
  readonly pause?: ((ms: number) => Promise<unknown>) | undefined;
}

type Answers = readonly (AppendResult | Error)[];

/** One group on its way, over all of its tries. */
class Group {
  /** key -> the places that some try asked for: `seq id` */
  readonly #tried = new Map<string, Set<string>>();
  /** key -> where it stands, as far as was found out */
  readonly placed = new Map<string, PlacedKey>();
  /** Whether the head at hand was read after everything under way was decided, together with the keys. */
  isSettled = false;
  /** Whether what was appended is known to the outbox. */
  isTold = false;
  /** The bucket before which keys were looked up. */
  lookedUpBefore = 0;

  constructor(
    readonly events: readonly NewRoomEvent[],
    readonly writer: string,
  ) {}

  get keys(): string[] {
    return this.events.map(keyOf);
  }

  /** Whether a try asked for places and nobody knows what became of it. */
  get wasTried(): boolean {
    return this.#tried.size > 0;
  }

  /** Takes down where keys stand. */
  found(places: Iterable<readonly [string, PlacedKey]>): void {
    for (const [key, place] of places) this.placed.set(key, place);
  }

  try(placement: Placement): void {
    for (const event of placement.events) {
      const places = this.#tried.get(keyOf(event)) ?? new Set();
      places.add(`${event.seq} ${event.id}`);
      this.#tried.set(keyOf(event), places);
    }
  }

  /** Whether a key stands where a try of this group put it: it is appended then, and no duplicate. */
  isOurs(key: string): boolean {
    const found = this.placed.get(key);
    return found?.writer === this.writer && this.#tried.get(key)?.has(`${found.seq} ${found.id}`) === true;
  }

  /** The answers of a placement; the first event with a key that an earlier try has appended was appended. */
  answersOf({ answers }: Placement): Answers {
    const told = new Set<string>();
    return answers.map((answer, index) => {
      const key = this.keys[index] ?? '';
      const isFirst = !told.has(key);
      told.add(key);
      if (answer instanceof Error || answer.outcome !== 'duplicate' || !isFirst || !this.isOurs(key)) return answer;
      return { ...answer, outcome: 'appended' as const };
    });
  }
}

/**
 * Appends groups of events to the log. An append is one conditional batch on the head of the newest bucket; the bucket's
 * head is remembered, and read again when somebody else has moved it. A batch whose outcome is unknown is tried again on
 * the same head at once: either it finds the head where it was, or the head has moved, and then a serial read says whether
 * it was by that batch.
 */
export class CassandraAppend {
  readonly #options: AppendOptions;
  readonly #pause: (ms: number) => Promise<unknown>;
  /** Tells this process's events from the same ones of another. */
  readonly #writer = newUuid(Date.now());
  /** room -> its newest bucket when this process last saw it */
  readonly #heads = new BoundedMap<string, Bucket>(ROOMS_REMEMBERED);

  constructor(options: AppendOptions) {
    this.#options = options;
    this.#pause = options.pause ?? sleep;
  }

  /**
   * Commits a group, as `GroupCommit` asks for.
   *
   * @throws LynkError SERVICE_UNAVAILABLE when the outcome is unknown at the deadline
   */
  async commit(roomId: string, events: readonly NewRoomEvent[], deadline: number): Promise<Answers> {
    const group = new Group(events, this.#writer);
    const told = this.#options.outbox.expect(roomId);
    try {
      for (let pauseMs = RETRY_PAUSE_MS; ; ) {
        if (performance.now() >= deadline) throw serviceUnavailable('Writing takes too long at the moment. Try again.');
        try {
          const answers = await this.#step(roomId, group, told);
          if (!answers) continue;
          told.settle(!group.isTold && group.keys.some((key) => group.isOurs(key)));
          return answers;
        } catch (error) {
          if (!(error instanceof LynkError) || error.code !== 'SERVICE_UNAVAILABLE') throw error;
          if (performance.now() + pauseMs >= deadline) throw error;
          await this.#pause(pauseMs);
          pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        }
      }
    } catch (error) {
      this.#heads.delete(roomId);
      told.settle(group.wasTried);
      throw error;
    }
  }

  /** Goes one step towards the answers; null when there is another one to go. */
  async #step(roomId: string, group: Group, told: ReturnType<CassandraOutbox['expect']>): Promise<Answers | null> {
    const { buckets, clock, projection, session } = this.#options;
    const bucket = this.#heads.get(roomId) ?? (await buckets.newest(roomId));
    if (!bucket || bucket.sealed) return this.#moveOn(roomId, group, await buckets.open(roomId, bucket));
    if (buckets.isFull(bucket)) return this.#moveOn(roomId, group, await buckets.seal(roomId, bucket));
    this.#heads.set(roomId, bucket);
    if (group.lookedUpBefore !== bucket.bucket) {
      group.found(await buckets.keysBefore(roomId, bucket, group.keys));
      group.lookedUpBefore = bucket.bucket;
    }
    const state = await this.#stateFor(roomId, bucket, group);
    const placed = new Map(
      group.keys.flatMap((key, index) => {
        const found = group.placed.get(key);
        return found ? [[index, { seq: found.seq, id: found.id }] as const] : [];
      }),
    );
    const known = { ...state, head: bucket, placed };
    const placement = place(roomId, known, group.events, clock.now());
    const isRefusal = (answer: Placement['answers'][number]) =>
      answer instanceof EpochMoved || answer.outcome === 'superseded';
    if (!group.isSettled && placement.answers.some(isRefusal)) return this.#settle(roomId, group, bucket);
    if (placement.events.length === 0) {
      await projection.catchUp(roomId, bucket);
      return group.answersOf(placement);
    }
    if (placement.events.some(({ topic }) => topic !== null)) await told.mark();

    const { withoutBody } = changesOf(placement.events, known);
    const rows = placement.events.map((event) => {
      const logged: LoggedEvent = { event, files: attachmentsOf(event.body, state) };
      return { logged, body: withoutBody.has(event.seq) ? null : columnsOf(event).body };
    });
    const after = {
      ...bucket,
      ...placement.head,
      events: bucket.events + rows.length,
      bytes: bucket.bytes + rows.reduce((sum, { logged, body }) => sum + bytesOf(logged, body), 0),
    };
    group.try(placement);
    const isWritten = await session.writeIf(appendStatements(roomId, bucket, after, rows, this.#writer));
    if (!isWritten) return this.#settle(roomId, group, bucket);
    this.#heads.set(roomId, after);
    told.add(rows.map(({ logged }) => logged));
    const answers = group.answersOf(placement);
    group.isTold = true;
    group.found(
      placement.events.map((event) => [keyOf(event), { ...event, writer: this.#writer, type: event.body.type }]),
    );
    await this.#untilApplied(roomId, after, placement, state);
    return answers;
  }

  /** The log has the events now; that the state follows is tried again by whoever needs it. */
  async #untilApplied(roomId: string, after: Bucket, placement: Placement, state: KnownState): Promise<void> {
    const { projection } = this.#options;
    const isUpToDate = await projection.applyNext(roomId, placement.events, state);
    if (!isUpToDate) await projection.catchUp(roomId, after);
  }

  async #settle(roomId: string, group: Group, { bucket: number }: Bucket): Promise<null> {
    const { bucket, placed } = await this.#options.buckets.settle(roomId, number, group.keys);
    group.found(placed);
    group.isSettled = true;
    this.#heads.set(roomId, bucket);
    return null;
  }

  async #moveOn(roomId: string, group: Group, bucket: Bucket): Promise<null> {
    group.isSettled = false;
    this.#heads.set(roomId, bucket);
    return null;
  }

  /** What events of the group are about, as of the head at hand or later. */
  async #stateFor(roomId: string, bucket: Bucket, group: Group): Promise<KnownState> {
    const isPlain = group.events.every(({ body }) => !('userId' in body) && !('messageSeq' in body));
    if (isPlain) return NOTHING;
    await this.#options.projection.catchUp(roomId, bucket);
    return this.#options.projection.known(roomId, group.events);
  }
}

/** About how many bytes an event and its key take. */
function bytesOf({ event, files }: LoggedEvent, body: string | null): number {
  const { details } = columnsOf(event);
  const texts = [body ?? '', JSON.stringify(details), files.join(), event.clientKey, event.clientKey];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 2 * ROW_BYTES);
}
