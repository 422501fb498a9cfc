import { placeOf } from '../place.ts';
import { type Observations, sendName, type Violation } from './observations.ts';

/** REVOKE: something was delivered to, or taken from, a person after the place at which its access ended. */
export function* afterRevocation({ chains, sends, removals }: Observations): Generator<Violation> {
  for (const removal of removals) {
    const from = placeOf(removal.cursor);
    const to = removal.readmission === undefined ? Number.POSITIVE_INFINITY : placeOf(removal.readmission);
    const without = (place: number) => place > from && place < to;
    for (const { viewerId, items } of chains) {
      if (viewerId !== removal.viewerId) continue;
      const late = items.filter(
        (item) => item.cursor !== null && item.type !== 'AccessRevoked' && without(placeOf(item.cursor)),
      );
      for (const item of late) {
        yield { kind: 'REVOKE', what: `${viewerId} was delivered ${item.type} at place ${placeOf(item.cursor ?? '')}` };
      }
      if (removal.readmission !== undefined) continue;
      const end = items.findIndex((item) => item.type === 'AccessRevoked');
      if (end >= 0 && end < items.length - 1) {
        yield { kind: 'REVOKE', what: `${viewerId} was delivered something after AccessRevoked` };
      }
      // What has no place, such as typing, is judged by where it came on the chain.
      const own = items.findIndex((item) => item.cursor !== null && placeOf(item.cursor) === from);
      const fleeting = items.slice(own + 1).filter((item) => item.cursor === null && item.type !== 'AccessRevoked');
      if (own >= 0 && fleeting[0]) {
        yield { kind: 'REVOKE', what: `${viewerId} was delivered ${fleeting[0].type} after its own removal` };
      }
    }
    for (const send of sends) {
      if (send.senderId !== removal.viewerId) continue;
      for (const { messageId } of send.acknowledged) {
        if (without(placeOf(messageId))) yield { kind: 'REVOKE', what: `${messageId} of ${send.senderId} was taken` };
      }
    }
  }
}

/**
 * BLOCK: somebody saw live what a person wrote whom it had blocked before that was sent; or, in a room of the two alone, a
 * message of either was taken.
 */
export function* afterBlock({ chains, sends, blocks }: Observations): Generator<Violation> {
  const byName = new Map(sends.map((send) => [sendName(send), send]));
  for (const { blockerId, blockedId, from, to = Number.POSITIVE_INFINITY, isDirect } of blocks) {
    const isWithin = (send: Observations['sends'][number]) =>
      send.begunAt > from && (send.acknowledged[0]?.at ?? send.begunAt) < to;
    for (const { viewerId, items } of chains) {
      if (viewerId !== blockerId) continue;
      for (const { message } of items) {
        const send = message?.senderId === blockedId ? byName.get(sendName(message)) : undefined;
        if (send && isWithin(send)) {
          yield { kind: 'BLOCK', what: `${blockerId} was delivered ${message?.id} of ${blockedId}` };
        }
      }
    }
    if (!isDirect) continue;
    for (const send of sends) {
      if (![blockerId, blockedId].includes(send.senderId) || !isWithin(send)) continue;
      if (send.acknowledged.length > 0) yield { kind: 'BLOCK', what: `${sendName(send)} was taken` };
    }
  }
}
