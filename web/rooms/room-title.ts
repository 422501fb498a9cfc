import type { RoomSummaryFragment } from '../gql/graphql.ts';

/** What a room is called: a room of two by the other person. */
export function roomTitle(room: Pick<RoomSummaryFragment, 'name' | 'peer'>): string {
  return room.name ?? room.peer?.displayName ?? 'A conversation';
}
