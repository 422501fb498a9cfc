import type { Sql } from '#platform/postgres/postgres.ts';
import type { Changes, ReactionChange } from './projection.ts';

const EDIT = `
  UPDATE messages m SET body = n.body, edited_id = n.id,
    mentioned_user_ids = coalesce(n.mentioned::uuid[], m.mentioned_user_ids)
  FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) AS n (seq, id, body, mentioned)
  WHERE m.room_id = $1 AND m.seq = n.seq AND m.deleted_id IS NULL`;

const REMOVE_REACTIONS = `
  DELETE FROM reactions r USING unnest($2::bigint[], $3::uuid[], $4::text[]) AS n (message_seq, user_id, emoji)
  WHERE r.room_id = $1 AND r.message_seq = n.message_seq AND r.user_id = n.user_id AND r.emoji = n.emoji`;

const ADD_REACTIONS = `
  INSERT INTO reactions (room_id, message_seq, user_id, emoji, added_id)
  SELECT $1, * FROM unnest($2::bigint[], $3::uuid[], $4::text[], $5::bigint[])
  ON CONFLICT (room_id, message_seq, user_id, emoji) DO NOTHING`;

/** Body and attachments go from everywhere at once: the message, and each event that carried them. */
const DELETE = `
  WITH n AS MATERIALIZED (
    SELECT * FROM unnest($2::bigint[], $3::bigint[]) AS n (seq, id)
  ), tombstones AS (
    UPDATE messages m SET body = NULL, mentioned_user_ids = '{}', attachment_ids = '{}', deleted_id = n.id FROM n
    WHERE m.room_id = $1 AND m.seq = n.seq AND m.deleted_id IS NULL
  ), sent AS (
    UPDATE room_events e SET body = NULL, details = e.details - 'attachmentIds' FROM n
    WHERE e.room_id = $1 AND e.seq = n.seq
  ), edited AS (
    UPDATE room_events e SET body = NULL FROM n
    WHERE e.room_id = $1 AND e.message_seq = n.seq AND e.type = 'message.edited'
  )
  DELETE FROM reactions r USING n WHERE r.room_id = $1 AND r.message_seq = n.seq`;

const SET_MEMBERS = `
  INSERT INTO members (room_id, user_id, version, role, joined_seq)
  SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::bigint[])
  ON CONFLICT (room_id, user_id) DO UPDATE
  SET version = excluded.version, role = excluded.role, joined_seq = excluded.joined_seq`;

/**
 * Applies what a group of events does to messages, reactions and members, in the transaction that appends them. A group
 * that only sends does nothing here: new messages are written together with their events.
 */
export async function applyChanges(sql: Sql, roomId: string, changes: Changes): Promise<void> {
  const { edits, deletions, members, reactionsRemoved, reactionsAdded } = changes;
  if (edits.size > 0) {
    const values = [...edits.values()];
    const mentions = values.map(({ mentionedUserIds }) => mentionedUserIds && arrayText(mentionedUserIds));
    const columns = [values.map((edit) => edit.id), values.map((edit) => edit.body), mentions];
    await sql.query(EDIT, [roomId, [...edits.keys()], ...columns]);
  }
  if (reactionsRemoved.length > 0) {
    await sql.query(REMOVE_REACTIONS, [roomId, ...reactionColumns(reactionsRemoved)]);
  }
  if (reactionsAdded.length > 0) {
    const ids = reactionsAdded.map((reaction) => reaction.id);
    await sql.query(ADD_REACTIONS, [roomId, ...reactionColumns(reactionsAdded), ids]);
  }
  if (deletions.size > 0) await sql.query(DELETE, [roomId, [...deletions.keys()], [...deletions.values()]]);
  if (members.size > 0) {
    const values = [...members.values()];
    await sql.query(SET_MEMBERS, [
      roomId,
      [...members.keys()],
      values.map((member) => member.version),
      values.map((member) => member.role),
      values.map((member) => member.joinedSeq),
    ]);
  }
}

/** An array of UUIDs as PostgreSQL writes it: arrays of arrays must have rows of one length, texts need not. */
function arrayText(uuids: readonly string[]): string {
  return `{${uuids.join(',')}}`;
}

function reactionColumns(reactions: readonly ReactionChange[]): unknown[] {
  return [
    reactions.map((reaction) => reaction.messageSeq),
    reactions.map((reaction) => reaction.userId),
    reactions.map((reaction) => reaction.emoji),
  ];
}
