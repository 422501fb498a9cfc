import type { EventRecord } from '#platform/event-log/event-log.ts';
import { columnsOf } from './event-row.ts';
import type { Known, PlacedEvent } from './placement.ts';

/**
 * What other subgraphs are told of an event: the contract is `roomLogEntry` in `schema/events/contracts.ts`. Nothing when
 * it has no topic.
 *
 * @param attachmentIds the files that {@link attachmentsOf} found
 * @param id UUID of the record: the same whenever the same event is told
 */
export function announcementOf(event: PlacedEvent, attachmentIds: readonly string[], id: string): EventRecord[] {
  const { roomId, seq, body, actorId, createdAt, topic, traceparent } = event;
  if (topic === null) return [];
  const { messageSeq } = columnsOf(event);
  const mentions = 'mentionedUserIds' in body && { mentionedUserIds: body.mentionedUserIds };
  const files = attachmentIds.length > 0 && { attachmentIds };
  const payload = { roomId, seq, type: body.type, actorId, messageSeq, ...mentions, ...files };
  return [
    { id, topic, key: roomId, payload, occurredAt: createdAt, ...(traceparent !== undefined && { traceparent }) },
  ];
}

/** The files that come with a message, or go with it. A message is never deleted in the group that sends it. */
export function attachmentsOf(body: PlacedEvent['body'], known: Pick<Known, 'messages'>): readonly string[] {
  if (body.type === 'message.sent') return body.attachmentIds ?? [];
  return body.type === 'message.deleted' ? (known.messages.get(body.messageSeq)?.attachmentIds ?? []) : [];
}
