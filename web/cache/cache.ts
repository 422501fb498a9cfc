import { InMemoryCache } from '@apollo/client/cache';
import { POSSIBLE_TYPES } from '#client/recipes/possible-types.ts';
import { connectionPolicy } from './connection.ts';
import { messageWindowPolicy } from './message-window.ts';
import { mergeReactions, type StoredReaction } from './reactions.ts';

/** Makes the cache: the one place where the state of the server is kept. Queries and the live streams write into it. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: POSSIBLE_TYPES,
    typePolicies: {
      Query: {
        fields: {
          publicRooms: connectionPolicy,
          room: { read: (_, { args, toReference }) => toReference({ __typename: 'Room', id: args?.['id'] as string }) },
        },
      },
      Viewer: { fields: { rooms: connectionPolicy } },
      Room: { fields: { messages: messageWindowPolicy, members: connectionPolicy } },
      Message: {
        fields: {
          // Deleting is for good: an answer that was made before it and comes after it brings nothing back.
          body: { read: (body: string | null | undefined, { readField }) => (readField('deletedAt') ? null : body) },
          deletedAt: { merge: (existing: string | null | undefined, incoming: string | null) => existing ?? incoming },
          reactions: {
            merge: (existing: readonly StoredReaction[] | undefined, incoming: readonly StoredReaction[]) =>
              mergeReactions(existing, incoming),
          },
        },
      },
    },
  });
}
