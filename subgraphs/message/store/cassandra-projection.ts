import type { CassandraSession } from '#platform/cassandra/cassandra.ts';
import { BoundedMap } from '../service/bounded-map.ts';
import type { Buckets } from './cassandra-buckets.ts';
import { changeStatements, messageStatements, type StateBefore } from './cassandra-changes.ts';
import type { Bucket } from './cassandra-rows.ts';
import { knownMember, listOf, type MessageRow, memberRows, messageRows, partOf, writing } from './cassandra-state.ts';
import type { Known, PlacedEvent } from './placement.ts';
import { type Changes, changesOf, type ReactionChange } from './projection.ts';

const APPLIED = 'SELECT applied_seq FROM room_state WHERE room_id = ?';
const SET_APPLIED = 'UPDATE room_state USING TIMESTAMP ? SET applied_seq = ? WHERE room_id = ?';
const REACTION = `SELECT message_seq, user_id, emoji, added_id FROM reactions
  WHERE room_id = ? AND part = ? AND message_seq = ?`;
const EVENTS_AT_ONCE = 256;
const ROOMS_REMEMBERED = 20_000;
/** The body goes from the log, too, by a statement that waits for the appends of its bucket. */
const ERASE = `UPDATE room_log SET body = null WHERE room_id = ? AND bucket = ? AND kind = 1 AND seq = ? AND key = ''
  IF body != null`;
const ERASE_SENT = `UPDATE room_log SET body = null, files = null, details = ?
  WHERE room_id = ? AND bucket = ? AND kind = 1 AND seq = ? AND key = '' IF type = 'message.sent'`;

/** What of the state placing events needs. */
export type KnownState = Pick<Known, 'members' | 'messages'>;

/**
 * Applies the log to the tables that are derived from it. Whoever is about to rely on them brings them up to a head first:
 * usually there is nothing to do, and after a crash everybody may do it, several at once, since every write can be made
 * again.
 */
export class Projection {
  readonly #session: CassandraSession;
  readonly #buckets: Buckets;
  /** room -> the place up to which the log is known to be applied */
  readonly #applied = new BoundedMap<string, number>(ROOMS_REMEMBERED);

  constructor(session: CassandraSession, buckets: Buckets) {
    this.#session = session;
    this.#buckets = buckets;
  }

