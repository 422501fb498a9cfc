import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Page, PageRequest } from '#platform/pagination/connection.ts';
import { inOrder, memberRooms, roomsByActivity } from './cassandra-members.ts';
import { firstPlaceOf, partOf } from './cassandra-state.ts';
import { timeOfEventId } from './snowflake.ts';
import type { ReadPosition, ViewerRoom, ViewerRoomKey } from './store.ts';

const UNREAD_LIMIT = 1_000;
/** So many of a room's newest messages are looked at: own and deleted ones cost as much as those that count. */
const UNREAD_SCAN = 10_000;
const ROWS_AT_ONCE = 1_000;

const POSITIONS = 'SELECT room_id, seq, moved_at FROM read_positions WHERE user_id = ? AND room_id IN ?';
const MARK = 'INSERT INTO read_positions (user_id, room_id, seq, moved_at) VALUES (?, ?, ?, ?) USING TIMESTAMP ?';
const LAST_MESSAGE = 'SELECT last_message_seq FROM room_state WHERE room_id = ?';
const SENDERS = `SELECT seq, id, sender_id, deleted_id FROM messages
  WHERE room_id = ? AND part = ? AND seq > ? AND seq <= ? ORDER BY seq DESC LIMIT ?`;

/** See `MessageStore.viewerRooms`. */
export async function viewerRooms(
  session: CassandraSession,
  userId: string,
  { after, before, limit, fromEnd }: PageRequest<ViewerRoomKey>,
): Promise<Page<ViewerRoom>> {
  const all = await roomsByActivity(session, userId);
  const first = after === null ? 0 : all.filter((key) => inOrder(key, after) <= 0).length;
  const last = before === null ? all.length : all.filter((key) => inOrder(key, before) < 0).length;
  const [from, to] = fromEnd ? [Math.max(first, last - limit), last] : [first, Math.min(last, first + limit)];
  const rows = all.slice(from, to).map((key) => ({ ...key, lastActivityAt: timeOfEventId(key.lastActivityId) }));
  // An empty page stands where its bounds are.
  const isEmpty = rows.length === 0;
  return { rows, hasPreviousPage: (isEmpty ? first : from) > 0, hasNextPage: (isEmpty ? last : to) < all.length };
}

type PositionRow = { room_id: string; seq: number; moved_at: number };

/** See `MessageStore.readPositions`. */
export async function readPositions(
  session: CassandraSession,
  userId: string,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, ReadPosition>> {
  if (roomIds.length === 0) return new Map();
  const rows = await session.read<PositionRow>(POSITIONS, [userId, [...new Set(roomIds)]]);
  return new Map(rows.map(({ room_id, seq, moved_at }) => [room_id, { seq, movedAt: moved_at }]));
}

/** See `MessageStore.readUpTo`. */
export async function readUpTo(
  session: CassandraSession,
  requests: readonly { roomId: string; userId: string }[],
): Promise<readonly number[]> {
  const people = [...new Set(requests.map(({ userId }) => userId))];
  const found = await Promise.all(
    people.map(async (userId) => {
      const roomIds = requests.filter((request) => request.userId === userId).map(({ roomId }) => roomId);
      return [userId, await readPositions(session, userId, roomIds)] as const;
    }),
  );
  const positions = new Map(found);
  return requests.map(({ userId, roomId }) => positions.get(userId)?.get(roomId)?.seq ?? 0);
}

/** See `MessageStore.markRead`. The place is the timestamp of the write: whichever comes last, the furthest one stays. */
export async function markRead(
  session: CassandraSession,
  userId: string,
  roomId: string,
  seq: number,
  now: number,
): Promise<boolean> {
  const position = (await readPositions(session, userId, [roomId])).get(roomId);
  if (position && position.seq >= seq) return false;
  await session.write(MARK, [userId, roomId, BigInt(seq), BigInt(now), BigInt(seq)]);
  return true;
}

/** See `MessageStore.unreadCounts`. */
export async function unreadCounts(
  session: CassandraSession,
  userId: string,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Set(roomIds);
  const [rooms, positions] = await Promise.all([memberRooms(session, userId), readPositions(session, userId, roomIds)]);
  const counts = rooms
    .filter(({ roomId }) => wanted.has(roomId))
    .map(async ({ roomId, joinedSeq }) => {
      const after = Math.max(joinedSeq, positions.get(roomId)?.seq ?? 0);
      return [roomId, await countOfOthers(session, roomId, userId, after)] as const;
    });
  return new Map(await Promise.all(counts));
}

type SenderRow = { seq: number; id: number | null; sender_id: string; deleted_id: number | null };

/** How many messages of others stand behind a place, up to both limits: from the newest one back, as far as need be. */
async function countOfOthers(
  session: CassandraSession,
  roomId: string,
  userId: string,
  after: number,
): Promise<number> {
  const [state] = await session.read<{ last_message_seq: number | null }>(LAST_MESSAGE, [roomId]);
  let to = state?.last_message_seq ?? 0;
  let count = 0;
  let looked = 0;
  while (to > after && count < UNREAD_LIMIT && looked < UNREAD_SCAN) {
    const part = partOf(to);
    const limit = Math.min(ROWS_AT_ONCE, UNREAD_SCAN - looked);
    const rows = await session.read<SenderRow>(SENDERS, [roomId, part, BigInt(after), BigInt(to), limit], limit);
    const messages = rows.filter((row) => row.id !== null);
    looked += messages.length;
    count += messages.filter((row) => row.sender_id !== userId && row.deleted_id === null).length;
    const edge = rows.at(-1)?.seq;
    // The partition is at its beginning: on to the last place of the one before.
    to = (edge !== undefined && rows.length === limit ? edge : firstPlaceOf(part)) - 1;
  }
  return Math.min(count, UNREAD_LIMIT);
}
