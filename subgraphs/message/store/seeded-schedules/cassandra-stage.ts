import type { Cassandra, CassandraSession, CassandraValue, Statement } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { serviceUnavailable } from '#platform/errors/errors.ts';
import { CassandraMessageStore } from '../cassandra.ts';
import type { Process, ProcessOptions, Stage } from './schedule.ts';
import type { BackendWatch } from './scheduler.ts';

/** So few that every schedule goes over some borders. */
const BUCKETS = { events: 4 };

/** A cluster as one process sees it, with a scheduling point before each statement. */
class ScheduledSession implements CassandraSession {
  readonly #real: CassandraSession;
  readonly #options: ProcessOptions;
  dead = false;

  constructor(real: CassandraSession, options: ProcessOptions) {
    this.#real = real;
    this.#options = options;
  }

  read: CassandraSession['read'] = (text, values, limit) =>
    this.#step(`read ${tableOf(text)}`, () => this.#real.read(this.#options.rewrite(text), values, limit));

  readSerial: CassandraSession['readSerial'] = (text, values) =>
    this.#step(`settle ${tableOf(text)}`, () => this.#real.readSerial(this.#options.rewrite(text), values));

  write(text: string, values: readonly CassandraValue[]): Promise<void> {
    return this.#step(`write ${tableOf(text)}`, () => this.#real.write(this.#options.rewrite(text), values));
  }

  writeTogether(statements: readonly Statement[]): Promise<void> {
    return this.#step('write together', () => this.#real.writeTogether(this.#rewritten(statements)));
  }

  async writeIf(statements: readonly Statement[]): Promise<boolean> {
    const { random, lostAnswerPercent, name, scheduler } = this.#options;
    const isWritten = await this.#step('write if', () => this.#real.writeIf(this.#rewritten(statements)));
    if (!random.chance(lostAnswerPercent)) return isWritten;
    scheduler.trace.push(`${name}: answer to a conditional write lost`);
    throw serviceUnavailable('The answer was lost.');
  }

  #rewritten(statements: readonly Statement[]): Statement[] {
    return statements.map(({ text, values }) => ({ text: this.#options.rewrite(text), values }));
  }

  async #step<Answer>(what: string, work: () => Promise<Answer>): Promise<Answer> {
    const { scheduler, name } = this.#options;
    this.#refuseWhenDead();
    await scheduler.point(`${name}: ${what}`);
    this.#refuseWhenDead();
    const flight = scheduler.takeOff();
    try {
      return await work();
    } finally {
      flight.land();
    }
  }

  #refuseWhenDead(): void {
    if (this.dead) throw serviceUnavailable('The process is gone.');
  }
}

/** Nobody waits for a lock here, and no connection holds anything. */
const NOTHING_TO_WATCH: BackendWatch = { blocked: async () => new Set(), cut: async () => undefined };

/** A {@link Stage} on Cassandra. */
export class CassandraStage implements Stage {
  readonly watch = NOTHING_TO_WATCH;
  readonly #real: Cassandra;

  /** @param real signed in as `lynk_message` */
  constructor(real: Cassandra) {
    this.#real = real;
  }

  plain(clock: Clock): CassandraMessageStore {
    return new CassandraMessageStore(this.#real, { clock, buckets: BUCKETS });
  }

  start(options: ProcessOptions): Process {
    const session = new ScheduledSession(this.#real, options);
    const { clock, pause } = options;
    const limits = { waitMs: 600_000 };
    const store = new CassandraMessageStore(session, { clock, pause, limits, buckets: BUCKETS });
    return {
      store,
      get dead() {
        return session.dead;
      },
      die: () => {
        session.dead = true;
        return [];
      },
    };
  }

  close(): Promise<void> {
    return this.#real.close();
  }
}

/** The table of a statement, enough to follow a trace. */
const tableOf = (text: string) => /\b(?:FROM|INTO|UPDATE) (\w+)/.exec(text)?.[1] ?? '';