  /** Sees to it that everything up to a bucket's head is applied. */
  async catchUp(roomId: string, newest: Bucket): Promise<void> {
    const { seq } = newest;
    if (this.#isApplied(roomId, seq)) return;
    const [row] = await this.#session.read<{ applied_seq: number | null }>(APPLIED, [roomId]);
    let applied = row?.applied_seq ?? 0;
    while (applied < seq) {
      const range = { from: applied + 1, to: seq, limit: EVENTS_AT_ONCE, newestFirst: false };
      const events = (await this.#buckets.read(roomId, newest, range)).map(({ event }) => event);
      await this.#write(roomId, events, await this.known(roomId, events));
      applied = events.at(-1)?.seq ?? seq;
    }
    this.#remember(roomId, applied);
  }

  /**
   * Applies events that were just appended, if everything before them is applied.
   *
   * @param known what they are about, from before they were appended
   * @returns whether it was
   */
  async applyNext(roomId: string, events: readonly PlacedEvent[], known: KnownState): Promise<boolean> {
    const [first] = events;
    if (!first || !this.#isApplied(roomId, first.seq - 1)) return false;
    await this.#write(roomId, events, known);
    this.#remember(roomId, events.at(-1)?.seq ?? 0);
    return true;
  }

  /** Reads what events are about. */
  async known(roomId: string, events: readonly Pick<PlacedEvent, 'body'>[]): Promise<KnownState> {
    const userIds = events.flatMap(({ body }) => ('userId' in body ? [body.userId] : []));
    const seqs = events.flatMap(({ body }) => ('messageSeq' in body ? [body.messageSeq] : []));
    const [members, rows] = await Promise.all([
      userIds.length > 0 ? memberRows(this.#session, roomId, userIds) : new Map(),
      messageRows(this.#session, roomId, seqs),
    ]);
    const messages = rows
      .filter(({ id }) => id !== null)
      .map((row) => {
        const isDeleted = row.deleted_id !== null;
        return [row.seq, { deleted: isDeleted, attachmentIds: isDeleted ? [] : listOf(row.attachment_ids) }] as const;
      });
    return {
      members: new Map([...members].map(([userId, row]) => [userId, knownMember(row)])),
      messages: new Map(messages),
    };
  }

  async #write(roomId: string, events: readonly PlacedEvent[], known: KnownState): Promise<void> {
    const last = events.at(-1);
    if (!last) return;
    const changes = changesOf(events, { ...known, head: { seq: 0, id: 0, accessEpoch: 0 }, placed: new Map() });
    const before = await this.#before(roomId, changes);
    const messages = [...messageStatements(roomId, events, changes).values()];
    await Promise.all([
      ...messages.map((statements) => this.#session.writeTogether(statements)),
      ...changeStatements(roomId, events, changes, before).map(writing(this.#session)),
    ]);
    for (const seq of changes.deletions.keys()) await this.#eraseBodies(roomId, seq, events, before.messages.get(seq));
    // Last, and the greatest place wins: it says that all of the above is there.
    await this.#session.write(SET_APPLIED, [BigInt(last.seq), BigInt(last.seq), roomId]);
  }

  async #before(roomId: string, { deletions, reactionsAdded }: Changes): Promise<StateBefore> {
    const about = new Set([...deletions.keys(), ...reactionsAdded.map(({ messageSeq }) => messageSeq)]);
    const [reactions, rows] = await Promise.all([
      Promise.all([...about].map((seq) => this.#reactionsOf(roomId, seq))),
      messageRows(this.#session, roomId, deletions.keys()),
    ]);
    return { reactions: reactions.flat(), messages: new Map(rows.map((row) => [row.seq, row])) };
  }

  async #reactionsOf(roomId: string, seq: number): Promise<ReactionChange[]> {
    const rows = await this.#session.read<{ user_id: string; emoji: string; added_id: number }>(REACTION, [
      roomId,
      partOf(seq),
      BigInt(seq),
    ]);
    return rows.map(({ user_id, emoji, added_id }) => ({ messageSeq: seq, userId: user_id, emoji, id: added_id }));
  }

  /** Takes the body and the files of a deleted message from every event that carried them. */
  async #eraseBodies(
    roomId: string,
    seq: number,
    events: readonly PlacedEvent[],
    row: MessageRow | undefined,
  ): Promise<void> {
    const here = events.filter(({ body }) => body.type === 'message.edited' && body.messageSeq === seq);
    const edits = new Set([...(row?.edit_seqs ?? []), ...here.map((edit) => edit.seq)]);
    const sentHere = events.find((event) => event.seq === seq)?.body;
    const contentType = row?.content_type ?? (sentHere?.type === 'message.sent' ? sentHere.contentType : '');
    const bucket = await this.#buckets.holding(roomId, seq);
    const details = JSON.stringify({ contentType });
    await this.#session.writeIf([{ text: ERASE_SENT, values: [details, roomId, bucket, BigInt(seq)] }]);
    for (const edit of edits) {
      const values = [roomId, await this.#buckets.holding(roomId, edit), BigInt(edit)];
      await this.#session.writeIf([{ text: ERASE, values }]);
    }
  }

  #isApplied(roomId: string, seq: number): boolean {
    return (this.#applied.get(roomId) ?? 0) >= seq;
  }

  #remember(roomId: string, seq: number): void {
    if (!this.#isApplied(roomId, seq)) this.#applied.set(roomId, seq);
  }
}
