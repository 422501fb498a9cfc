import { growingPause, type PauseRange } from '../background/growing-pause.ts';
import type { Logger } from '../logger/logger.ts';
import { continueTrace, runWithTrace } from '../trace/trace.ts';
import type { Patience } from './dead-letters.ts';
import type { AsidePlace } from './event-figures.ts';
import type { EventRecord } from './event-log.ts';
import { failureCode } from './failure-code.ts';
import type { SetAsideRecords, WaitingRecord } from './postgres-set-aside.ts';

/** What a lane works with. */
export interface SetAsideLaneOptions {
  readonly records: SetAsideRecords;
  readonly group: string;
  readonly handle: (record: EventRecord) => Promise<void>;
  readonly logger: Logger;
  readonly times: Patience & { readonly pauses: PauseRange };
  readonly onSetAside: (to: AsidePlace) => void;
}

const BATCH_SIZE = 10;
/** Ten handlers that take long. */
const LEASE_MS = 300_000;

/**
 * Where a member of a group puts what it could not handle in its place, and tries it again, one record after another. Each
 * round has as many tries as there were in its place; after the last round the record is a dead letter.
 */
export class SetAsideLane {
  readonly #options: SetAsideLaneOptions;
  #running: Promise<void> | null = null;
  #stopping = false;

  constructor(options: SetAsideLaneOptions) {
    this.#options = options;
  }

  /** Puts a record aside that has failed in its place. @throws when it could not be written: then it has to stay there */
  async add(record: EventRecord, failures: number, error: unknown): Promise<void> {
    await this.#endRound({ record, rounds: 0, attempts: failures }, error);
  }

  /** Tries what has its turn, unless that is under way. */
  look(): void {
    this.#running ??= this.#run()
      .catch((error: unknown) => {
        this.#options.logger.warn({ err: error, group: this.#options.group }, 'what was set aside could not be read');
      })
      .finally(() => {
        this.#running = null;
      });
  }

  /** Ends after the record at hand. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { records } = this.#options;
    for (;;) {
      const waiting = await records.claim(LEASE_MS, BATCH_SIZE);
      if (waiting.length === 0) return;
      for (const each of waiting) {
        if (this.#stopping) return;
        await this.#try(each);
      }
    }
  }

  async #try(waiting: WaitingRecord): Promise<void> {
    const { handle, records, times, logger, group } = this.#options;
    const { record, rounds } = waiting;
    try {
      await runWithTrace(continueTrace(record.traceparent), () => handle(record));
    } catch (error) {
      const attempts = waiting.attempts + 1;
      const failures = attempts - rounds * times.triesInPlace;
      const about = { group, topic: record.topic, recordId: record.id, attempts };
      logger.warn({ err: error, ...about }, 'an event was not handled');
      if (failures >= times.triesInPlace) return this.#endRound({ record, rounds, attempts }, error);
      const tryInMs = Math.ceil(growingPause(failures, times.pauses));
      return records.put(record, { rounds, attempts, reason: failureCode(error), tryInMs });
    }
    await records.remove(record);
  }

  async #endRound({ record, rounds, attempts }: WaitingRecord, error: unknown): Promise<void> {
    const { records, times, logger, group, onSetAside } = this.#options;
    const tryInMs = times.asideMs[rounds] ?? null;
    const reason = failureCode(error);
    await records.put(record, { rounds: rounds + 1, attempts, reason, tryInMs });
    onSetAside(tryInMs === null ? 'dead-letter' : 'retry');
    const about = { group, topic: record.topic, recordId: record.id, attempts, reason };
    if (tryInMs === null) logger.error(about, 'an event was given up; it is a dead letter now');
    else logger.warn({ ...about, tryInMs }, 'an event was set aside');
  }
}
