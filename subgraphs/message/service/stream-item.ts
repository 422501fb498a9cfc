import type { LiveEvent } from './live-event.ts';
import type { FleetingNotice } from './notices.ts';

/** What a room's stream tells. */
export type StreamEvent =
  /** Something that has its place in the log. */
  | { readonly type: 'log'; readonly live: LiveEvent }
  /** Somebody types, has come, or has gone. */
  | { readonly type: 'fleeting'; readonly notice: FleetingNotice }
  /** The viewer can no longer read the room: the last item. */
  | { readonly type: 'revoked' }
  /** More was missed than is made up for. */
  | { readonly type: 'reset' };

/** One step of a room's stream. People are named by UUIDs. */
export interface StreamItem {
  /** UUID. */
  readonly roomId: string;
  /** The place in the room's sequence; null for what has none. */
  readonly seq: number | null;
  /** Null for what this viewer does not see, and for a place where there is nothing to see. */
  readonly event: StreamEvent | null;
  /** Whose doing it is; null when it is nobody's. */
  readonly actorId: string | null;
  /** Whose access ends at this place. */
  readonly revokedUserIds: readonly string[];
}

/** Says that the stream stands at a place. What comes next comes after it. */
export function positionItem(roomId: string, seq: number): StreamItem {
  return { roomId, seq, event: null, actorId: null, revokedUserIds: [] };
}

/** Says that too much was missed and that the stream goes on from a place. */
export function resetItem(roomId: string, seq: number): StreamItem {
  return { ...positionItem(roomId, seq), event: { type: 'reset' } };
}

/** Says that the viewer's access has ended. It has no place: nobody goes on from there. */
export function revokedItem(roomId: string): StreamItem {
  return { roomId, seq: null, event: { type: 'revoked' }, actorId: null, revokedUserIds: [] };
}

/** Something without a place. */
export function fleetingItem(roomId: string, notice: FleetingNotice): StreamItem {
  return {
    roomId,
    seq: null,
    event: { type: 'fleeting', notice },
    actorId: notice.userId,
    revokedUserIds: [],
  };
}

/**
 * An event of the log.
 *
 * @param isHidden whether it is nothing for this viewer: its place is told all the same, so that no chain breaks
 */
export function logItem(live: LiveEvent, isHidden: (actorId: string) => boolean): StreamItem {
  const { roomId, seq, actorId, body } = live.event;
  const isSeen = body.type !== 'access.changed' && !isHidden(actorId);
  return {
    roomId,
    seq,
    event: isSeen ? { type: 'log', live } : null,
    actorId,
    revokedUserIds: body.type === 'member.left' ? [body.userId] : [],
  };
}
