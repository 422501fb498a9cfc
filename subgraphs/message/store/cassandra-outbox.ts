import { createHash } from 'node:crypto';
import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';
import type { EventRecord } from '#platform/event-log/event-log.ts';
import { newUuid } from '#platform/ids/ids.ts';
import type { Outbox } from '#platform/outbox/outbox.ts';
import { BoundedMap } from '../service/bounded-map.ts';
import { announcementOf } from './announcement.ts';
import type { Buckets } from './cassandra-buckets.ts';
import { abandonedMarks, type Marks } from './cassandra-marks.ts';
import type { LoggedEvent } from './cassandra-rows.ts';

/** How many records wait in memory; the rest is read from the log again when it is their turn. */
const QUEUE_LIMIT = 20_000;
const EVENTS_AT_ONCE = 500;
const ROOMS_REMEMBERED = 20_000;
const LOOK_EVERY_MS = 5_000;

const ANNOUNCED = 'SELECT announced_seq FROM room_state WHERE room_id = ?';
const SET_ANNOUNCED = 'UPDATE room_state USING TIMESTAMP ? SET announced_seq = ? WHERE room_id = ?';

/** What one append may come to have to announce. */
export interface Announcing {
  /** Says durably, before the first try, that something of the room may have to be announced. */
  mark(): Promise<void>;
  /** Hands over what was appended. */
  add(events: readonly LoggedEvent[]): void;
  /** Ends it. `isUnknown`: something else may have been appended, so the log is asked again. */
  settle(isUnknown: boolean): void;
}

interface Waiting {
  readonly record: EventRecord;
  readonly seq: number;
  readonly owner: string;
}

/** A part of a room's log that is read again: everything after a place. */
interface Recheck {
  fromSeq: number;
  /** Whether it was asked for once more while it was being read. */
  isAskedAgain: boolean;
  readonly owners: string[];
}

/**
 * What is to be announced of the log. What this process has appended waits in memory; marks make it durable that it is
 * there. For a process that has died, whoever looks next reads from the log what its marks name: so a crash delays an
 * announcement and never loses it, and may tell things twice, with the same IDs.
 *
 * Each process tells a room without a gap, from the place on up to which it was told already. So that place, kept with the
 * room, is right whoever moves it, and what a room is told first is told in the order of its places.
 */
export class CassandraOutbox implements Outbox {
  readonly #session: CassandraSession;
  readonly #clock: Clock;
  readonly #buckets: Buckets;
  readonly #marks: Marks;
  readonly #listeners = new Set<() => void>();
  /** In the order in which it is told. */
  #queue: Waiting[] = [];
  /** room -> the place up to which it is in the queue, or was */
  readonly #queued = new BoundedMap<string, number>(ROOMS_REMEMBERED);
  /** room -> what is read again before anything of the room is told */
  readonly #rechecks = new Map<string, Recheck>();

  constructor(options: { session: CassandraSession; clock: Clock; buckets: Buckets; marks: Marks }) {
    this.#session = options.session;
    this.#clock = options.clock;
    this.#buckets = options.buckets;
    this.#marks = options.marks;
  }

  /** Begins an append to a room. */
  expect(roomId: string): Announcing {
    let owner: string | null = null;
    let from = 0;
    return {
      mark: async () => {
        if (owner !== null) return;
        from = this.#queued.get(roomId) ?? (await this.#announced(roomId));
        owner = await this.#marks.mark(roomId, from);
      },
      add: (events) => this.#add(roomId, this.#queued.get(roomId) ?? from, events, owner),
      settle: (isUnknown) => {
        if (owner === null) return;
        if (isUnknown) this.#recheck(roomId, from, owner);
        else this.#marks.release(owner);
        owner = null;
      },
    };
  }

