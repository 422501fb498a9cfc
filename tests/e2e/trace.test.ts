import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeRoom, registerAll } from '#tests/kit/people.ts';
import { areServicesAskedFor } from '#tests/kit/services-lynk.ts';
import { until } from '#tests/kit/until.ts';
import { useLynk } from '#tests/kit/use-lynk.ts';

const SEND = 'mutation($input: SendMessageInput!) { sendMessage(input: $input) { message { id } } }';
/** Processes that share a group of consumers share its events: there all have to tell. */
const lynk = useLynk(areServicesAskedFor() ? {} : { env: { LYNK_LOG_LEVEL: 'debug' } });

interface Entry {
  readonly traceId?: string;
  readonly group?: string;
}

/** Entries of the log that tell of a trace. */
const entriesOf = (traceId: string) =>
  lynk()
    .log.split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Entry)
    .filter((entry) => entry.traceId === traceId);

it('the same trace is told of from the request on to those whom the event log tells of it', async () => {
  const [ann, ben] = await registerAll(lynk(), 'Ann', 'Ben');
  const input = { roomId: await makeRoom(ann, [ben]), body: 'Hello', clientMessageId: randomUUID() };
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  const answer = await fetch(lynk().url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${ann.accessToken}`,
      traceparent: `00-${traceId}-${spanId}-01`,
    },
    body: JSON.stringify({ query: SEND, variables: { input } }),
  });
  expect(answer.headers.get('x-trace-id')).toBe(traceId);
  const handled = await until('the event to be handled', () =>
    entriesOf(traceId).find(({ group }) => group === 'notification-push'),
  );
  expect(handled).toMatchObject({ topic: 'room.message', msg: 'an event was handled' });
});
