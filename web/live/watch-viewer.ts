import type { ApolloClient } from '@apollo/client';
import { print } from 'graphql';
import type { LiveClient } from '#client/index.ts';
import { applyViewerEvent } from '../cache/apply-viewer-event.ts';
import { VIEWER_EVENTS } from '../documents/live.ts';
import { MY_ROOMS } from '../documents/rooms.ts';
import type { WebViewerEventsSubscription } from '../gql/graphql.ts';

/** How many rooms a page of the list holds. */
export const ROOMS_PAGE = 40;

/**
 * Keeps the list of rooms and their unread counts true for as long as somebody is signed in.
 *
 * @throws SignInNeeded, StreamRefused when the session has ended
 */
export async function watchViewer(options: {
  client: ApolloClient;
  live: LiveClient;
  viewerId: string;
  signal: AbortSignal;
}): Promise<void> {
  const { client, live, viewerId, signal } = options;
  const readRooms = () =>
    void client
      .query({ query: MY_ROOMS, variables: { first: ROOMS_PAGE }, fetchPolicy: 'network-only' })
      // What is shown stays; the list is read again when the connection is back.
      .catch(() => undefined);
  // Each time that the connection is there, the first time included: a stream that had brought nothing yet resumes from
  // "now", and may have missed a room.
  const stop = live.onState((state) => {
    if (state === 'live') readRooms();
  });
  try {
    const query = print(client.cache.transformDocument(VIEWER_EVENTS));
    for await (const { viewerEvents } of live.stream<WebViewerEventsSubscription>({ query, signal })) {
      if (applyViewerEvent(client.cache, viewerEvents, viewerId)) readRooms();
    }
  } finally {
    stop();
  }
}
