import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import type { Page } from '#platform/pagination/connection.ts';
import type { Buckets } from './cassandra-buckets.ts';
import type { Projection } from './cassandra-projection.ts';
import { MESSAGES_BACK, MESSAGES_BETWEEN, type MessageRow, messageOf, partOf } from './cassandra-state.ts';
import type { HistoryRequest, Message } from './store.ts';

/** What reading a room's messages works with. */
export interface HistorySources {
  readonly session: CassandraSession;
  readonly buckets: Buckets;
  readonly projection: Projection;
}

/** See `MessageStore.history`. Everything is as of the head that is read first; what comes meanwhile is left out. */
export async function history(
  sources: HistorySources,
  roomId: string,
  request: HistoryRequest,
): Promise<Page<Message> & { headSeq: number }> {
  const newest = await sources.buckets.newest(roomId);
  const headSeq = newest?.seq ?? 0;
  if (!newest || headSeq === 0) return { rows: [], hasPreviousPage: false, hasNextPage: false, headSeq };
  await sources.projection.catchUp(roomId, newest);
  const walk = (from: number, to: number, limit: number, newestFirst: boolean) =>
    walkMessages(sources.session, roomId, { from, to: Math.min(to, headSeq), limit, newestFirst });
  const rows = await select(walk, request, headSeq);
  // An empty page stands where its bounds are.
  const bounds = 'around' in request ? { after: null, before: null } : request;
  const first = rows[0]?.seq ?? (bounds.after ?? 0) + 1;
  const last = rows.at(-1)?.seq ?? (bounds.before ?? headSeq + 1) - 1;
  const [before, behind] = await Promise.all([walk(1, first - 1, 1, true), walk(last + 1, headSeq, 1, false)]);
  return { rows, hasPreviousPage: before.length > 0, hasNextPage: behind.length > 0, headSeq };
}

type Walk = (from: number, to: number, limit: number, newestFirst: boolean) => Promise<Message[]>;

async function select(walk: Walk, request: HistoryRequest, headSeq: number): Promise<Message[]> {
  if ('around' in request) {
    const { around, limit } = request;
    const before = Math.floor(limit / 2);
    const [middle] = await walk(around, around, 1, false);
    if (!middle) return [];
    const [older, newer] = await Promise.all([
      walk(1, around - 1, before, true),
      walk(around + 1, headSeq, limit - 1 - before, false),
    ]);
    return [...older, middle, ...newer];
  }
  const from = (request.after ?? 0) + 1;
  const to = (request.before ?? headSeq + 1) - 1;
  return walk(from, to, request.limit, request.fromEnd);
}

/** Reads messages of a range of places, oldest first, at most `limit` from one end, partition after partition. */
export async function walkMessages(
  session: CassandraSession,
  roomId: string,
  range: { from: number; to: number; limit: number; newestFirst: boolean },
): Promise<Message[]> {
  const { from, to, limit, newestFirst } = range;
  const found: Message[] = [];
  if (from > to) return found;
  let part = partOf(newestFirst ? to : from);
  while (found.length < limit && part >= partOf(from) && part <= partOf(to)) {
    found.push(...(await messagesOfPart(session, roomId, part, { ...range, limit: limit - found.length })));
    part += newestFirst ? -1 : 1;
  }
  return newestFirst ? found.reverse() : found;
}

/** The next messages of one partition. What was only said about a place is a row, too, but no message: it is rare. */
async function messagesOfPart(
  session: CassandraSession,
  roomId: string,
  part: number,
  { from, to, limit, newestFirst }: { from: number; to: number; limit: number; newestFirst: boolean },
): Promise<Message[]> {
  const found: Message[] = [];
  let [first, last] = [from, to];
  for (;;) {
    const wanted = limit - found.length;
    const text = newestFirst ? MESSAGES_BACK : MESSAGES_BETWEEN;
    const rows = await session.read<MessageRow>(text, [roomId, part, BigInt(first), BigInt(last), wanted], wanted);
    found.push(...rows.flatMap(messageOf));
    const edge = rows.at(-1);
    if (rows.length < wanted || found.length >= limit || !edge) return found;
    if (newestFirst) last = edge.seq - 1;
    else first = edge.seq + 1;
  }
}
