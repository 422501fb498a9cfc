import type { RoomEventsSubscription } from '#client/gql/graphql.ts';
import { type LiveAddress, type LiveState, LiveSubscription } from './live.ts';
import { ROOM_EVENTS, ROOM_EVENTS_OF_ONE } from './operations/live.ts';
import type { Person } from './people.ts';
import { until } from './until.ts';

/** One step of a room's stream, as the kit asks for it. */
export type RoomItem = RoomEventsSubscription['roomEvents'];
type RoomEvent = NonNullable<RoomItem['event']>;

/** `shared`: an operation that is alike for every viewer. `own`: one that selects what depends on the viewer. */
export type StreamKind = 'shared' | 'own';

/** The events of one type. */
export type RoomEventOf<Type extends RoomEvent['__typename']> = Extract<RoomEvent, { __typename?: Type }>;

/**
 * A person who watches a room: a chain of sockets, each of which goes on after the last cursor that the ones before it were
 * sent. Everything is recorded as it came, doubles included, for the checker to judge.
 */
export class RoomWatch {
  /** What came over the whole chain, in order. */
  readonly items: RoomItem[] = [];
  /** The newest cursor. */
  cursor: string | undefined;
  #lynk: LiveAddress;
  readonly #roomId: string;
  readonly #kind: StreamKind;
  readonly viewer: Person;
  #live: LiveSubscription<RoomEventsSubscription, { roomId: string; after?: string }>;

  /** @param after any cursor of the room; the stream begins now when it is left out */
  constructor(lynk: LiveAddress, viewer: Person, roomId: string, after?: string, kind: StreamKind = 'shared') {
    this.#lynk = lynk;
    this.#kind = kind;
    this.viewer = viewer;
    this.#roomId = roomId;
    this.cursor = after;
    this.#live = this.#connect();
  }

  /** How the newest socket's subscription stands. */
  get state(): LiveState {
    return this.#live.state;
  }

  /** Errors that the newest socket was sent beside its data. */
  get faults() {
    return this.#live.faults;
  }

  /** The events of one type, in order. */
  events<Type extends NonNullable<RoomEvent['__typename']>>(type: Type): RoomEventOf<Type>[] {
    return this.items.flatMap(({ event }) => (event?.__typename === type ? [event as RoomEventOf<Type>] : []));
  }

  /** The IDs of the messages that were seen being sent, in order. */
  get sentIds(): string[] {
    return this.events('MessageSent').map((event) => event.message.id);
  }

  /** Waits until what was recorded satisfies a condition. */
  async until(what: string, condition: (watch: this) => boolean): Promise<void> {
    await until(what, () => condition(this)).catch((error: Error) => {
      const seen = this.items.slice(-5).map((item) => JSON.stringify(item));
      throw new Error(
        `${error.message} ${JSON.stringify(this.state)} Last of ${this.items.length}: ${seen.join('\n')}`,
      );
    });
  }

  /** Waits for a message. */
  untilSent(messageId: string): Promise<void> {
    return this.until(`message ${messageId}`, (watch) => watch.sentIds.includes(messageId));
  }

  /** Waits until the subscription has ended in whatever way. @returns how */
  ended(): Promise<LiveState> {
    return this.#live.ended();
  }

  /** Cuts the socket; what is sent from now on is missed. */
  drop(): Promise<void> {
    return this.#live.drop();
  }

  /** Comes back with a new socket, after the last cursor. @param lynk another gateway */
  resume(lynk = this.#lynk): void {
    this.#lynk = lynk;
    this.#live = this.#connect();
  }

  /** Stops watching. */
  close(): Promise<void> {
    return this.#live.close();
  }

  #connect() {
    const variables = { roomId: this.#roomId, ...(this.cursor !== undefined && { after: this.cursor }) };
    const document = this.#kind === 'own' ? ROOM_EVENTS_OF_ONE : ROOM_EVENTS;
    return new LiveSubscription(this.#lynk.wsUrl, this.viewer.accessToken, document, variables, ({ roomEvents }) => {
      this.items.push(roomEvents);
      this.cursor = roomEvents.cursor ?? this.cursor;
    });
  }
}
