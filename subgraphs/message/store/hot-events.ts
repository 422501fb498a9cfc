import { crc32 } from 'node:zlib';
import type { HotEntry } from '#platform/hot-log/hot-log.ts';
import type { RoomEvent, RoomHead } from './room-log.ts';
import { timeOfEventId } from './snowflake.ts';

/** Length of a CRC-32 in hexadecimal. */
const SUM_LENGTH = 8;

/** An event as the hot log keeps it: a checksum over its room and itself, and JSON. */
export function hotEntryOf(event: RoomEvent): HotEntry {
  const { roomId, seq, id, actorId, clientKey, body } = event;
  const json = JSON.stringify({ seq, id, actorId, clientKey, body });
  return { seq, text: sumOf(roomId, json) + json };
}

/**
 * The events of a room that are proved to be those of its log: an unbroken run that ends with the room's head. An event in
 * its place never changes, so whoever has the head's ID and every place before it has the log, whoever wrote them down and
 * when. What is behind the first hole, fault or ID that does not rise is left out.
 *
 * @param entries in the order of their places
 * @param head as the store says
 * @returns oldest first; empty when the head is not there
 */
export function provenRun(roomId: string, entries: readonly HotEntry[], head: RoomHead): readonly RoomEvent[] {
  const run: RoomEvent[] = [];
  for (const entry of entries.toReversed()) {
    if (entry.seq > head.seq) continue;
    const event = eventIn(roomId, entry);
    const next = run.at(-1);
    const fits = next
      ? event?.seq === next.seq - 1 && event.id < next.id
      : event?.seq === head.seq && event.id === head.id;
    if (!event || !fits) break;
    run.push(event);
  }
  return run.reverse();
}

/** The event of an entry; null for one that is not as it was written. */
function eventIn(roomId: string, { seq, text }: HotEntry): RoomEvent | null {
  const json = text.slice(SUM_LENGTH);
  if (text.slice(0, SUM_LENGTH) !== sumOf(roomId, json)) return null;
  // The checksum says that it is what we have written.
  const event = JSON.parse(json) as Omit<RoomEvent, 'roomId' | 'createdAt'>;
  return event.seq === seq ? { ...event, roomId, createdAt: timeOfEventId(event.id) } : null;
}

function sumOf(roomId: string, json: string): string {
  return crc32(json, crc32(roomId)).toString(16).padStart(SUM_LENGTH, '0');
}
