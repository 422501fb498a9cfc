import { placeOf } from '../place.ts';
import { type Observations, type SeenMessage, sendName, type Violation } from './observations.ts';

/** LOST: an acknowledged send is missing from a history, or stands elsewhere than it was acknowledged. */
export function* lost({ sends, histories }: Observations): Generator<Violation> {
  for (const { viewerId, messages } of histories) {
    const byName = new Map(messages.map((message) => [sendName(message), message.id]));
    for (const send of sends) {
      for (const { messageId } of send.acknowledged) {
        const id = byName.get(sendName(send));
        if (id === messageId) continue;
        const how = id === undefined ? 'is missing from' : `stands as ${id} in`;
        yield {
          kind: 'LOST',
          what: `${sendName(send)}, acknowledged as ${messageId}, ${how} the history of ${viewerId}`,
        };
      }
    }
  }
}

/** DUP in history: an ID or a send stands twice; or the tries of one send were answered with different messages. */
export function* doubledInHistory({ sends, histories }: Observations): Generator<Violation> {
  for (const { viewerId, messages } of histories) {
    for (const what of doubles(messages.flatMap((message) => [message.id, sendName(message)]))) {
      yield { kind: 'DUP', what: `${what} stands twice in the history of ${viewerId}` };
    }
  }
  for (const send of sends) {
    const ids = new Set(send.acknowledged.map((answer) => answer.messageId));
    if (ids.size > 1) yield { kind: 'DUP', what: `${sendName(send)} was acknowledged as ${[...ids].join(' and ')}` };
  }
}

/** ORDER in history: places do not rise, or two people read different histories. */
export function* disordered({ histories }: Observations): Generator<Violation> {
  const [first] = histories;
  for (const { viewerId, messages } of histories) {
    for (const [index, message] of messages.entries()) {
      const next = messages[index + 1];
      if (next && placeOf(next.id) <= placeOf(message.id)) {
        yield { kind: 'ORDER', what: `${next.id} stands after ${message.id} in the history of ${viewerId}` };
      }
    }
    if (first && ids(messages) !== ids(first.messages)) {
      yield { kind: 'ORDER', what: `${viewerId} and ${first.viewerId} read different histories` };
    }
  }
}

/** REALTIME: A was acknowledged before B was sent, yet B stands first. */
export function* outOfTime({ sends, histories }: Observations): Generator<Violation> {
  const byName = new Map(sends.map((send) => [sendName(send), send]));
  for (const { viewerId, messages } of histories) {
    // From the end: the earliest acknowledgement among the messages that stand behind.
    let earliest: { at: number; id: string } | undefined;
    for (const message of messages.toReversed()) {
      const send = byName.get(sendName(message));
      if (!send) continue;
      if (earliest && earliest.at < send.begunAt) {
        yield {
          kind: 'REALTIME',
          what: `${message.id} stands before ${earliest.id} for ${viewerId}, and was sent after that was acknowledged`,
        };
      }
      const [answer] = send.acknowledged;
      if (answer && (!earliest || answer.at < earliest.at)) earliest = { at: answer.at, id: message.id };
    }
  }
}

/** RYW: a message that its sender had acknowledged is missing from a page that the sender read afterwards. */
export function* unreadOwnWrites({ sends, reads }: Observations): Generator<Violation> {
  for (const read of reads) {
    const seen = new Set(read.messages.map((message) => message.id));
    const oldest = read.messages[0];
    for (const send of sends) {
      const [answer] = send.acknowledged;
      if (!answer || send.senderId !== read.viewerId || answer.at >= read.begunAt || seen.has(answer.messageId))
        continue;
      const tooOld = !read.complete && oldest !== undefined && placeOf(answer.messageId) < placeOf(oldest.id);
      if (tooOld) continue;
      yield { kind: 'RYW', what: `${read.viewerId} does not read its own ${answer.messageId}` };
    }
  }
}

/** Values that occur more than once. */
export function doubles(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.size === seen.add(value).size);
}

function ids(messages: readonly SeenMessage[]): string {
  return messages.map((message) => message.id).join();
}
