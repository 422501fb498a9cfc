import { createHash } from 'node:crypto';
import type { CassandraSession, Statement } from '#platform/cassandra/cassandra.ts';
import type { KnownMember } from './placement.ts';
import { timeOfEventId } from './snowflake.ts';
import type { Message } from './store.ts';

/** How many places of a room stand in one partition of its state. */
const PLACES_IN_PART = 2_000;
const PARTS_OF_PERSON = 16;

/** In which partition of its room a place stands. */
export const partOf = (seq: number) => Math.floor(seq / PLACES_IN_PART);

/** The first place of a partition. */
export const firstPlaceOf = (part: number) => part * PLACES_IN_PART;

/** In which partition of a person's index a room stands. */
export const partOfPerson = (roomId: string) =>
  createHash('sha256').update(roomId).digest().readUInt8() % PARTS_OF_PERSON;

/** All partitions of a person's index. */
export const PERSON_PARTS: readonly number[] = Array.from({ length: PARTS_OF_PERSON }, (_, part) => part);

/** The timestamp of what an event does: a later event's is above it. */
export const stampOf = (id: number) => BigInt(id);

/** The timestamp of a deletion: above every event's, and the earliest deletion above the others. */
export const deletionStampOf = (id: number) => 2n ** 62n - BigInt(id);

const MESSAGE_COLUMNS = `room_id, seq, id, sender_id, client_key, content_type, body, attachment_ids, mentioned_user_ids,
  edited_id, edit_seqs, deleted_id`;

/** Messages of one partition, by place. */
export const MESSAGES = `SELECT ${MESSAGE_COLUMNS} FROM messages WHERE room_id = ? AND part = ? AND seq IN ?`;
const BETWEEN = `SELECT ${MESSAGE_COLUMNS} FROM messages WHERE room_id = ? AND part = ? AND seq >= ? AND seq <= ?`;
export const MESSAGES_BETWEEN = `${BETWEEN} LIMIT ?`;
export const MESSAGES_BACK = `${BETWEEN} ORDER BY seq DESC LIMIT ?`;

/** A row of `messages`. Without an ID it is no message: something was only said about the place. */
export type MessageRow = {
  room_id: string;
  seq: number;
  id: number | null;
  sender_id: string;
  client_key: string;
  content_type: string;
  body: string | null;
  attachment_ids: string | null;
  mentioned_user_ids: string | null;
  edited_id: number | null;
  edit_seqs: readonly number[] | null;
  deleted_id: number | null;
};

/** The message of a row, if it is one. */
export function messageOf(row: MessageRow): Message[] {
  if (row.id === null) return [];
  const isDeleted = row.deleted_id !== null;
  return [
    {
      roomId: row.room_id,
      seq: row.seq,
      senderId: row.sender_id,
      clientMessageId: row.client_key,
      contentType: row.content_type,
      body: isDeleted ? null : row.body,
      attachmentIds: isDeleted ? [] : listOf(row.attachment_ids),
      mentionedUserIds: isDeleted ? [] : listOf(row.mentioned_user_ids),
      createdAt: timeOfEventId(row.id),
      editedAt: row.edited_id === null ? null : timeOfEventId(row.edited_id),
      deletedAt: row.deleted_id === null ? null : timeOfEventId(row.deleted_id),
    },
  ];
}

/** A list as it is stored: JSON, nothing for none. */
export const listOf = (text: string | null) => (text === null ? [] : (JSON.parse(text) as string[]));
export const textOf = (list: readonly string[] | undefined) =>
  list !== undefined && list.length > 0 ? JSON.stringify(list) : undefined;

/** Reads rows of messages by place; the ones without any are left out. */
export async function messageRows(
  session: CassandraSession,
  roomId: string,
  seqs: Iterable<number>,
): Promise<MessageRow[]> {
  const places = [...new Set(seqs)];
  const parts = [...new Set(places.map(partOf))].map((part) => {
    const here = places.filter((seq) => partOf(seq) === part).map((seq) => BigInt(seq));
    return session.read<MessageRow>(MESSAGES, [roomId, part, here]);
  });
  return (await Promise.all(parts)).flat();
}

/** A row of `members` or `member_rooms`; its role is empty once the person has left. */
export type MemberRow = { version: number; role: string; joined_seq: number | null };

const MEMBERS = 'SELECT user_id, version, role, joined_seq FROM members WHERE room_id = ? AND user_id IN ?';

/** Reads memberships by person; people who were never seen are left out. */
export async function memberRows(session: CassandraSession, roomId: string, userIds: readonly string[]) {
  const rows = await session.read<MemberRow & { user_id: string }>(MEMBERS, [roomId, [...new Set(userIds)]]);
  return new Map(rows.map(({ user_id, ...row }) => [user_id, row]));
}

/** The membership of a row, as placing events needs it. */
export const knownMember = ({ version, joined_seq }: MemberRow): KnownMember => ({ version, joinedSeq: joined_seq });

/** Makes the write of a statement. */
export const writing = (session: CassandraSession) => (statement: Statement) =>
  session.write(statement.text, statement.values);
