import type { Logger } from '#platform/logger/logger.ts';
import type { Presence } from '#platform/presence/presence.ts';
import type { MessageStore } from '../store/store.ts';
import type { FleetingNotice } from './notices.ts';
import type { TypingBoard } from './typing-board.ts';

/** How many members' presence is told at most. */
const MEMBERS_TOLD = 100;

/** What has no place in a room's sequence and is so now: told to who begins to watch, since nobody tells it again. */
export class WhoIsThere {
  readonly #store: Pick<MessageStore, 'members'>;
  readonly #presence: Presence;
  readonly #typing: TypingBoard;
  readonly #logger: Logger;

  constructor(dependencies: {
    store: Pick<MessageStore, 'members'>;
    presence: Presence;
    typing: TypingBoard;
    logger: Logger;
  }) {
    this.#store = dependencies.store;
    this.#presence = dependencies.presence;
    this.#typing = dependencies.typing;
    this.#logger = dependencies.logger;
  }

  /**
   * Who else is typing in a room, and who of its first {@link MEMBERS_TOLD} members is online. Empty while that cannot be
   * found out: what was said is worth more than who is there.
   *
   * @param userId the UUID of who begins to watch
   */
  async others(userId: string, roomId: string): Promise<readonly FleetingNotice[]> {
    try {
      const members = await this.#store.members(roomId, null, MEMBERS_TOLD);
      const states = await this.#presence.states(members);
      const online = members.filter((id) => id !== userId && states.get(id)?.online);
      return [
        ...online.map((id) => ({ kind: 'presence', userId: id, online: true }) as const),
        ...this.#typing.typists(roomId).filter((notice) => notice.userId !== userId),
      ];
    } catch (error) {
      this.#logger.warn({ err: error, roomId }, 'a stream begins without telling who is there');
      return [];
    }
  }
}
