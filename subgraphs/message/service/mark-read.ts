import type { Clock } from '#platform/clock/clock.ts';
import type { UserIdentity } from '#platform/identity/identity.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { type PubSub, viewerChannel } from '#platform/pubsub/pubsub.ts';
import type { MessageStore } from '../store/store.ts';
import { messageMissing, type RoomPermissions } from './access.ts';
import { toNotice } from './notices.ts';

/** Moves read cursors. */
export class MarkRead {
  readonly #store: Pick<MessageStore, 'messages' | 'markRead'>;
  readonly #permissions: RoomPermissions;
  readonly #pubsub: PubSub;
  readonly #clock: Clock;
  readonly #logger: Logger;

  constructor(dependencies: {
    store: Pick<MessageStore, 'messages' | 'markRead'>;
    permissions: RoomPermissions;
    pubsub: PubSub;
    clock: Clock;
    logger: Logger;
  }) {
    this.#store = dependencies.store;
    this.#permissions = dependencies.permissions;
    this.#pubsub = dependencies.pubsub;
    this.#clock = dependencies.clock;
    this.#logger = dependencies.logger;
  }

  /**
   * Moves a person's read cursor of the message's room forward to it; never back. The person's other devices are told.
   *
   * @throws LynkError NOT_FOUND when there is no such message, or the person is not a member of its room
   */
  async mark(viewer: UserIdentity, { roomId, seq }: MessageKey): Promise<void> {
    await this.#permissions.requireMember(viewer.userId, roomId, messageMissing);
    if ((await this.#store.messages([{ roomId, seq }])).length === 0) throw messageMissing();
    const hasMoved = await this.#store.markRead(viewer.userId, roomId, seq, this.#clock.now());
    if (!hasMoved) return;
    try {
      await this.#pubsub.publish(viewerChannel(viewer.userId), toNotice({ kind: 'unread', roomId }));
    } catch (error) {
      this.#logger.warn({ err: error, roomId }, 'a read mark was kept and could not be announced');
    }
  }
}
