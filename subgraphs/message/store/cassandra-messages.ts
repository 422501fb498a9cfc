import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { MessageKey } from '#platform/ids/ids.ts';
import type { Buckets } from './cassandra-buckets.ts';
import { keyOf } from './cassandra-rows.ts';
import { messageOf, messageRows, partOf } from './cassandra-state.ts';
import { type Message, type Reaction, reactionKey } from './store.ts';

const REACTIONS = `SELECT message_seq, user_id, emoji, added_id FROM reactions
  WHERE room_id = ? AND part = ? AND message_seq IN ?`;
const LAST_MESSAGE = 'SELECT last_message_seq FROM room_state WHERE room_id = ?';

/** room -> places, each once */
function byRoom(keys: readonly MessageKey[]): Map<string, Set<number>> {
  const rooms = new Map<string, Set<number>>();
  for (const { roomId, seq } of keys) rooms.set(roomId, (rooms.get(roomId) ?? new Set()).add(seq));
  return rooms;
}

/** See `MessageStore.messages`. */
export async function messages(session: CassandraSession, keys: readonly MessageKey[]): Promise<readonly Message[]> {
  const rows = await Promise.all([...byRoom(keys)].map(([roomId, seqs]) => messageRows(session, roomId, seqs)));
  return rows.flat().flatMap(messageOf);
}

/** See `MessageStore.isSent`; as far back as keys are remembered. */
export async function isSent(
  buckets: Buckets,
  roomId: string,
  senderId: string,
  clientMessageId: string,
): Promise<boolean> {
  const newest = await buckets.newest(roomId);
  if (!newest) return false;
  const key = keyOf({ actorId: senderId, clientKey: clientMessageId });
  const here = await buckets.settle(roomId, newest.bucket, [key]);
  const found = here.placed.get(key) ?? (await buckets.keysBefore(roomId, newest, [key])).get(key);
  return found?.type === 'message.sent';
}

/** See `MessageStore.lastMessages`. */
export async function lastMessages(
  session: CassandraSession,
  roomIds: readonly string[],
): Promise<ReadonlyMap<string, Message>> {
  const found = await Promise.all(
    [...new Set(roomIds)].map(async (roomId) => {
      const [row] = await session.read<{ last_message_seq: number | null }>(LAST_MESSAGE, [roomId]);
      const seq = row?.last_message_seq ?? null;
      return seq === null ? [] : messages(session, [{ roomId, seq }]);
    }),
  );
  return new Map(found.flat().map((message) => [message.roomId, message]));
}

type ReactionRow = { message_seq: number; user_id: string; emoji: string; added_id: number };

/** See `MessageStore.reactions`. */
export async function reactions(
  session: CassandraSession,
  keys: readonly MessageKey[],
): Promise<ReadonlyMap<string, readonly Reaction[]>> {
  const parts = [...byRoom(keys)].flatMap(([roomId, places]) => {
    const seqs = [...places];
    return [...new Set(seqs.map(partOf))].map((part) => ({
      roomId,
      part,
      seqs: seqs.filter((s) => partOf(s) === part),
    }));
  });
  const found = await Promise.all(
    parts.map(async ({ roomId, part, seqs }) => {
      const rows = await session.read<ReactionRow>(REACTIONS, [roomId, part, seqs.map((seq) => BigInt(seq))]);
      return rows.map((row) => ({ ...row, key: reactionKey({ roomId, seq: row.message_seq }) }));
    }),
  );
  const result = new Map<string, Reaction[]>();
  for (const { key, emoji, user_id: userId } of found.flat().sort((a, b) => a.added_id - b.added_id)) {
    const list = result.get(key) ?? [];
    list.push({ emoji, userId });
    result.set(key, list);
  }
  return result;
}
