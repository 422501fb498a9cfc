import { randomUUID } from 'node:crypto';
import { Client } from '@urql/core';
import { createExchanges } from '../recipes/urql.ts';
import { MY_ROOMS, SAY, WATCH } from './documents.ts';
import { type ExampleOptions, signIn } from './sign-in.ts';

/** Says something in the busiest of one's rooms with urql, and prints what comes up to that. */
export async function urqlExample(options: ExampleOptions, print: (line: string) => void): Promise<void> {
  const { session, live } = await signIn(options);
  const exchanges = createExchanges({ session, live });
  const client = new Client({ url: options.url, exchanges, preferGetMethod: false });
  const { data } = await client.query(MY_ROOMS, {});
  const room = data?.viewer?.rooms?.nodes[0];
  if (!room) throw new Error('Join a room first.');
  const said = new Promise<void>((resolve, reject) => {
    const after = room.messages?.liveCursor ?? null;
    client.subscription(WATCH, { roomId: room.id, after }).subscribe(({ data: item, error, hasNext }) => {
      if (error) reject(error);
      // When a stream ends, urql gives its last item once more.
      if (!hasNext) return;
      const event = item?.roomEvents.event;
      if (event?.__typename !== 'MessageSent') return;
      print(`${room.name ?? 'Direct'} | ${event.message.sender?.displayName}: ${event.message.body}`);
      if (event.message.body === options.body) resolve();
    });
  });
  const input = { roomId: room.id, body: options.body, clientMessageId: randomUUID() };
  await Promise.all([said, client.mutation(SAY, { input }).toPromise()]);
  live.close();
}
