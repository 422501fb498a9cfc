import type { ApolloCache, Reference } from '@apollo/client/cache';
import { SHARED_MESSAGE } from '../documents/fragments.ts';
import type { SharedMessageFragment, WebRoomEventsSubscription } from '../gql/graphql.ts';
import { moveRoomUp } from './apply-viewer-event.ts';
import { appendLive, type MessageWindow } from './message-window.ts';
import { type StoredReaction, withOwnReaction } from './reactions.ts';

/** One item of a room's stream. */
export type RoomItem = WebRoomEventsSubscription['roomEvents'];

/** Writes what has happened in a room into the cache. Items may come again: each says what is, not what changes. */
export function applyRoomEvent(cache: ApolloCache, item: RoomItem, where: { roomId: string; viewerId: string }): void {
  const { event, cursor } = item;
  if (!event) return;
  cache.batch({
    update: () => {
      switch (event.__typename) {
        case 'MessageSent': {
          const node = writeMessage(cache, event.message);
          if (node && cursor) append(cache, where, { cursor, node }, event.message.createdAt);
          return;
        }
        case 'MessageEdited':
        case 'MessageDeleted':
          writeMessage(cache, event.message);
          return;
        case 'ReactionAdded':
        case 'ReactionRemoved': {
          const node = writeMessage(cache, event.message);
          if (!node || event.actor?.id !== where.viewerId) return;
          const hasReacted = event.__typename === 'ReactionAdded';
          cache.modify<{ reactions: readonly StoredReaction[] }>({
            id: node.__ref,
            fields: {
              reactions: (groups) => withOwnReaction(groups as readonly StoredReaction[], event.emoji, hasReacted),
            },
          });
          return;
        }
        case 'PresenceChanged':
          if (event.user) writePresence(cache, event.user.id, event.status);
      }
    },
  });
}

function append(
  cache: ApolloCache,
  { roomId, viewerId }: { roomId: string; viewerId: string },
  edge: { cursor: string; node: Reference },
  at: string,
): void {
  const id = cache.identify({ __typename: 'Room', id: roomId });
  cache.modify<{ messages: MessageWindow | null; lastMessage: Reference | null }>({
    ...(id !== undefined && { id }),
    fields: {
      messages: (window) =>
        window ? appendLive(window as MessageWindow, { __typename: 'MessageEdge', ...edge } as typeof edge) : window,
      lastMessage: () => edge.node,
    },
  });
  moveRoomUp(cache, { viewerId, roomId, at });
}

function writeMessage(cache: ApolloCache, message: SharedMessageFragment): Reference | undefined {
  return cache.writeFragment({ fragment: SHARED_MESSAGE, fragmentName: 'SharedMessage', data: message });
}

function writePresence(cache: ApolloCache, userId: string, status: string): void {
  const id = cache.identify({ __typename: 'User', id: userId });
  cache.modify<{ presence: { status: string } | null }>({
    ...(id !== undefined && { id }),
    fields: { presence: () => ({ __typename: 'Presence', status }) },
  });
}
