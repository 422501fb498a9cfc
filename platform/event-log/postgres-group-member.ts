import { randomUUID } from 'node:crypto';
import { growingPause, type PauseRange } from '../background/growing-pause.ts';
import { WakeUp } from '../background/wake-up.ts';
import type { Logger } from '../logger/logger.ts';
import type { Database } from '../postgres/postgres.ts';
import { continueTrace, runWithTrace } from '../trace/trace.ts';
import type { Patience } from './dead-letters.ts';
import type { AsidePlace } from './event-figures.ts';
import type { EventConsumer, EventRecord } from './event-log.ts';
import { GroupOffsets, type PlacedRecord } from './postgres-group-offsets.ts';
import { SetAsideRecords } from './postgres-set-aside.ts';
import { SetAsideLane } from './postgres-set-aside-lane.ts';

/** How patient a member is, in milliseconds. */
export interface MemberTimes extends Patience {
  /** After how long without a word from a member its partitions go to another. */
  readonly leaseMs: number;
  /** The pauses before a record that failed is tried again. */
  readonly pauses: PauseRange;
}

/** What a member works with. */
export interface GroupMemberOptions {
  readonly database: Database;
  readonly group: string;
  readonly topics: readonly string[];
  readonly handle: (record: EventRecord) => Promise<void>;
  readonly logger: Logger;
  readonly times: MemberTimes;
  /** Comes before the member claims anything; tried again when it fails. */
  readonly prepare: () => Promise<void>;
  readonly onSetAside: (to: AsidePlace) => void;
}

/** A partition that this member works on. Moments are in milliseconds of the process's own steady clock. */
interface HeldPartition {
  readonly topic: string;
  readonly partition: number;
  /** The offset of the next record. */
  next: number;
  /** Until when no other member takes it; 0 when it is lost. */
  leasedUntil: number;
  /** The work at hand; null when there is none. */
  lane: Promise<void> | null;
  /** How often the record at `next` has failed. */
  failures: number;
  /** Since when it has; null when it has not. */
  failingSince: number | null;
  /** When the record at `next` may be tried again. */
  pausedUntil: number;
}

/** How many records of a partition are read at once. */
const BATCH_SIZE = 100;

/**
 * One member of a group of consumers. It holds leases on partitions, renews them while it lives, and handles each
 * partition's records one after another and the partitions beside each other, so a record that fails holds up nothing
 * but its partition, and that for minutes: then it is set aside. Whoever claims first takes all that is free; later members
 * stand by.
 */
export class GroupMember implements EventConsumer {
  readonly #options: GroupMemberOptions;
  readonly #offsets: GroupOffsets;
  readonly #aside: SetAsideLane;
  readonly #wakeUp = new WakeUp();
  /** `topic/partition` → the partition */
  readonly #held = new Map<string, HeldPartition>();
  #renewAt = 0;
  /** Since when the database has not answered; null while it does. */
  #unansweredSince: number | null = null;
  #stopping = false;
  readonly #ended: Promise<void>;

  constructor(options: GroupMemberOptions) {
    this.#options = options;
    this.#offsets = new GroupOffsets(options.database, options.group, options.topics, randomUUID());
    this.#aside = new SetAsideLane({ ...options, records: new SetAsideRecords(options.database, options.group) });
    this.#ended = this.#run();
  }

  /** Says that there may be new records. */
  wake(): void {
    this.#wakeUp.wake();
  }

