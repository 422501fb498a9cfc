import type { Clock } from '#platform/clock/clock.ts';
import type { EventConsumer, EventLog, EventRecord } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { EVENT_CONTRACTS, type Topic } from '#schema/events/contracts.ts';
import type { MediaStore } from './store/store.ts';

const TOPICS = ['room.message', 'conversation.message', 'room.picture', 'user.picture'] as const;

/** Which files are used from now on, and which no longer are. */
interface Use {
  readonly used: readonly string[];
  readonly unused: readonly string[];
}

const NOTHING: Use = { used: [], unused: [] };

/**
 * Keeps what others say they use, and discards what they no longer use. This subgraph emits nothing.
 *
 * @param dependencies.onDiscarded called when something was discarded
 * @returns the running consumer
 */
export function consumeEvents(dependencies: {
  eventLog: EventLog;
  store: Pick<MediaStore, 'confirm' | 'discard'>;
  clock: Clock;
  logger: Logger;
  onDiscarded: () => void;
}): EventConsumer {
  const { eventLog, store, clock, logger, onDiscarded } = dependencies;
  return eventLog.consume('media', TOPICS, async (record) => {
    const use = readUse(record);
    // What does not keep its contract never will: it is told and left behind.
    if (!use) return logger.error({ topic: record.topic, id: record.id }, 'an event breaks its contract');
    if (use.used.length > 0) await store.confirm(use.used, clock.now());
    if (use.unused.length === 0) return;
    await store.discard(use.unused, clock.now());
    onDiscarded();
  });
}

/** What a record says of files; null when it is malformed. */
function readUse({ topic, payload }: EventRecord): Use | null {
  switch (topic as (typeof TOPICS)[number]) {
    case 'room.picture':
    case 'user.picture': {
      const { data } = EVENT_CONTRACTS[topic as 'room.picture' | 'user.picture'].safeParse(payload);
      if (!data) return null;
      const { pictureId, replacedPictureId } = data;
      return {
        used: pictureId === null ? [] : [pictureId],
        unused: replacedPictureId === null ? [] : [replacedPictureId],
      };
    }
    default: {
      const { data } = EVENT_CONTRACTS[topic as Extract<Topic, 'room.message'>].safeParse(payload);
      if (!data) return null;
      const { type, attachmentIds } = data;
      if (type === 'message.sent') return { used: attachmentIds, unused: [] };
      return type === 'message.deleted' ? { used: [], unused: attachmentIds } : NOTHING;
    }
  }
}
