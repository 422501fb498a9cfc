import { type Observations, type SeenMessage, sendName, type Violation } from './observations.ts';

/** INTEGRITY: a body that somebody saw is neither the one that was sent, byte for byte, nor one that an edit gave it. */
export function* altered(observations: Observations): Generator<Violation> {
  const { sends, reads, chains, histories, edits } = observations;
  const sent = new Map(sends.map((send) => [sendName(send), send.body]));
  const seen: (readonly [string, SeenMessage])[] = [
    ...histories.flatMap(({ viewerId, messages }) => messages.map((message) => [viewerId, message] as const)),
    ...reads.flatMap(({ viewerId, messages }) => messages.map((message) => [viewerId, message] as const)),
    ...chains.flatMap(({ viewerId, items }) =>
      items.flatMap(({ message }) => (message ? [[viewerId, message] as const] : [])),
    ),
  ];
  for (const [viewerId, message] of seen) {
    const body = sent.get(sendName(message));
    if (body === undefined || body === message.body || edits.get(message.id)?.includes(message.body)) continue;
    yield { kind: 'INTEGRITY', what: `${viewerId} saw ${JSON.stringify(message.body)} for ${JSON.stringify(body)}` };
  }
  for (const send of sends) {
    for (const answer of send.acknowledged) {
      if (answer.body !== send.body && !edits.get(answer.messageId)?.includes(answer.body)) {
        yield { kind: 'INTEGRITY', what: `${sendName(send)} was acknowledged with another body` };
      }
    }
  }
}