  /** For how long the member has not got on with something, in milliseconds; 0 while it does, or has nothing to do. */
  get stalledMs(): number {
    const moments = [this.#unansweredSince, ...[...this.#held.values()].map(({ failingSince }) => failingSince)];
    const since = moments.filter((moment) => moment !== null);
    return since.length === 0 ? 0 : performance.now() - Math.min(...since);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#wakeUp.wake();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { group, logger, prepare, times } = this.#options;
    let known = false;
    let failures = 0;
    while (!this.#stopping) {
      try {
        if (!known) {
          await prepare();
          await this.#offsets.begin();
          known = true;
        }
        if (performance.now() >= this.#renewAt) await this.#renew();
        await this.#begin();
        failures = 0;
        this.#unansweredSince = null;
        await this.#wakeUp.wait(Math.max(0, this.#nextMoment() - performance.now()));
      } catch (error) {
        failures += 1;
        this.#unansweredSince ??= performance.now();
        const pauseMs = growingPause(failures, { ...times.pauses, longestMs: times.leaseMs });
        logger.warn({ err: error, group, failures, pauseMs }, 'the event log does not answer its consumer');
        await this.#wakeUp.wait(pauseMs);
      }
    }
    await Promise.all([...[...this.#held.values()].map((held) => held.lane), this.#aside.stop()]);
    await this.#offsets.release().catch((error: unknown) => {
      logger.warn({ err: error, group }, 'partitions could not be given back; their leases run out');
    });
  }

  async #renew(): Promise<void> {
    const { leaseMs } = this.#options.times;
    // Counted from before the question, so that this member never believes in a lease for longer than the server.
    const asked = performance.now();
    const claimed = await this.#offsets.claim(leaseMs);
    this.#renewAt = asked + leaseMs / 3;
    const lost = new Set(this.#held.keys());
    for (const { topic, partition, next } of claimed) {
      const key = `${topic}/${partition}`;
      lost.delete(key);
      const held = this.#held.get(key);
      if (held) {
        held.leasedUntil = asked + leaseMs;
        // It may have been in other hands in between, while the last of its work here went on.
        held.next = Math.max(held.next, next);
      } else {
        const rest = { lane: null, failures: 0, failingSince: null, pausedUntil: 0 };
        this.#held.set(key, { topic, partition, next, leasedUntil: asked + leaseMs, ...rest });
      }
    }
    for (const key of lost) this.#lose(key);
    this.#aside.look();
  }

  /** A lane that still works is waited for: the partition's records are never handled twice at once by one member. */
  #lose(key: string): void {
    const held = this.#held.get(key);
    if (!held) return;
    held.leasedUntil = 0;
    if (!held.lane) this.#held.delete(key);
  }

  /** Reads what the partitions without work have next, and sets to work on it. */
  async #begin(): Promise<void> {
    const now = performance.now();
    const ready = [...this.#held.values()].filter(
      (held) => !held.lane && held.pausedUntil <= now && held.leasedUntil > now,
    );
    if (ready.length === 0) return;
    const positions = ready.map(({ topic, partition, next }) => ({ topic, partition, next }));
    const records = await this.#offsets.read(positions, BATCH_SIZE);
    for (const held of ready) {
      const own = records.filter(({ topic, partition }) => topic === held.topic && partition === held.partition);
      if (own.length > 0) held.lane = this.#work(held, own);
    }
  }

  async #work(held: HeldPartition, records: readonly PlacedRecord[]): Promise<void> {
    const { handle } = this.#options;
    let { next } = held;
    for (const { offset, record } of records) {
      if (this.#stopping || performance.now() >= held.leasedUntil) break;
      try {
        await runWithTrace(continueTrace(record.traceparent), () => handle(record));
      } catch (error) {
        if (!(await this.#setAside(held, record, error))) break;
      }
      held.failures = 0;
      held.failingSince = null;
      next = offset + 1;
    }
    if (next > held.next) await this.#save(held, next);
    held.lane = null;
    if (held.leasedUntil === 0) this.#lose(`${held.topic}/${held.partition}`);
    this.#wakeUp.wake();
  }

  /** Has a record that has failed tried again after a pause, or sets it aside. @returns whether the next one may come */
  async #setAside(held: HeldPartition, record: EventRecord, error: unknown): Promise<boolean> {
    const { group, logger, times } = this.#options;
    held.failures += 1;
    held.failingSince ??= performance.now();
    const pauseMs = growingPause(held.failures, times.pauses);
    const { id: recordId, topic } = record;
    logger.warn({ err: error, group, topic, recordId, failures: held.failures, pauseMs }, 'an event was not handled');
    held.pausedUntil = performance.now() + pauseMs;
    if (held.failures < times.triesInPlace) return false;
    try {
      await this.#aside.add(record, held.failures, error);
    } catch (unwritten) {
      logger.warn({ err: unwritten, group, topic, recordId }, 'an event could not be set aside');
      return false;
    }
    held.pausedUntil = 0;
    return true;
  }

  /** What cannot be saved is handled again: a handler must bear that in any case. */
  async #save(held: HeldPartition, next: number): Promise<void> {
    const { group, logger } = this.#options;
    try {
      const { topic, partition } = held;
      if (await this.#offsets.save({ topic, partition, next })) held.next = Math.max(held.next, next);
      else held.leasedUntil = 0;
    } catch (error) {
      held.pausedUntil = performance.now() + this.#options.times.pauses.firstMs;
      logger.warn({ err: error, group, topic: held.topic }, 'progress was not saved; some events are handled again');
    }
  }

  #nextMoment(): number {
    const now = performance.now();
    const pauses = [...this.#held.values()].map((held) => held.pausedUntil).filter((moment) => moment > now);
    return Math.min(this.#renewAt, ...pauses);
  }
}
