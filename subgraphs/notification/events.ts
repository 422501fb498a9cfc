import type { EventConsumer, EventLog, EventRecord } from '#platform/event-log/event-log.ts';
import type { Logger } from '#platform/logger/logger.ts';
import { EVENT_CONTRACTS } from '#schema/events/contracts.ts';
import type { FanOut } from './service/fan-out.ts';
import type { InboxKeeper } from './service/inbox-keeper.ts';
import type { MessageFact } from './service/message-facts.ts';

/** Two groups, so that inboxes are kept while too many pushes wait, and the other way round. */
const PUSH_GROUP = 'notification-push';
const INBOX_GROUP = 'notification-inbox';
const MESSAGES = ['room.message', 'conversation.message'] as const;
const MESSAGE_TYPES: ReadonlySet<string> = new Set(['message.sent', 'message.edited', 'message.deleted']);

/** Where events go. */
export interface EventTargets {
  readonly eventLog: EventLog;
  readonly fanOut: FanOut;
  readonly inboxKeeper: InboxKeeper;
  readonly logger: Logger;
}

/**
 * Puts messages in line to be pushed, and keeps inboxes, as the event log tells. Nothing is emitted.
 *
 * @returns the running consumer; an event counts as done once what it leads to is committed
 */
export function consumeEvents(targets: EventTargets): EventConsumer {
  const { eventLog, fanOut, inboxKeeper, logger } = targets;
  const handle = (read: (record: EventRecord) => Work) => async (record: EventRecord) => {
    const work = read(record);
    // What does not keep its contract never will: it is told and left behind.
    if (work === 'malformed') logger.error({ topic: record.topic, id: record.id }, 'an event breaks its contract');
    else await work?.();
  };
  const pushes = handle((record) =>
    readMessage(record, (fact) => (fact.type === 'message.sent' ? fanOut.sent(fact) : null)),
  );
  const inboxes = handle((record) => readForInbox(record, inboxKeeper));
  const consumers = [
    eventLog.consume(PUSH_GROUP, MESSAGES, pushes),
    eventLog.consume(INBOX_GROUP, [...MESSAGES, 'room.membership', 'user.block'], inboxes),
  ];
  return {
    stop: async () => {
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    },
  };
}

/** What a record asks for; null when it asks for nothing. */
type Work = (() => Promise<void>) | 'malformed' | null;

function readForInbox(record: EventRecord, inboxKeeper: InboxKeeper): Work {
  switch (record.topic) {
    case 'user.block': {
      const { success, data } = EVENT_CONTRACTS['user.block'].safeParse(record.payload);
      if (!success) return 'malformed';
      return data.blocked ? () => inboxKeeper.blocked(data.userId, data.otherId) : null;
    }
    case 'room.membership':
      return readMembership(record, inboxKeeper);
    default:
      return readMessage(record, (fact) => inboxKeeper.message(fact));
  }
}

function readMembership(record: EventRecord, inboxKeeper: InboxKeeper): Work {
  const { success, data } = EVENT_CONTRACTS['room.membership'].safeParse(record.payload);
  if (!success) return 'malformed';
  const { roomId, actorId, change } = data;
  if (change.type === 'member.left') return () => inboxKeeper.left(roomId, change.userId);
  if (change.type !== 'member.joined') return null;
  const { userId } = change;
  return () => inboxKeeper.invited({ id: record.id, roomId, userId, actorId, at: record.occurredAt });
}

function readMessage(record: EventRecord, take: (fact: MessageFact) => Promise<void> | null): Work {
  const { success, data } = EVENT_CONTRACTS['room.message'].safeParse(record.payload);
  if (!success) return 'malformed';
  const { roomId, messageSeq: seq, type, actorId, mentionedUserIds = null } = data;
  if (seq === null || !MESSAGE_TYPES.has(type)) return null;
  const fact = { roomId, seq, type: type as MessageFact['type'], actorId, mentionedUserIds, at: record.occurredAt };
  return async () => {
    await take(fact);
  };
}
