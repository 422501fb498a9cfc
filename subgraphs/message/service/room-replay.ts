import type { UserIdentity } from '#platform/identity/identity.ts';
import { decodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import type { Validation } from '#platform/validation/validation.ts';
import type { MessageStore } from '../store/store.ts';
import { type RoomPermissions, roomMissing } from './access.ts';
import { LiveEvent, type MessageStates } from './live-event.ts';
import { MAX_MISSED } from './room-feed.ts';
import { fleetingItem, logItem, resetItem, type StreamItem } from './stream-item.ts';
import type { WhoIsThere } from './who-is-there.ts';

/** What has happened in a room, as one person may see it. People are named by UUIDs. */
export interface RoomReplayPage {
  readonly items: readonly StreamItem[];
  /** The place after which the stream goes on. */
  readonly headSeq: number;
  /** Whom the person has blocked. */
  readonly hidden: readonly string[];
  /** Those, and who has blocked the person. */
  readonly silent: readonly string[];
}

/** Reads what came after a cursor, for gateways that go live by themselves. */
export class RoomReplay {
  readonly #store: Pick<MessageStore, 'log'>;
  readonly #permissions: RoomPermissions;
  readonly #validation: Validation;
  readonly #states: MessageStates;
  readonly #whoIsThere: WhoIsThere;

  constructor(dependencies: {
    store: Pick<MessageStore, 'log'>;
    permissions: RoomPermissions;
    validation: Validation;
    states: MessageStates;
    whoIsThere: WhoIsThere;
  }) {
    this.#store = dependencies.store;
    this.#permissions = dependencies.permissions;
    this.#validation = dependencies.validation;
    this.#states = dependencies.states;
    this.#whoIsThere = dependencies.whoIsThere;
  }

  /**
   * What came after a cursor, with the events of blocked people left empty as in the stream; a single reset when that is
   * more than 1,000 events; none without a cursor. Then who is there, as the stream tells when it has caught up.
   *
   * @throws LynkError BAD_USER_INPUT when the cursor is not of this room, NOT_FOUND for outsiders, SERVICE_UNAVAILABLE
   */
  async since(viewer: UserIdentity, roomId: string, after: string | null): Promise<RoomReplayPage> {
    const { userId } = viewer;
    const { events, headSeq, isLost } = await this.#read(
      roomId,
      after === null ? null : decodeRoomCursor(after, roomId),
    );
    // Asked after reading: what was read is from a time at which a member may know it.
    const [, { hidden, silent }, others] = await Promise.all([
      this.#permissions.requireMember(userId, roomId, roomMissing),
      this.#validation.filters(userId),
      this.#whoIsThere.others(userId, roomId),
    ]);
    const hides = new Set(hidden);
    const items = events.map((live) => {
      const item = logItem(live, (actorId) => hides.has(actorId));
      // A member's own departure in the past was made up for since: it ends nothing.
      return { ...item, revokedUserIds: item.revokedUserIds.filter((id) => id !== userId) };
    });
    const silenced = new Set(silent);
    const there = others.filter((notice) => !silenced.has(notice.userId)).map((notice) => fleetingItem(roomId, notice));
    return { items: [...(isLost ? [resetItem(roomId, headSeq)] : items), ...there], headSeq, hidden, silent };
  }

  async #read(roomId: string, after: number | null) {
    const head = (await this.#store.log.heads([roomId])).get(roomId)?.seq ?? 0;
    const nothing = { events: [], headSeq: head };
    if (after === null || after === head) return { ...nothing, isLost: false };
    if (after > head || head - after > MAX_MISSED) return { ...nothing, isLost: true };
    const { events } = await this.#store.log.read(roomId, { after, limit: MAX_MISSED });
    if (events[0]?.seq !== after + 1) return { ...nothing, isLost: true };
    const live = events.map((event) => new LiveEvent(event, this.#states));
    return { events: live, headSeq: events.at(-1)?.seq ?? head, isLost: false };
  }
}
