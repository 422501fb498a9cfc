import { type AppendResult, EpochMoved, type NewRoomEvent, type RoomEvent, type RoomHead } from './room-log.ts';
import { nextEventId, timeOfEventId } from './snowflake.ts';

/** What a room's log says of the events of a group before they are appended. */
export interface Known {
  readonly head: RoomHead;
  /** index in the group -> where an event with its key stands already */
  readonly placed: ReadonlyMap<number, { readonly seq: number; readonly id: number }>;
  /** person -> the membership, for people whom a change of the group is about; people never seen are left out */
  readonly members: ReadonlyMap<string, KnownMember>;
  /** place -> the message, for messages that an event of the group is about; the ones that do not exist are left out */
  readonly messages: ReadonlyMap<number, { readonly deleted: boolean; readonly attachmentIds: readonly string[] }>;
}

/** A membership as the log knows it. */
export interface KnownMember {
  readonly version: number;
  /** Where the person came in; null once it has left. */
  readonly joinedSeq: number | null;
}

/** An event that has its place, and what was asked for with it. */
export interface PlacedEvent extends RoomEvent, Pick<NewRoomEvent, 'topic' | 'traceparent'> {}

/** What becomes of a group. */
export interface Placement {
  /** In the order of the group. */
  readonly answers: readonly (AppendResult | EpochMoved)[];
  /** The events to append, in the order of their places. */
  readonly events: readonly PlacedEvent[];
  readonly head: RoomHead;
}

/**
 * Decides which events of a group are appended, and where. It holds only while the head in `known` cannot move.
 *
 * The first rule that applies settles an event: its key is in the log or earlier in the group (duplicate), its epoch has
 * moved, a newer change of the same membership is known (superseded). None of them touches the others of the group.
 *
 * @param nowMs milliseconds since 1970; it may be behind the head
 */
export function place(roomId: string, known: Known, group: readonly NewRoomEvent[], nowMs: number): Placement {
  let { seq, id, accessEpoch } = known.head;
  const events: PlacedEvent[] = [];
  // actor and key -> the place it got in this group
  const placed = new Map<string, { seq: number; id: number }>();
  // person -> the membership after the events of this group so far
  const members = new Map(known.members);

  const settle = (event: NewRoomEvent, index: number): AppendResult | EpochMoved => {
    const { body } = event;
    const key = `${event.actorId} ${event.clientKey}`;
    const first = known.placed.get(index) ?? placed.get(key);
    if (first) return { outcome: 'duplicate', ...first };
    if (event.allowedAtEpoch !== null && event.allowedAtEpoch !== accessEpoch) return new EpochMoved(accessEpoch);
    const member = 'userId' in body ? members.get(body.userId) : undefined;
    if ('version' in body && member && body.version <= member.version) return { outcome: 'superseded' };

    seq += 1;
    id = nextEventId(id, nowMs);
    if (raisesEpoch(event, member)) accessEpoch += 1;
    if ('userId' in body) members.set(body.userId, memberAfter(body, member, seq));
    placed.set(key, { seq, id });
    const { actorId, clientKey, topic, traceparent } = event;
    const traced = traceparent !== undefined && { traceparent };
    events.push({ roomId, seq, id, actorId, clientKey, body, createdAt: timeOfEventId(id), topic, ...traced });
    return { outcome: 'appended', seq, id };
  };
  const answers = group.map(settle);
  return { answers, events, head: { seq, id, accessEpoch } };
}

/** A change of a membership. */
export type MembershipBody = Extract<NewRoomEvent['body'], { userId: string }>;

/** The membership after a change at place `seq`. */
export function memberAfter(body: MembershipBody, before: KnownMember | undefined, seq: number): KnownMember {
  if (body.type === 'member.left') return { version: body.version, joinedSeq: null };
  // A change of role that overtook the joining stands for it: its person is in the room from here on.
  const joinedSeq = body.type === 'member.joined' ? seq : (before?.joinedSeq ?? seq);
  return { version: body.version, joinedSeq };
}

function raisesEpoch(event: NewRoomEvent, member: KnownMember | undefined): boolean {
  switch (event.body.type) {
    case 'access.changed':
    case 'member.left':
    case 'member.role_changed':
      return true;
    case 'member.joined':
      // Joining twice means that a departure in between was overtaken and will be dropped: it counts here.
      return member !== undefined && member.joinedSeq !== null;
    default:
      return false;
  }
}
