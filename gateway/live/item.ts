import type { AudienceIdentity } from '#platform/identity/identity.ts';
import { decodeRoomCursor } from '#platform/pagination/room-cursor.ts';
import { CURSOR_FIELD, controlName, EVENT_FIELD } from './contract.ts';

/** What the gateway itself reads of an item. */
export interface ItemControls {
  /** For `after`; null for what has no place. */
  readonly cursor: string | null;
  /** The place in the room's sequence; null without a cursor. */
  readonly seq: number | null;
  /** The name of the event's type; null when there is none. */
  readonly kind: string | null;
  /** Whose doing it is, as a public ID. */
  readonly actorId: string | null;
  /** Whose access ends at this place, as public IDs. */
  readonly revokedUserIds: readonly string[];
}

/**
 * Reads what the gateway has added to the selection of an item.
 *
 * @param item as the subgraph answered
 * @param roomId UUID of the room whose cursors they are; null for items of something else
 */
export function readControls(
  item: Readonly<Record<string, unknown>>,
  roomId: AudienceIdentity['roomId'] | null,
): ItemControls {
  const cursor = (item[controlName(CURSOR_FIELD)] as string | null | undefined) ?? null;
  return {
    cursor,
    seq: cursor === null || roomId === null ? null : decodeRoomCursor(cursor, roomId),
    kind: (item[controlName(EVENT_FIELD)] as { __typename?: string } | null | undefined)?.__typename ?? null,
    actorId: (item[controlName('actorId')] as string | null | undefined) ?? null,
    revokedUserIds: (item[controlName('revokedUserIds')] as readonly string[] | null | undefined) ?? [],
  };
}
