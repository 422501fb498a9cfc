import { newUuid } from '#platform/ids/ids.ts';
import type { PostgresOutbox } from '#platform/outbox/postgres.ts';
import type { Sql } from '#platform/postgres/postgres.ts';
import { announcementOf, attachmentsOf } from './announcement.ts';
import { columnsOf } from './event-row.ts';
import { type Known, type KnownMember, type Placement, place } from './placement.ts';
import { applyChanges } from './postgres-apply-changes.ts';
import { changesOf } from './projection.ts';
import type { NewRoomEvent, RoomHead } from './room-log.ts';

const LOCK_HEAD = `
  SELECT seq, id, access_epoch AS "accessEpoch" FROM room_heads WHERE room_id = $1 FOR UPDATE`;

const CREATE_HEAD = `INSERT INTO room_heads (room_id) VALUES ($1) ON CONFLICT (room_id) DO NOTHING`;

/** It must be a statement after the lock: it sees what was committed while the lock was waited for. */
const KNOWN = `
  SELECT e.seq, e.id, m.version, m.joined_seq AS "joinedSeq",
    t.deleted_id IS NOT NULL AS "messageDeleted", t.attachment_ids AS "attachmentIds"
  FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::bigint[])
    WITH ORDINALITY AS n (actor_id, client_key, user_id, message_seq, place)
  LEFT JOIN room_events e ON e.room_id = $1 AND e.actor_id = n.actor_id AND e.client_key = n.client_key
  LEFT JOIN members m ON m.room_id = $1 AND m.user_id = n.user_id
  LEFT JOIN messages t ON t.room_id = $1 AND t.seq = n.message_seq
  ORDER BY n.place`;

type KnownRow = {
  seq: number | null;
  id: number | null;
  version: number | null;
  joinedSeq: number | null;
  messageDeleted: boolean;
  /** Null when there is no such message. */
  attachmentIds: string[] | null;
};

const WRITE = `
  WITH n AS MATERIALIZED (
    SELECT * FROM unnest($7::bigint[], $8::bigint[], $9::text[], $10::uuid[], $11::text[], $12::bigint[], $13::text[],
      $14::text[]) AS n (seq, id, type, actor_id, client_key, message_seq, body, details)
  ), events AS (
    INSERT INTO room_events (room_id, seq, id, type, actor_id, client_key, message_seq, body, details)
    SELECT $1, seq, id, type, actor_id, client_key, message_seq, body, details::jsonb FROM n
  ), sent AS (
    INSERT INTO messages (room_id, seq, id, sender_id, client_key, content_type, body, mentioned_user_ids, attachment_ids)
    SELECT $1, seq, id, actor_id, client_key, details::jsonb ->> 'contentType', body,
      ARRAY(SELECT jsonb_array_elements_text(details::jsonb -> 'mentionedUserIds')::uuid),
      ARRAY(SELECT jsonb_array_elements_text(details::jsonb -> 'attachmentIds')::uuid)
    FROM n WHERE type = 'message.sent'
  )
  UPDATE room_heads SET seq = $2, id = $3, access_epoch = $4,
    last_activity_id = coalesce($5, last_activity_id), last_message_seq = coalesce($6, last_message_seq)
  WHERE room_id = $1`;

/**
 * Appends a group of events to a room in the transaction at hand: lock the head, look up what is known of the events,
 * decide, write. Until the transaction ends, others who append to the room wait.
 *
 * @param now gives milliseconds since 1970; asked once the head is locked
 */
export async function appendGroup(
  sql: Sql,
  outbox: PostgresOutbox,
  roomId: string,
  group: readonly NewRoomEvent[],
  now: () => number,
): Promise<Placement['answers']> {
  const head = await lockHead(sql, roomId);
  const known = await lookUp(sql, roomId, head, group);
  const placement = place(roomId, known, group, now());
  if (placement.events.length > 0) await write(sql, outbox, roomId, known, placement);
  return placement.answers;
}

async function lockHead(sql: Sql, roomId: string): Promise<RoomHead> {
  const [head] = await sql.query<RoomHead & Record<string, unknown>>(LOCK_HEAD, [roomId]);
  if (head) return head;
  await sql.query(CREATE_HEAD, [roomId]);
  const [created] = await sql.query<RoomHead & Record<string, unknown>>(LOCK_HEAD, [roomId]);
  if (!created) throw new Error('A head that was created is not there.');
  return created;
}

async function lookUp(sql: Sql, roomId: string, head: RoomHead, group: readonly NewRoomEvent[]): Promise<Known> {
  const userIds = group.map(({ body }) => ('userId' in body ? body.userId : null));
  const messageSeqs = group.map(({ body }) => ('messageSeq' in body ? body.messageSeq : null));
  const rows = await sql.query<KnownRow>(KNOWN, [
    roomId,
    group.map((event) => event.actorId),
    group.map((event) => event.clientKey),
    userIds,
    messageSeqs,
  ]);
  const placed = new Map<number, { seq: number; id: number }>();
  const members = new Map<string, KnownMember>();
  const messages = new Map<number, { deleted: boolean; attachmentIds: readonly string[] }>();
  rows.forEach((row, index) => {
    const userId = userIds[index];
    const messageSeq = messageSeqs[index];
    if (row.seq !== null && row.id !== null) placed.set(index, { seq: row.seq, id: row.id });
    if (userId && row.version !== null) members.set(userId, { version: row.version, joinedSeq: row.joinedSeq });
    const { attachmentIds, messageDeleted: deleted } = row;
    if (messageSeq && attachmentIds) messages.set(messageSeq, { deleted, attachmentIds });
  });
  return { head, placed, members, messages };
}

async function write(
  sql: Sql,
  outbox: PostgresOutbox,
  roomId: string,
  known: Known,
  { events, head }: Placement,
): Promise<void> {
  const changes = changesOf(events, known);
  const columns = events.map((event) => columnsOf(event));
  await sql.query(WRITE, [
    roomId,
    head.seq,
    head.id,
    head.accessEpoch,
    changes.lastActivityId,
    changes.lastMessageSeq,
    events.map((event) => event.seq),
    events.map((event) => event.id),
    events.map((event) => event.body.type),
    events.map((event) => event.actorId),
    events.map((event) => event.clientKey),
    columns.map((column) => column.messageSeq),
    columns.map((column, index) => (changes.withoutBody.has(events[index]?.seq ?? 0) ? null : column.body)),
    columns.map((column) => JSON.stringify(column.details)),
  ]);
  await applyChanges(sql, roomId, changes);
  await outbox.add(
    sql,
    events.flatMap((event) => announcementOf(event, attachmentsOf(event.body, known), newUuid(event.createdAt))),
  );
}
