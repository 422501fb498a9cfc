import type { Statement } from '#platform/cassandra/cassandra.ts';
import { deletionStampOf, type MessageRow, partOf, partOfPerson, stampOf, textOf } from './cassandra-state.ts';
import type { PlacedEvent } from './placement.ts';
import type { Changes, ReactionChange } from './projection.ts';

const SENT = `INSERT INTO messages (room_id, part, seq, id, sender_id, client_key, content_type, body, attachment_ids,
  mentioned_user_ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?`;
const BY_SENDER = `INSERT INTO messages_of_sender (sender_id, part, room_id, seq) VALUES (?, ?, ?, ?) USING TIMESTAMP ?`;
const EDIT = `UPDATE messages USING TIMESTAMP ? SET body = ?, edited_id = ?
  WHERE room_id = ? AND part = ? AND seq = ?`;
const MENTIONS = `UPDATE messages USING TIMESTAMP ? SET mentioned_user_ids = ? WHERE room_id = ? AND part = ? AND seq = ?`;
const EDITED_BY = `UPDATE messages USING TIMESTAMP ? SET edit_seqs = edit_seqs + ?
  WHERE room_id = ? AND part = ? AND seq = ?`;
const DELETED = `UPDATE messages USING TIMESTAMP ? SET body = null, attachment_ids = null, mentioned_user_ids = null,
  deleted_id = ? WHERE room_id = ? AND part = ? AND seq = ?`;
const REACT = `INSERT INTO reactions (room_id, part, message_seq, user_id, emoji, added_id) VALUES (?, ?, ?, ?, ?, ?)
  USING TIMESTAMP ?`;
const UNREACT = `DELETE FROM reactions USING TIMESTAMP ?
  WHERE room_id = ? AND part = ? AND message_seq = ? AND user_id = ? AND emoji = ?`;
const UNREACT_ALL = `DELETE FROM reactions USING TIMESTAMP ? WHERE room_id = ? AND part = ? AND message_seq = ?`;
const BY_PERSON = `INSERT INTO reactions_of_person (user_id, part, room_id, message_seq, emoji) VALUES (?, ?, ?, ?, ?)
  USING TIMESTAMP ?`;
const NOT_BY_PERSON = `DELETE FROM reactions_of_person USING TIMESTAMP ?
  WHERE user_id = ? AND part = ? AND room_id = ? AND message_seq = ? AND emoji = ?`;
const MEMBER = `INSERT INTO members (room_id, user_id, version, role, joined_seq) VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?`;
const MEMBER_ROOM = `INSERT INTO member_rooms (user_id, room_id, version, role, joined_seq) VALUES (?, ?, ?, ?, ?)
  USING TIMESTAMP ?`;
const ACTIVITY = 'UPDATE room_state USING TIMESTAMP ? SET last_activity_id = ? WHERE room_id = ?';
const LAST_MESSAGE = 'UPDATE room_state USING TIMESTAMP ? SET last_message_seq = ? WHERE room_id = ?';

/** What must be known of the state besides what placing the events needed. */
export interface StateBefore {
  /** message -> its row, for messages that the events are about */
  readonly messages: ReadonlyMap<number, MessageRow>;
  /** Reactions that are there, of those that are added and of messages that are deleted. */
  readonly reactions: readonly ReactionChange[];
}

/** Whether two changes are about the same reaction. */
const isSame = (a: ReactionChange, b: ReactionChange) =>
  a.messageSeq === b.messageSeq && a.userId === b.userId && a.emoji === b.emoji;

/** The statements that make what events do to the state, except for the messages' own partitions. */
export function changeStatements(
  roomId: string,
  events: readonly PlacedEvent[],
  changes: Changes,
  before: StateBefore,
): Statement[] {
  return [
    ...events.flatMap((event) => (event.body.type === 'message.sent' ? [senderStatement(roomId, event)] : [])),
    ...reactionStatements(roomId, changes, before),
    ...memberStatements(roomId, events, changes),
    ...roomStatements(roomId, events, changes),
  ];
}

