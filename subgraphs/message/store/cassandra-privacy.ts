import { randomUUID } from 'node:crypto';
import type { CassandraRow, CassandraSession } from '#platform/cassandra/cassandra.ts';
import { memberRooms } from './cassandra-members.ts';
import { messages } from './cassandra-messages.ts';
import { deletionStampOf, PERSON_PARTS } from './cassandra-state.ts';
import type { RoomEventBody, RoomLog } from './room-log.ts';
import type { Message } from './store.ts';

const AT_ONCE = 200;

const MESSAGES = `SELECT room_id, seq FROM messages_of_sender
  WHERE sender_id = ? AND part = ? AND (room_id, seq) > (?, ?) LIMIT ${AT_ONCE}`;
const REACTIONS = `SELECT room_id, message_seq, emoji FROM reactions_of_person
  WHERE user_id = ? AND part = ? AND (room_id, message_seq, emoji) > (?, ?, ?) LIMIT ${AT_ONCE}`;
const POSITIONS = 'SELECT room_id, seq, moved_at FROM read_positions WHERE user_id = ?';
const FORGET_POSITIONS = 'DELETE FROM read_positions USING TIMESTAMP ? WHERE user_id = ?';
const FORGET_ROOMS = 'DELETE FROM member_rooms USING TIMESTAMP ? WHERE user_id = ?';
const FORGET_MEMBER = 'DELETE FROM members USING TIMESTAMP ? WHERE room_id = ? AND user_id = ?';

interface OwnReaction {
  readonly roomId: string;
  readonly seq: number;
  readonly emoji: string;
}

/** See `MessageStore.exportPerson`. */
export async function* exportPerson(
  session: CassandraSession,
  userId: string,
): AsyncGenerator<Readonly<Record<string, unknown>>> {
  for await (const group of messagesOf(session, userId)) {
    for (const message of group) yield { type: 'message', ...message };
  }
  for await (const group of reactionsOf(session, userId)) {
    for (const reaction of group) yield { type: 'reaction', ...reaction };
  }
  const positions = await session.read<{ room_id: string; seq: number; moved_at: number }>(POSITIONS, [userId]);
  for (const { room_id, seq, moved_at } of positions) {
    yield { type: 'readPosition', roomId: room_id, seq, movedAt: moved_at };
  }
  for (const room of await memberRooms(session, userId)) yield { type: 'membership', ...room };
}

/** See `MessageStore.erasePerson`: through the log, as deletions by the person itself, a group at a time. */
export async function erasePerson(session: CassandraSession, log: RoomLog, userId: string): Promise<void> {
  const append = (roomId: string, body: RoomEventBody) =>
    log.append(roomId, { body, actorId: userId, clientKey: randomUUID(), allowedAtEpoch: null, topic: null });
  for await (const group of messagesOf(session, userId)) {
    const there = group.filter(({ deletedAt }) => deletedAt === null);
    await Promise.all(there.map(({ roomId, seq }) => append(roomId, { type: 'message.deleted', messageSeq: seq })));
  }
  for await (const group of reactionsOf(session, userId)) {
    await Promise.all(
      group.map(({ roomId, seq, emoji }) => append(roomId, { type: 'reaction.removed', messageSeq: seq, emoji })),
    );
  }
  const stamp = deletionStampOf(0);
  await session.write(FORGET_POSITIONS, [stamp, userId]);
  for (const { roomId } of await memberRooms(session, userId)) {
    await session.write(FORGET_MEMBER, [stamp, roomId, userId]);
  }
  // Last: until here it says which rooms are left.
  await session.write(FORGET_ROOMS, [stamp, userId]);
}

async function* messagesOf(session: CassandraSession, userId: string): AsyncGenerator<readonly Message[]> {
  const start: { room_id: string; seq: number } = { room_id: '', seq: 0 };
  for (const part of PERSON_PARTS) {
    const groups = groupsOf(start, (last) =>
      session.read<typeof start>(MESSAGES, [userId, part, last.room_id, BigInt(last.seq)], AT_ONCE),
    );
    for await (const rows of groups) {
      const found = await messages(
        session,
        rows.map(({ room_id, seq }) => ({ roomId: room_id, seq })),
      );
      yield found.toSorted((a, b) => (a.roomId === b.roomId ? a.seq - b.seq : a.roomId < b.roomId ? -1 : 1));
    }
  }
}

async function* reactionsOf(session: CassandraSession, userId: string): AsyncGenerator<readonly OwnReaction[]> {
  const start: { room_id: string; message_seq: number; emoji: string } = { room_id: '', message_seq: 0, emoji: '' };
  for (const part of PERSON_PARTS) {
    const groups = groupsOf(start, ({ room_id, message_seq, emoji }) =>
      session.read<typeof start>(REACTIONS, [userId, part, room_id, BigInt(message_seq), emoji], AT_ONCE),
    );
    for await (const rows of groups) {
      yield rows.map(({ room_id, message_seq, emoji }) => ({ roomId: room_id, seq: message_seq, emoji }));
    }
  }
}

/** All rows of a partition in groups, each read after the last row of the one before. */
async function* groupsOf<Row extends CassandraRow>(
  start: Row,
  read: (last: Row) => Promise<Row[]>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | undefined = start;
  while (last !== undefined) {
    const rows: Row[] = await read(last);
    if (rows.length > 0) yield rows;
    last = rows.length < AT_ONCE ? undefined : rows.at(-1);
  }
}
