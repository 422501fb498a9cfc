import type { Clock } from '#platform/clock/clock.ts';
import { PostgresOutbox } from '#platform/outbox/postgres.ts';
import type { StoreDatabase } from './postgres-database.ts';
import { history } from './postgres-history.ts';
import { members, membersAmong, roomsOf } from './postgres-members.ts';
import { isSent, lastMessages, messages, reactions } from './postgres-messages.ts';
import { erasePerson, exportPerson } from './postgres-privacy.ts';
import { PostgresRoomLog, type RoomLogOptions } from './postgres-room-log.ts';
import { markRead, readPositions, readUpTo, unreadCounts, viewerRooms } from './postgres-viewer.ts';
import type { MessageStore } from './store.ts';

type Request<Method extends keyof MessageStore> = MessageStore[Method] extends (...args: infer Args) => unknown
  ? Args
  : never;

/** The {@link MessageStore} in the tables of `init/postgres/lynk_message`. */
export class PostgresMessageStore implements MessageStore {
  readonly log: PostgresRoomLog;
  readonly outbox: PostgresOutbox;
  readonly #database: StoreDatabase;

  /**
   * @param database signed in as `lynk_message`
   * @param options the clock gives events their time; `limits` and `pause` are those of the room log
   */
  constructor(
    database: StoreDatabase,
    options: { clock: Clock } & Pick<RoomLogOptions, 'limits' | 'pause' | 'metrics'>,
  ) {
    this.#database = database;
    this.outbox = new PostgresOutbox(database);
    this.log = new PostgresRoomLog({ ...options, database, outbox: this.outbox });
  }

  messages(...request: Request<'messages'>) {
    return messages(this.#database, ...request);
  }

  isSent(...request: Request<'isSent'>) {
    return isSent(this.#database, ...request);
  }

  reactions(...request: Request<'reactions'>) {
    return reactions(this.#database, ...request);
  }

  history(...request: Request<'history'>) {
    return history(this.#database, ...request);
  }

  lastMessages(...request: Request<'lastMessages'>) {
    return lastMessages(this.#database, ...request);
  }

  viewerRooms(...request: Request<'viewerRooms'>) {
    return viewerRooms(this.#database, ...request);
  }

  unreadCounts(...request: Request<'unreadCounts'>) {
    return unreadCounts(this.#database, ...request);
  }

  readPositions(...request: Request<'readPositions'>) {
    return readPositions(this.#database, ...request);
  }

  readUpTo(...request: Request<'readUpTo'>) {
    return readUpTo(this.#database, ...request);
  }

  markRead(...request: Request<'markRead'>) {
    return markRead(this.#database, ...request);
  }

  members(...request: Request<'members'>) {
    return members(this.#database, ...request);
  }

  roomsOf(...request: Request<'roomsOf'>) {
    return roomsOf(this.#database, ...request);
  }

  membersAmong(...request: Request<'membersAmong'>) {
    return membersAmong(this.#database, ...request);
  }

  exportPerson(...request: Request<'exportPerson'>) {
    return exportPerson(this.#database, ...request);
  }

  erasePerson(userId: string) {
    return erasePerson(this.#database, this.log, userId);
  }
}
