import type { CassandraSession, Statement } from '#platform/cassandra/cassandra.ts';
import { columnsOf, type EventRow, eventOf } from './event-row.ts';
import type { PlacedEvent } from './placement.ts';
import type { NewRoomEvent, RoomHead } from './room-log.ts';

/** The newest state of a bucket of a room, as its head says. */
export interface Bucket extends RoomHead {
  /** From 1. */
  readonly bucket: number;
  readonly events: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** Whether it is closed for ever; the next one then goes on. */
  readonly sealed: boolean;
}

/** Where the event of a key stands, and which process put it there. */
export interface PlacedKey {
  readonly seq: number;
  readonly id: number;
  readonly writer: string;
  readonly type: string;
}

/** An event of the log with the files that its announcement names. */
export interface LoggedEvent {
  readonly event: PlacedEvent;
  readonly files: readonly string[];
}

export type HeadRow = {
  head_seq: number;
  head_id: number;
  head_epoch: number;
  bucket_events: number;
  bucket_bytes: number;
  opened_at: number;
  sealed: boolean | null;
};

/** Static columns come with every row; `key` is null where a bucket has none but them. */
export type KeyRow = HeadRow & {
  key: string;
  placed_seq: number | null;
  id: number | null;
  writer: string | null;
  type: string | null;
};

const HEAD = 'head_seq, head_id, head_epoch, bucket_events, bucket_bytes, opened_at, sealed';

/** The head of a bucket, and keys of it. The head's row is one of the keys: without a row no static column comes. */
export const KEYS = `SELECT key, placed_seq, id, writer, type, ${HEAD} FROM room_log
  WHERE room_id = ? AND bucket = ? AND kind = 0 AND seq = 0 AND key IN ?`;

const EVENT = 'seq, id, type, actor_id, client_key, message_seq, body, details, topic, files, traceparent';
const EVENTS_BETWEEN = `SELECT ${EVENT} FROM room_log WHERE room_id = ? AND bucket = ? AND kind = 1 AND seq >= ? AND seq <= ?`;
export const EVENTS = `${EVENTS_BETWEEN} LIMIT ?`;
export const EVENTS_BACK = `${EVENTS_BETWEEN} ORDER BY kind DESC, seq DESC LIMIT ?`;

const MOVE = `UPDATE room_log SET head_seq = ?, head_id = ?, head_epoch = ?, bucket_events = ?, bucket_bytes = ?
  WHERE room_id = ? AND bucket = ? IF head_seq = ? AND head_epoch = ? AND sealed = null`;

const INSERT_EVENT = `INSERT INTO room_log (room_id, bucket, kind, ${EVENT}, key)
  VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`;

const INSERT_KEY = `INSERT INTO room_log (room_id, bucket, kind, seq, key, placed_seq, id, writer, type)
  VALUES (?, ?, 0, 0, ?, ?, ?, ?, ?) IF NOT EXISTS`;

const OPEN = `INSERT INTO room_log
  (room_id, bucket, kind, seq, key, head_seq, head_id, head_epoch, bucket_events, bucket_bytes, opened_at)
  VALUES (?, ?, 0, 0, '', ?, ?, ?, 0, 0, ?) IF NOT EXISTS`;

const SEAL = `UPDATE room_log SET sealed = true WHERE room_id = ? AND bucket = ? IF head_seq = ? AND sealed = null`;

/** The key of an event within its room. None is empty, which is the head's. */
export const keyOf = ({ actorId, clientKey }: Pick<NewRoomEvent, 'actorId' | 'clientKey'>) => `${actorId} ${clientKey}`;

/** The bucket that a row's static columns tell of. */
export function bucketOf(bucket: number, row: HeadRow): Bucket {
  return {
    bucket,
    seq: row.head_seq,
    id: row.head_id,
    accessEpoch: row.head_epoch,
    events: row.bucket_events,
    bytes: row.bucket_bytes,
    openedAt: row.opened_at,
    sealed: row.sealed === true,
  };
}

type LogRow = {
  seq: number;
  id: number;
  type: EventRow['type'];
  actor_id: string;
  client_key: string;
  message_seq: number | null;
  body: string | null;
  details: string;
  topic: NewRoomEvent['topic'];
  files: string | null;
  traceparent: string | null;
};

/** Reads the events of one bucket that are in a range, at most `limit`. */
export async function readBucket(
  session: CassandraSession,
  roomId: string,
  bucket: number,
  { from, to, limit, newestFirst }: { from: number; to: number; limit: number; newestFirst: boolean },
): Promise<LoggedEvent[]> {
  const values = [roomId, bucket, BigInt(from), BigInt(to), limit];
  const rows = await session.read<LogRow>(newestFirst ? EVENTS_BACK : EVENTS, values, limit);
  return rows.map(({ actor_id, client_key, message_seq, details, topic, files, traceparent, ...row }) => {
    const columns = { ...row, actorId: actor_id, clientKey: client_key, messageSeq: message_seq };
    const event = eventOf(roomId, { ...columns, details: JSON.parse(details) as Record<string, unknown> });
    const traced = traceparent !== null && { traceparent };
    return { event: { ...event, topic, ...traced }, files: files === null ? [] : (JSON.parse(files) as string[]) };
  });
}

/**
 * The statements that append events to a bucket: all of them or none, if its head is still the one at hand.
 *
 * @param events with the body that is kept, which is null when its message is deleted
 */
export function appendStatements(
  roomId: string,
  before: Bucket,
  after: Bucket,
  events: readonly { readonly logged: LoggedEvent; readonly body: string | null }[],
  writer: string,
): Statement[] {
  const rows = events.flatMap(({ logged: { event, files }, body }) => {
    const { seq, id, actorId, clientKey, topic, traceparent } = event;
    const { messageSeq, details } = columnsOf(event);
    const place = messageSeq === null ? undefined : BigInt(messageSeq);
    const told = files.length > 0 ? JSON.stringify(files) : undefined;
    const rest = [body ?? undefined, JSON.stringify(details), topic ?? undefined, told, traceparent];
    const values = [BigInt(seq), BigInt(id), event.body.type, actorId, clientKey, place, ...rest];
    const key = [keyOf(event), BigInt(seq), BigInt(id), writer, event.body.type];
    return [
      { text: INSERT_EVENT, values: [roomId, before.bucket, ...values] },
      { text: INSERT_KEY, values: [roomId, before.bucket, ...key] },
    ];
  });
  const head = [BigInt(after.seq), BigInt(after.id), BigInt(after.accessEpoch), after.events, after.bytes];
  const condition = [roomId, before.bucket, BigInt(before.seq), BigInt(before.accessEpoch)];
  return [{ text: MOVE, values: [...head, ...condition] }, ...rows];
}

/** The statement that closes a bucket if its head is still the one at hand. */
export function sealStatement(roomId: string, { bucket, seq }: Bucket): Statement {
  return { text: SEAL, values: [roomId, bucket, BigInt(seq)] };
}

/** The statement that opens a bucket, unless it is open. */
export function openStatement(roomId: string, bucket: number, head: RoomHead, openedAt: number): Statement {
  const values = [BigInt(head.seq), BigInt(head.id), BigInt(head.accessEpoch), BigInt(openedAt)];
  return { text: OPEN, values: [roomId, bucket, ...values] };
}
