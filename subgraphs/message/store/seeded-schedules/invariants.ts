import { isDeepStrictEqual } from 'node:util';
import { fold } from '../contract/fold.ts';
import { storedRoom } from '../contract/stored-room.ts';
import type { RoomEvent, RoomHead } from '../room-log.ts';
import type { MessageStore } from '../store.ts';
import type { Attempt, Observed } from './record.ts';

/**
 * Checks what must hold after every schedule, from the log as it stands at the end and what was seen on the way.
 *
 * @returns one sentence for each rule that is broken
 */
export async function brokenInvariants(store: MessageStore, observed: Observed): Promise<string[]> {
  const { roomId } = observed;
  const { events, head } = await store.log.read(roomId, { after: 0, limit: 100_000 });
  const people = [...new Set(events.flatMap(({ body }) => ('userId' in body ? [body.userId] : [])))];
  const state = await storedRoom(store, roomId, events, people);
  return [
    ...observed.faults,
    ...sequence(events, head),
    ...acknowledgements(events, observed.attempts),
    ...realTime(observed.attempts),
    ...epochs(events, head, observed.attempts),
    ...departures(events, observed),
    ...readings(events, observed),
    ...announcements(events, observed),
    ...(isDeepStrictEqual(state, fold(events)) ? [] : ['the state is not what the log says']),
  ];
}

const keyOf = ({ actorId, clientKey }: { actorId: string; clientKey: string }) => `${actorId} ${clientKey}`;

/** Contiguous places, rising IDs, each key once, the head at the end. */
function* sequence(events: readonly RoomEvent[], head: RoomHead): Generator<string> {
  const keys = new Set<string>();
  let last = { seq: 0, id: 0 };
  for (const event of events) {
    if (event.seq !== last.seq + 1) yield `place ${event.seq} follows place ${last.seq}`;
    if (event.id <= last.id) yield `the ID at place ${event.seq} does not rise`;
    if (keys.has(keyOf(event))) yield `the key at place ${event.seq} is in the log twice`;
    keys.add(keyOf(event));
    last = event;
  }
  if (head.seq !== last.seq || head.id !== last.id) yield `the head is at ${head.seq}, the log ends at ${last.seq}`;
}

/** What was acknowledged is there as it was asked for; what was superseded has a newer change before it. */
function* acknowledgements(events: readonly RoomEvent[], attempts: readonly Attempt[]): Generator<string> {
  const appended = new Set<string>();
  for (const { event, result, answered } of attempts) {
    if (answered === null) yield 'an append was never answered';
    if (!result) continue;
    const key = keyOf(event);
    if (result.outcome === 'superseded') {
      if (events.some((each) => keyOf(each) === key)) yield 'a superseded event is in the log';
      const newer = events.some(({ body }) => 'version' in body && isNotOlder(body, event.body));
      if (!newer) yield 'an event was superseded by nothing';
      continue;
    }
    const found = events[result.seq - 1];
    if (!found || keyOf(found) !== key || found.id !== result.id) {
      yield `place ${result.seq} was acknowledged for another event than the one that stands there`;
    } else if (!isSameBody(found.body, event.body)) {
      yield `the event at place ${result.seq} is not as it was asked for`;
    }
    if (result.outcome === 'appended' && appended.has(key)) yield `place ${result.seq} was appended twice`;
    if (result.outcome === 'appended') appended.add(key);
  }
}

type Body = RoomEvent['body'];

function isNotOlder(known: Extract<Body, { version: number }>, dropped: Body): boolean {
  return 'version' in dropped && known.userId === dropped.userId && known.version >= dropped.version;
}

/** The body of a deleted message is gone. */
function isSameBody(found: Body, asked: Body): boolean {
  return isDeepStrictEqual(found, asked) || ('body' in found && isDeepStrictEqual(found, { ...asked, body: null }));
}

