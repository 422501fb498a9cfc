import type { ApolloCache } from '@apollo/client/cache';
import { ROOM_SUMMARY } from '../documents/fragments.ts';
import type { WebViewerEventsSubscription } from '../gql/graphql.ts';
import type { StoredConnection } from './connection.ts';

/** One item of the viewer's own stream. */
export type ViewerItem = WebViewerEventsSubscription['viewerEvents'];

/**
 * Writes what has changed for the viewer into the cache.
 *
 * @returns whether the list of rooms has to be read again: a room came that it does not hold, or one went
 */
export function applyViewerEvent(cache: ApolloCache, item: ViewerItem, viewerId: string): boolean {
  const { event } = item;
  if (!event) return false;
  if (event.__typename !== 'UnreadCountChanged') return true;
  const { room, unreadCount } = event;
  if (!room) return false;
  return cache.batch({
    update: () => {
      cache.writeFragment({ fragment: ROOM_SUMMARY, fragmentName: 'RoomSummary', data: { ...room, unreadCount } });
      return !moveRoomUp(cache, { viewerId, roomId: room.id, at: room.lastMessage?.createdAt ?? '' });
    },
  });
}

/**
 * Moves a room to its place by last activity.
 *
 * @returns false when the list does not hold it
 */
export function moveRoomUp(cache: ApolloCache, to: { viewerId: string; roomId: string; at: string }): boolean {
  const viewer = cache.identify({ __typename: 'Viewer', id: to.viewerId });
  const room = cache.identify({ __typename: 'Room', id: to.roomId });
  let isKnown = false;
  cache.modify<{ rooms: StoredConnection }>({
    ...(viewer !== undefined && { id: viewer }),
    fields: {
      rooms: (list) => {
        const { edges, ...rest } = list as unknown as RoomList;
        const edge = edges.find(({ node }) => node?.__ref === room);
        isKnown = edge !== undefined;
        if (!edge || edge.lastActivityAt >= to.at) return list;
        const moved = { ...edge, lastActivityAt: to.at };
        return { ...rest, edges: [...edges.filter((other) => other !== edge), moved].sort(byActivity) };
      },
    },
  });
  return isKnown;
}

type RoomEdge = StoredConnection['edges'][number] & { readonly lastActivityAt: string };
type RoomList = Omit<StoredConnection, 'edges'> & { readonly edges: readonly RoomEdge[] };

/** Moments of ISO 8601 in UTC sort as texts. */
function byActivity(left: RoomEdge, right: RoomEdge): number {
  return right.lastActivityAt.localeCompare(left.lastActivityAt);
}
