import { type Connection, type PageArguments, parsePage, toConnection } from '#platform/pagination/connection.ts';
import type { ListKey, Profile, ProfileOrder, UserStore } from '../store/store.ts';
import { decodeCursor, encodeCursor, type List } from './cursor.ts';

/**
 * A page of all people. A cursor belongs to one order.
 *
 * @throws LynkError BAD_USER_INPUT when the paging arguments are malformed
 */
export async function listUsers(
  store: UserStore,
  order: ProfileOrder,
  page: PageArguments,
): Promise<Connection<Profile>> {
  const list: List = `${order.field} ${order.direction}`;
  const request = parsePage(page, (cursor, argument) => decodeCursor(list, cursor, argument));
  const keyOf = ({ id, createdAt, username }: Profile): ListKey => ({
    value: order.field === 'CREATED_AT' ? createdAt : username.toLowerCase(),
    id,
  });
  const found = await store.list(order, request);
  return toConnection(
    found,
    (profile) => encodeCursor(list, keyOf(profile)),
    (profile) => profile,
  );
}
