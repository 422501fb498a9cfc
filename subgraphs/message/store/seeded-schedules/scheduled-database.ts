import { serviceUnavailable } from '#platform/errors/errors.ts';
import type { Database, Row, Sql } from '#platform/postgres/postgres.ts';
import type { Random } from '../contract/random.ts';
import type { StoreDatabase } from '../postgres-database.ts';
import type { Scheduler } from './scheduler.ts';

/** How the database of a schedule differs from a real one. */
export interface ScheduledDatabaseOptions {
  /** Begins the names of this process's scheduling points. */
  readonly name: string;
  readonly real: Database;
  readonly scheduler: Scheduler;
  readonly random: Random;
  /** In how many of 100 commits the answer is lost. */
  readonly lostAnswerPercent: number;
  /** Changes statements on their way, to take a rule away; the same text when it does not concern them. */
  readonly rewrite: (text: string) => string;
}

/**
 * The database as one process sees it, with a scheduling point before each statement, BEGIN and COMMIT included. When
 * the process dies its connections break, and nothing that it still does reaches the server.
 */
export class ScheduledDatabase implements StoreDatabase {
  readonly #options: ScheduledDatabaseOptions;
  /** The backends of the transactions that are open. */
  readonly #backends = new Set<number>();
  #transactions = 0;
  #dead = false;

  constructor(options: ScheduledDatabaseOptions) {
    this.#options = options;
  }

  async query<R extends Row>(text: string, values?: readonly unknown[]): Promise<R[]> {
    const { scheduler, real, rewrite, name } = this.#options;
    await this.#point(`${name}: ${summary(text)}`);
    const flight = scheduler.takeOff();
    try {
      return await real.query<R>(rewrite(text), values);
    } finally {
      flight.land();
    }
  }

  afterCommit(callback: () => void): void {
    callback();
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const { scheduler, real, random, name, lostAnswerPercent } = this.#options;
    this.#transactions += 1;
    const own = `${name} transaction ${this.#transactions}`;
    await this.#point(`${own}: begin`);
    let flight = scheduler.takeOff();
    try {
      const result = await real.transaction(async (sql) => {
        const [backend] = await sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
        const pid = backend?.pid ?? 0;
        this.#backends.add(pid);
        flight.land();
        try {
          const done = await work(this.#within(sql, own, pid));
          await this.#point(`${own}: commit`, pid);
          return done;
        } finally {
          this.#backends.delete(pid);
          flight = scheduler.takeOff(pid);
        }
      });
      if (random.chance(lostAnswerPercent)) {
        scheduler.trace.push(`${own}: answer to the commit lost`);
        throw serviceUnavailable('The answer was lost.');
      }
      return result;
    } finally {
      scheduler.locksReleased();
      flight.land();
    }
  }

  /** Whether the process has died. */
  get dead(): boolean {
    return this.#dead;
  }

  /** The process dies: returns the backends whose connections break with it. */
  die(): readonly number[] {
    this.#dead = true;
    return [...this.#backends];
  }

  #within(sql: Sql, own: string, pid: number): Sql {
    const { scheduler, rewrite } = this.#options;
    return {
      query: async (text, values) => {
        await this.#point(`${own}: ${summary(text)}`, pid);
        const flight = scheduler.takeOff(pid);
        try {
          return await sql.query(rewrite(text), values);
        } finally {
          flight.land();
        }
      },
      afterCommit: (callback) => sql.afterCommit(callback),
    };
  }

  async #point(name: string, pid?: number): Promise<void> {
    this.#refuseWhenDead();
    await this.#options.scheduler.point(name, pid);
    this.#refuseWhenDead();
  }

  #refuseWhenDead(): void {
    if (this.#dead) throw serviceUnavailable('The process is gone.');
  }
}

/** The verb and the table, enough to follow a trace. */
function summary(text: string): string {
  const verb = /\b(INSERT INTO|UPDATE|DELETE FROM|FROM) (\w+)/.exec(text);
  return verb ? `${verb[1] === 'FROM' ? 'SELECT' : verb[1]} ${verb[2]}` : text.trim().slice(0, 30);
}
