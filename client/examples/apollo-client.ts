import { randomUUID } from 'node:crypto';
import { ApolloClient, InMemoryCache } from '@apollo/client';
import { createLink } from '../recipes/apollo-client.ts';
import { POSSIBLE_TYPES } from '../recipes/possible-types.ts';
import { MY_ROOMS, SAY, WATCH } from './documents.ts';
import { type ExampleOptions, signIn } from './sign-in.ts';

/** Says something in the busiest of one's rooms with Apollo Client 4, and prints what comes up to that. */
export async function apolloClientExample(options: ExampleOptions, print: (line: string) => void): Promise<void> {
  const { session, live } = await signIn(options);
  const client = new ApolloClient({
    cache: new InMemoryCache({ possibleTypes: POSSIBLE_TYPES }),
    link: createLink({ url: options.url, session, live }),
  });
  const { data } = await client.query({ query: MY_ROOMS });
  const room = data?.viewer?.rooms?.nodes[0];
  if (!room) throw new Error('Join a room first.');
  const said = new Promise<void>((resolve, reject) => {
    const after = room.messages?.liveCursor ?? null;
    client.subscribe({ query: WATCH, variables: { roomId: room.id, after } }).subscribe({
      next: ({ data: item }) => {
        const event = item?.roomEvents.event;
        if (event?.__typename !== 'MessageSent') return;
        print(`${room.name ?? 'Direct'} | ${event.message.sender?.displayName}: ${event.message.body}`);
        if (event.message.body === options.body) resolve();
      },
      error: reject,
    });
  });
  const input = { roomId: room.id, body: options.body, clientMessageId: randomUUID() };
  await Promise.all([said, client.mutate({ mutation: SAY, variables: { input } })]);
  live.close();
}
