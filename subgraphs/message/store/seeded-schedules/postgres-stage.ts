import type { Clock } from '#platform/clock/clock.ts';
import { createLogger } from '#platform/logger/logger.ts';
import { Database, type PostgresConnection } from '#platform/postgres/postgres.ts';
import { PostgresMessageStore } from '../postgres.ts';
import { PostgresBackendWatch } from './backend-watch.ts';
import type { Process, ProcessOptions, Stage } from './schedule.ts';
import { ScheduledDatabase } from './scheduled-database.ts';

/** A {@link Stage} on PostgreSQL. */
export class PostgresStage implements Stage {
  readonly watch: PostgresBackendWatch;
  readonly #real: Database;
  readonly #watched: Database;

  /** @param connection reaches a migrated database as `lynk_message` */
  constructor(connection: PostgresConnection) {
    const logger = createLogger({ level: 'silent' });
    this.#real = new Database({ connection, logger, maxConnections: 12 });
    this.#watched = new Database({ connection, logger, maxConnections: 1 });
    this.watch = new PostgresBackendWatch(this.#watched);
  }

  plain(clock: Clock): PostgresMessageStore {
    return new PostgresMessageStore(this.#real, { clock });
  }

  start({ clock, pause, ...options }: ProcessOptions): Process {
    const database = new ScheduledDatabase({ ...options, real: this.#real });
    const store = new PostgresMessageStore(database, { clock, pause, limits: { waitMs: 600_000 } });
    return {
      store,
      get dead() {
        return database.dead;
      },
      die: () => database.die(),
    };
  }

  async close(): Promise<void> {
    await this.#real.close();
    await this.#watched.close();
  }
}
