import type { Database } from '#platform/postgres/postgres.ts';
import { PostgresInbox } from './postgres-inbox.ts';
import { PostgresMutes } from './postgres-mutes.ts';
import { erasePerson, exportPerson, sweep } from './postgres-privacy.ts';
import { PostgresPushQueue } from './postgres-pushes.ts';
import { PostgresPushTargets } from './postgres-targets.ts';
import type { NotificationStore } from './store.ts';

/** The {@link NotificationStore} in the schema `lynk_notification`. */
export class PostgresNotificationStore implements NotificationStore {
  readonly targets: PostgresPushTargets;
  readonly mutes: PostgresMutes;
  readonly pushes: PostgresPushQueue;
  readonly inbox: PostgresInbox;
  readonly #database: Database;

  /** @param database signs in as `lynk_notification` */
  constructor(database: Database) {
    this.#database = database;
    this.targets = new PostgresPushTargets(database);
    this.mutes = new PostgresMutes(database);
    this.pushes = new PostgresPushQueue(database);
    this.inbox = new PostgresInbox(database);
  }

  sweep(now: number, before: number, limit: number): Promise<number> {
    return sweep(this.#database, now, before, limit);
  }

  exportPerson(userId: string) {
    return exportPerson(this.#database, userId);
  }

  erasePerson(userId: string): Promise<void> {
    return this.#database.transaction((sql) => erasePerson(sql, userId));
  }
}