/** What was acknowledged before another append began stands before it. */
function* realTime(attempts: readonly Attempt[]): Generator<string> {
  const firstBegun = new Map<string, number>();
  for (const { event, begun } of attempts) {
    firstBegun.set(keyOf(event), Math.min(begun, firstBegun.get(keyOf(event)) ?? begun));
  }
  const placed = attempts.flatMap(({ event, answered, result }) =>
    result && 'seq' in result && answered !== null ? [{ key: keyOf(event), answered, seq: result.seq }] : [],
  );
  for (const earlier of placed) {
    const overtaken = placed.find(
      (later) => later.seq < earlier.seq && (firstBegun.get(later.key) ?? 0) > earlier.answered,
    );
    if (overtaken) yield `place ${overtaken.seq} was asked for after place ${earlier.seq} was acknowledged`;
  }
}

/** An event stands at an epoch at which it was allowed, and the head knows how often the epoch has risen. */
function* epochs(events: readonly RoomEvent[], head: RoomHead, attempts: readonly Attempt[]): Generator<string> {
  const present = new Set<string>();
  let epoch = 0;
  for (const event of events) {
    const { body } = event;
    const tries = attempts.filter((attempt) => keyOf(attempt.event) === keyOf(event));
    const allowed = tries.map((attempt) => attempt.event.allowedAtEpoch);
    if (tries.length > 0 && !allowed.includes(null) && !allowed.includes(epoch)) {
      yield `place ${event.seq} was allowed at epoch ${allowed}, and stands at epoch ${epoch}`;
    }
    const overtook = body.type === 'member.joined' && present.has(body.userId);
    if (overtook || ['member.left', 'member.role_changed', 'access.changed'].includes(body.type)) epoch += 1;
    if (body.type === 'member.joined') present.add(body.userId);
    if (body.type === 'member.left') present.delete(body.userId);
  }
  if (head.accessEpoch !== epoch) yield `the head is at epoch ${head.accessEpoch}, the log at ${epoch}`;
}

/** Nobody writes between its departure and its return, unless the owner had taken it in again when it asked to. */
function* departures(events: readonly RoomEvent[], { attempts, returned }: Observed): Generator<string> {
  const gone = new Set<string>();
  for (const event of events) {
    const { seq, actorId, body } = event;
    if (body.type === 'member.left') gone.add(body.userId);
    else if (body.type === 'member.joined') gone.delete(body.userId);
    else if (gone.has(actorId)) {
      const since = returned.get(actorId) ?? Number.POSITIVE_INFINITY;
      const mayAgain = attempts.some((each) => keyOf(each.event) === keyOf(event) && each.begun >= since);
      if (!mayAgain) yield `place ${seq} is by somebody who had left`;
    }
  }
}

/** Each answer goes on where the one before ended, reaches the head or the limit, and holds what the log holds. */
function* readings(events: readonly RoomEvent[], observed: Observed): Generator<string> {
  for (const { reader, after, events: read, head } of observed.readings) {
    const expected = events.slice(after, after + read.length);
    const asRead = (list: readonly RoomEvent[]) => list.map(({ seq, id, clientKey }) => ({ seq, id, clientKey }));
    if (!isDeepStrictEqual(asRead(read), asRead(expected))) yield `${reader} read something else after place ${after}`;
    if (head.seq < after + read.length) yield `${reader} was told a head before what it read`;
    if (read.length === 0 && head.seq > after) yield `${reader} was told of more after place ${after}, and got nothing`;
    if (head.id !== events[head.seq - 1]?.id) yield `${reader} was told a head that is not in the log`;
  }
}

/** Every event with a topic is announced, nothing else is, and first announcements come in order. */
function* announcements(events: readonly RoomEvent[], observed: Observed): Generator<string> {
  const topics = new Map(observed.attempts.map(({ event }) => [keyOf(event), event.topic]));
  const expected = events.filter((event) => topics.get(keyOf(event)));
  const told = observed.announced.filter(({ key }) => key === observed.roomId);
  const first = [...new Map(told.map((record) => [record.id, record])).values()];
  const facts = first.map(({ payload }) => [payload['seq'], payload['type'], payload['actorId']]);
  if (
    !isDeepStrictEqual(
      facts,
      expected.map(({ seq, actorId, body }) => [seq, body.type, actorId]),
    )
  ) {
    yield `announced were places ${facts.map(([seq]) => seq)}, the log has ${expected.map(({ seq }) => seq)}`;
  }
}
