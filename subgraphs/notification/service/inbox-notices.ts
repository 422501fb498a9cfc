import type { Logger } from '#platform/logger/logger.ts';
import { type PubSub, viewerChannel } from '#platform/pubsub/pubsub.ts';

/** What goes over a person's channel when its inbox may be another one. It says no more: what is so is read. */
const NOTICE = { kind: 'inbox' };

/** Tells people who watch their own streams that their inboxes may have changed. */
export class InboxNotices {
  readonly #pubsub: PubSub;
  readonly #logger: Logger;

  constructor(dependencies: { pubsub: PubSub; logger: Logger }) {
    this.#pubsub = dependencies.pubsub;
    this.#logger = dependencies.logger;
  }

  /** Tells people, after the change was committed. It never rejects: whoever comes back reads what is so. */
  async changed(userIds: Iterable<string>): Promise<void> {
    for (const userId of new Set(userIds)) {
      try {
        await this.#pubsub.publish(viewerChannel(userId), NOTICE);
      } catch (error) {
        this.#logger.warn({ err: error, userId }, 'a changed inbox could not be told of');
      }
    }
  }
}