  async pending(limit: number): Promise<readonly EventRecord[]> {
    await this.#marks.beat();
    for (const { process, roomId, fromSeq } of await abandonedMarks(this.#session, this.#marks, this.#clock.now())) {
      this.#recheck(roomId, fromSeq, this.#marks.hold(process));
    }
    await this.#readAgain();
    return this.#queue.slice(0, limit).map(({ record }) => record);
  }

  async remove(ids: readonly string[]): Promise<void> {
    const told = new Set(ids);
    const gone = this.#queue.filter(({ record }) => told.has(record.id));
    // room -> its last place that is told; a room's records come in the order of their places
    const places = new Map(gone.map(({ record, seq }) => [record.key, BigInt(seq)]));
    await Promise.all([...places].map(([roomId, seq]) => this.#session.write(SET_ANNOUNCED, [seq, seq, roomId])));
    this.#queue = this.#queue.filter(({ record }) => !told.has(record.id));
    for (const { owner } of gone) this.#marks.release(owner);
    await this.#marks.beat();
  }

  onPending(callback: () => void): () => Promise<void> {
    this.#listeners.add(callback);
    // Others may have died, and what they left is nobody's news.
    const timer = setInterval(callback, LOOK_EVERY_MS).unref();
    return async () => {
      clearInterval(timer);
      this.#listeners.delete(callback);
    };
  }

  /**
   * Takes what was appended, if it goes on where this process has stopped. Otherwise others have appended in between and
   * may not have told it yet, or never will: then everything is read from the log, so that it is told in order.
   */
  #add(roomId: string, after: number, events: readonly LoggedEvent[], owner: string | null): void {
    const [first, last] = [events.at(0)?.event.seq ?? 0, events.at(-1)?.event.seq ?? 0];
    const goesOn = after === first - 1;
    if (owner !== null && (!goesOn || this.#rechecks.has(roomId) || this.#queue.length >= QUEUE_LIMIT)) {
      this.#recheck(roomId, after, this.#marks.hold(owner));
    } else if (owner !== null) {
      for (const waiting of events.flatMap((logged) => this.#waitingOf(logged, owner))) this.#queue.push(waiting);
    }
    if (goesOn || owner !== null) this.#queued.set(roomId, last);
    for (const notice of this.#listeners) notice();
  }

  #recheck(roomId: string, fromSeq: number, owner: string): void {
    const known = this.#rechecks.get(roomId);
    if (known) {
      known.fromSeq = Math.min(known.fromSeq, fromSeq);
      known.isAskedAgain = true;
      known.owners.push(owner);
    } else {
      this.#rechecks.set(roomId, { fromSeq, isAskedAgain: false, owners: [owner] });
    }
    for (const notice of this.#listeners) notice();
  }

  /** Reads parts of the log again, in the place of what waits of their rooms. */
  async #readAgain(): Promise<void> {
    for (const [roomId, recheck] of this.#rechecks) {
      while (this.#rechecks.has(roomId)) {
        if (this.#queue.length >= QUEUE_LIMIT) return;
        await this.#readPart(roomId, recheck);
      }
    }
  }

  async #readPart(roomId: string, recheck: Recheck): Promise<void> {
    recheck.isAskedAgain = false;
    const fromSeq = Math.max(recheck.fromSeq, await this.#announced(roomId));
    const newest = await this.#buckets.newest(roomId);
    // Read so that what was under way is decided: a plain read could miss what comes to be a moment later.
    const bucket = newest && (await this.#buckets.settle(roomId, newest.bucket, [])).bucket;
    const range = { from: fromSeq + 1, to: bucket?.seq ?? 0, limit: EVENTS_AT_ONCE, newestFirst: false };
    const events = bucket ? await this.#buckets.read(roomId, bucket, range) : [];
    const owner = recheck.owners[0] ?? '';
    const replaced = this.#queue.filter(({ record, seq }) => record.key === roomId && seq > fromSeq);
    const kept = this.#queue.filter((waiting) => !replaced.includes(waiting));
    this.#queue = [...kept, ...events.flatMap((logged) => this.#waitingOf(logged, owner))];
    for (const waiting of replaced) this.#marks.release(waiting.owner);
    // What was asked for meanwhile may stand behind what was read, or before it.
    if (recheck.isAskedAgain) return;
    recheck.fromSeq = events.at(-1)?.event.seq ?? fromSeq;
    if (recheck.fromSeq < range.to) return;
    this.#rechecks.delete(roomId);
    for (const each of recheck.owners) this.#marks.release(each);
  }

  /** The place up to which a room is announced, by whomever. */
  async #announced(roomId: string): Promise<number> {
    const [row] = await this.#session.read<{ announced_seq: number | null }>(ANNOUNCED, [roomId]);
    return row?.announced_seq ?? 0;
  }

  #waitingOf({ event, files }: LoggedEvent, owner: string): Waiting[] {
    const records = announcementOf(event, files, idOf(event.roomId, event.seq));
    return records.map((record) => ({ record, seq: event.seq, owner: this.#marks.hold(owner) }));
  }
}

/** A UUID made from a place (version 8, RFC 9562 §5.8): the same whoever announces it. */
function idOf(roomId: string, seq: number): string {
  const hex = createHash('sha256').update(`${roomId}:${seq}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A name for a process, unique in time. */
export const newProcessName = () => newUuid(Date.now());