/** The statements that change messages, by the partition that they stand in. */
export function messageStatements(
  roomId: string,
  events: readonly PlacedEvent[],
  { edits, deletions }: Changes,
): Map<number, Statement[]> {
  const statements = new Map<number, Statement[]>();
  const add = (seq: number, text: string, before: Statement['values'], after: Statement['values'] = []) => {
    const list = statements.get(partOf(seq)) ?? [];
    list.push({ text, values: [...before, roomId, partOf(seq), BigInt(seq), ...after] });
    statements.set(partOf(seq), list);
  };
  for (const { seq, id, actorId, clientKey, body } of events) {
    if (body.type === 'message.sent') {
      const lists = [textOf(body.attachmentIds), textOf(body.mentionedUserIds)];
      add(
        seq,
        SENT,
        [],
        [BigInt(id), actorId, clientKey, body.contentType, body.body ?? undefined, ...lists, stampOf(id)],
      );
    }
    if (body.type === 'message.edited') add(body.messageSeq, EDITED_BY, [stampOf(id), [BigInt(seq)]]);
  }
  for (const [seq, { id, body, mentionedUserIds }] of edits) {
    add(seq, EDIT, [stampOf(id), body, BigInt(id)]);
    if (mentionedUserIds) add(seq, MENTIONS, [stampOf(id), textOf(mentionedUserIds) ?? null]);
  }
  for (const [seq, id] of deletions) add(seq, DELETED, [deletionStampOf(id), BigInt(id)]);
  return statements;
}

function senderStatement(roomId: string, { seq, id, actorId }: PlacedEvent): Statement {
  return { text: BY_SENDER, values: [actorId, partOfPerson(roomId), roomId, BigInt(seq), stampOf(id)] };
}

function reactionStatements(
  roomId: string,
  { reactionsRemoved, reactionsAdded, deletions }: Changes,
  { reactions }: StateBefore,
): Statement[] {
  const inRoom = ({ messageSeq }: ReactionChange) => [roomId, partOf(messageSeq), BigInt(messageSeq)] as const;
  const forget = (stamp: bigint, reaction: ReactionChange): Statement => {
    const { userId, messageSeq, emoji } = reaction;
    return { text: NOT_BY_PERSON, values: [stamp, userId, partOfPerson(roomId), roomId, BigInt(messageSeq), emoji] };
  };
  const removals = reactionsRemoved.flatMap((reaction) => {
    const { userId, emoji, id } = reaction;
    const values = [stampOf(id), ...inRoom(reaction), userId, emoji];
    return [{ text: UNREACT, values }, forget(stampOf(id), reaction)];
  });
  const additions = reactionsAdded.flatMap((reaction) => {
    const isThere = reactions.some((known) => isSame(known, reaction));
    // One that is there keeps its place, unless it went in between.
    if (isThere && !reactionsRemoved.some((removed) => isSame(removed, reaction))) return [];
    const { userId, messageSeq, emoji, id } = reaction;
    const index = [userId, partOfPerson(roomId), roomId, BigInt(messageSeq), emoji, stampOf(id)];
    const values = [...inRoom(reaction), userId, emoji, BigInt(id), stampOf(id)];
    return [
      { text: REACT, values },
      { text: BY_PERSON, values: index },
    ];
  });
  const gone = [...deletions].flatMap(([seq, id]) => {
    const stamp = deletionStampOf(id);
    const known = [...reactions, ...reactionsAdded].filter(({ messageSeq }) => messageSeq === seq);
    const all = { text: UNREACT_ALL, values: [stamp, roomId, partOf(seq), BigInt(seq)] };
    return [all, ...known.map((reaction) => forget(stamp, reaction))];
  });
  return [...removals, ...additions, ...gone];
}

function memberStatements(roomId: string, events: readonly PlacedEvent[], { members }: Changes): Statement[] {
  // person -> the ID of the last event about its membership
  const stamps = new Map(
    events.flatMap(({ id, body }) => ('userId' in body ? [[body.userId, stampOf(id)] as const] : [])),
  );
  return [...members].flatMap(([userId, { version, role, joinedSeq }]) => {
    const rest = [BigInt(version), role ?? '', joinedSeq === null ? null : BigInt(joinedSeq), stamps.get(userId)];
    return [
      { text: MEMBER, values: [roomId, userId, ...rest] },
      { text: MEMBER_ROOM, values: [userId, roomId, ...rest] },
    ];
  });
}

function roomStatements(roomId: string, events: readonly PlacedEvent[], changes: Changes): Statement[] {
  const { lastActivityId, lastMessageSeq } = changes;
  const lastMessage = events.findLast(({ seq }) => seq === lastMessageSeq);
  const activity = lastActivityId !== null && {
    text: ACTIVITY,
    values: [stampOf(lastActivityId), BigInt(lastActivityId), roomId],
  };
  const message = lastMessage && {
    text: LAST_MESSAGE,
    values: [stampOf(lastMessage.id), BigInt(lastMessage.seq), roomId],
  };
  return [activity, message].filter((statement) => statement !== false && statement !== undefined);
}
