import type { Clock } from '#platform/clock/clock.ts';
import { UserInputRejected, userError } from '#platform/errors/user-error.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import type { MomentKey } from '#platform/pagination/moment-cursor.ts';
import type { InboxItem, InboxStore } from '../store/store.ts';
import type { InboxNotices } from './inbox-notices.ts';
import type { NotificationErrorCode } from './user-errors.ts';

const MAX_ITEMS = 100;

/** People's inboxes as they read them. */
export class Inbox {
  readonly #store: InboxStore;
  readonly #notices: InboxNotices;
  readonly #clock: Clock;

  constructor(dependencies: { store: { readonly inbox: InboxStore }; notices: InboxNotices; clock: Clock }) {
    this.#store = dependencies.store.inbox;
    this.#notices = dependencies.notices;
    this.#clock = dependencies.clock;
  }

  /** A page of a person's inbox, the newest item first. */
  page(userId: string, unreadOnly: boolean, request: PageRequest<MomentKey>): Promise<Page<InboxItem>> {
    return this.#store.page(userId, unreadOnly, request);
  }

  /** How many items a person has not read, 1,000 at most. */
  unreadCount(userId: string): Promise<number> {
    return this.#store.unreadCount(userId);
  }

  /**
   * Marks items of a person's inbox as read: some, or one and all that are older. The person's other devices are told.
   *
   * @throws UserInputRejected INBOX_ITEMS_INVALID unless it is given one of the two
   */
  async markRead(userId: string, itemIds: readonly string[] | null, upToItemId: string | null): Promise<void> {
    if ((itemIds === null) === (upToItemId === null) || itemIds?.length === 0 || (itemIds?.length ?? 0) > MAX_ITEMS) {
      const message = `Give either 1 to ${MAX_ITEMS} items or the last one.`;
      throw new UserInputRejected<NotificationErrorCode>([userError('INBOX_ITEMS_INVALID', message, 'itemIds')]);
    }
    const now = this.#clock.now();
    if (upToItemId !== null) await this.#store.markReadUpTo(userId, upToItemId, now);
    else await this.#store.markRead(userId, itemIds ?? [], now);
    await this.#notices.changed([userId]);
  }
}
