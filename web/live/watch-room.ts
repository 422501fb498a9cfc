import type { ApolloClient } from '@apollo/client';
import { print } from 'graphql';
import type { LiveClient } from '#client/index.ts';
import { applyRoomEvent, type RoomItem } from '../cache/apply-room-event.ts';
import { ROOM_EVENTS } from '../documents/live.ts';
import type { WebRoomEventsSubscription } from '../gql/graphql.ts';

/**
 * Writes what happens in a room into the cache until access ends or the signal does.
 *
 * @param options.after the `liveCursor` of the page on show
 * @param options.onItem told of each item after it was written
 * @throws StreamRefused when the room is not the viewer's to watch; SignInNeeded when the session has ended
 */
export async function watchRoom(options: {
  client: ApolloClient;
  live: LiveClient;
  roomId: string;
  viewerId: string;
  after: string;
  signal: AbortSignal;
  onItem: (item: RoomItem) => void;
}): Promise<void> {
  const { client, live, roomId, viewerId, after, signal, onItem } = options;
  const query = print(client.cache.transformDocument(ROOM_EVENTS));
  const items = live.stream<WebRoomEventsSubscription>({ query, variables: { roomId, after }, signal });
  for await (const { roomEvents } of items) {
    if (signal.aborted) return;
    applyRoomEvent(client.cache, roomEvents, { roomId, viewerId });
    onItem(roomEvents);
  }
}
