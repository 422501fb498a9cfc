/** 2024-01-01T00:00:00Z, where the IDs of events begin to count. */
const EPOCH_MS = Date.UTC(2024, 0, 1);
const IDS_PER_MS = 4096;

/**
 * The ID for the event after the one with ID `last`: from the clock, or one more than `last` when the clock has not moved
 * on or has stepped back. So IDs of a room rise whatever the clock does.
 *
 * @param last 0 when there is none
 * @param nowMs milliseconds since 1970
 */
export function nextEventId(last: number, nowMs: number): number {
  return Math.max((nowMs - EPOCH_MS) * IDS_PER_MS, last + 1);
}

/** When an event was appended, in milliseconds since 1970, as its ID says. */
export function timeOfEventId(id: number): number {
  return Math.floor(id / IDS_PER_MS) + EPOCH_MS;
}
