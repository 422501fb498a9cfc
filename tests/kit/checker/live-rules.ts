import { placeOf } from '../place.ts';
import { doubles } from './history-rules.ts';
import type { Observations, ObservedItem, Violation } from './observations.ts';

/** DUP live: a place or a message was delivered twice on one person's chain of sockets. */
export function* doubledLive({ chains }: Observations): Generator<Violation> {
  for (const { viewerId, items } of chains) {
    const cursors = items.filter((item) => item.type !== 'AccessRevoked').flatMap((item) => item.cursor ?? []);
    const sent = items.flatMap((item) => (item.type === 'MessageSent' && item.message ? item.message.id : []));
    for (const what of [...doubles(cursors), ...doubles(sent)]) {
      yield { kind: 'DUP', what: `${what} was delivered twice to ${viewerId}` };
    }
  }
}

/** ORDER live: places fall on a chain, or a message that was sent does not stand at its item's place. */
export function* disorderedLive({ chains }: Observations): Generator<Violation> {
  for (const { viewerId, items } of chains) {
    let last = 0;
    for (const item of items) {
      if (item.cursor === null || item.type === 'AccessRevoked') continue;
      const place = placeOf(item.cursor);
      if (place < last) yield { kind: 'ORDER', what: `place ${place} came after ${last} to ${viewerId}` };
      last = place;
      if (item.type === 'MessageSent' && item.message && placeOf(item.message.id) !== place) {
        yield { kind: 'ORDER', what: `${item.message.id} came at place ${place} to ${viewerId}` };
      }
    }
  }
}

/**
 * GAP: a chain has a hole. Places are contiguous, so each item stands one behind the item before it, whether its event is
 * shown or hidden. A `StreamReset` jumps, and says so.
 */
export function* gaps({ chains }: Observations): Generator<Violation> {
  for (const { viewerId, after, items } of chains) {
    let last = placeOf(after);
    for (const item of items) {
      if (item.cursor === null || item.type === 'AccessRevoked') continue;
      const place = placeOf(item.cursor);
      if (place > last + 1 && !jumps(item)) {
        yield { kind: 'GAP', what: `${viewerId} was delivered place ${place} after ${last}` };
      }
      last = Math.max(last, place);
    }
  }
}

/** A `MessageSent` in history that a chain passed by without delivering it as such is a hole, too. */
export function* skippedMessages({ chains, histories, edits }: Observations): Generator<Violation> {
  const messages = histories[0]?.messages ?? [];
  for (const { viewerId, after, items } of chains) {
    if (items.some((item) => jumps(item) || item.type === null)) continue;
    const seen = new Set(items.flatMap((item) => (item.type === 'MessageSent' && item.message ? item.message.id : [])));
    const start = placeOf(after);
    const end = Math.max(start, ...items.map((item) => (item.cursor === null ? 0 : placeOf(item.cursor))));
    for (const { id } of messages) {
      const place = placeOf(id);
      const deleted = edits.get(id)?.includes(null) ?? false;
      if (place > start && place <= end && !seen.has(id) && !deleted) {
        yield { kind: 'GAP', what: `${viewerId} was delivered place ${end} and never ${id}` };
      }
    }
  }
}

/** GHOST: somebody saw a message live, or was acknowledged one, that no history holds. */
export function* ghosts({ chains, histories, reads }: Observations): Generator<Violation> {
  for (const history of histories) {
    const known = new Set(history.messages.map((message) => message.id));
    const seen = [
      ...chains.flatMap(({ viewerId, items }) => items.map((item) => ({ viewerId, message: item.message }))),
      ...reads.flatMap(({ viewerId, messages }) => messages.map((message) => ({ viewerId, message }))),
    ];
    for (const { viewerId, message } of seen) {
      if (message && !known.has(message.id)) {
        yield { kind: 'GHOST', what: `${viewerId} saw ${message.id}, which ${history.viewerId} does not read` };
      }
    }
  }
}

function jumps(item: ObservedItem): boolean {
  return item.type === 'StreamReset';
}
