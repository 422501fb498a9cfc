import type { ApolloClient } from '@apollo/client';
import { ROOM } from '../documents/room.ts';
import type { WebRoomQuery, WebRoomQueryVariables } from '../gql/graphql.ts';

/** A room with the part of its history that is known. */
export type Room = NonNullable<WebRoomQuery['room']>;
/** A message in a room. */
export type RoomMessage = NonNullable<Room['messages']>['edges'][number]['node'];
/** Which page of a room's history; the newest when it is empty. */
export type PageArguments = Omit<WebRoomQueryVariables, 'roomId'>;

const PAGE = 50;

/**
 * Reads a page of a room's history into the cache, which joins it to what is there.
 *
 * @returns the page alone
 * @throws CombinedGraphQLErrors when there is no room; other errors when no answer came
 */
export async function readPage(client: ApolloClient, roomId: string, page: PageArguments): Promise<Room | null> {
  const size = page.around ? {} : page.after ? { first: PAGE } : { last: PAGE };
  const variables: WebRoomQueryVariables = { roomId, ...size, ...page };
  // Not the cache's answer, which is the joined window, but the page itself.
  const { data } = await client.query({ query: ROOM, variables, fetchPolicy: 'no-cache' });
  if (data?.room) client.writeQuery({ query: ROOM, variables, data });
  return data?.room ?? null;
}
