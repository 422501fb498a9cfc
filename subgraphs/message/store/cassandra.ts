import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Clock } from '#platform/clock/clock.ts';
import { steadyClock } from '#platform/clock/steady-clock.ts';
import { type BucketLimits, Buckets } from './cassandra-buckets.ts';
import { type HistorySources, history } from './cassandra-history.ts';
import { Marks } from './cassandra-marks.ts';
import { members, membersAmong, roomsByActivity } from './cassandra-members.ts';
import { isSent, lastMessages, messages, reactions } from './cassandra-messages.ts';
import { CassandraOutbox, newProcessName } from './cassandra-outbox.ts';
import { erasePerson, exportPerson } from './cassandra-privacy.ts';
import { Projection } from './cassandra-projection.ts';
import { CassandraRoomLog, type CassandraRoomLogOptions } from './cassandra-room-log.ts';
import { markRead, readPositions, readUpTo, unreadCounts, viewerRooms } from './cassandra-viewer.ts';
import type { MessageStore } from './store.ts';

type Request<Method extends keyof MessageStore> = MessageStore[Method] extends (...args: infer Args) => unknown
  ? Args
  : never;

/** What a {@link CassandraMessageStore} can be told besides its session. */
export interface CassandraStoreOptions extends Pick<CassandraRoomLogOptions, 'limits' | 'pause' | 'metrics'> {
  readonly clock: Clock;
  /** When buckets are sealed; replaces the defaults in part. */
  readonly buckets?: Partial<BucketLimits>;
}

/** The {@link MessageStore} in the tables of `init/cassandra/lynk_message`. */
export class CassandraMessageStore implements MessageStore {
  readonly log: CassandraRoomLog;
  readonly outbox: CassandraOutbox;
  readonly #session: CassandraSession;
  readonly #sources: HistorySources;

  /** @param session signed in as `lynk_message` */
  constructor(session: CassandraSession, options: CassandraStoreOptions) {
    const { clock, limits, pause, metrics } = options;
    const buckets = new Buckets({ session, clock, limits: options.buckets });
    // Signs of life would stop for as long as the clock steps back, and what a crash then leaves would be nobody's.
    const steady = steadyClock(clock);
    const marks = new Marks({ session, clock: steady, process: newProcessName() });
    const projection = new Projection(session, buckets);
    this.#session = session;
    this.#sources = { session, buckets, projection };
    this.outbox = new CassandraOutbox({ session, clock: steady, buckets, marks });
    this.log = new CassandraRoomLog({ ...this.#sources, outbox: this.outbox, clock, limits, pause, metrics });
  }

  messages(...request: Request<'messages'>) {
    return messages(this.#session, ...request);
  }

  isSent(...request: Request<'isSent'>) {
    return isSent(this.#sources.buckets, ...request);
  }

  reactions(...request: Request<'reactions'>) {
    return reactions(this.#session, ...request);
  }

  history(...request: Request<'history'>) {
    return history(this.#sources, ...request);
  }

  lastMessages(...request: Request<'lastMessages'>) {
    return lastMessages(this.#session, ...request);
  }

  viewerRooms(...request: Request<'viewerRooms'>) {
    return viewerRooms(this.#session, ...request);
  }

  unreadCounts(...request: Request<'unreadCounts'>) {
    return unreadCounts(this.#session, ...request);
  }

  readPositions(...request: Request<'readPositions'>) {
    return readPositions(this.#session, ...request);
  }

  readUpTo(...request: Request<'readUpTo'>) {
    return readUpTo(this.#session, ...request);
  }

  markRead(...request: Request<'markRead'>) {
    return markRead(this.#session, ...request);
  }

  members(...request: Request<'members'>) {
    return members(this.#session, ...request);
  }

  async roomsOf(userId: string, limit: number) {
    const rooms = await roomsByActivity(this.#session, userId);
    return rooms.slice(0, limit).map(({ roomId }) => roomId);
  }

  membersAmong(...request: Request<'membersAmong'>) {
    return membersAmong(this.#session, ...request);
  }

  exportPerson(...request: Request<'exportPerson'>) {
    return exportPerson(this.#session, ...request);
  }

  erasePerson(userId: string) {
    return erasePerson(this.#session, this.log, userId);
  }
}
