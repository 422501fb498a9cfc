// node docs/examples/watch.mjs ROOM [CURSOR [COUNT]]: prints what happens in a room, live. With a cursor it begins right
// after it; with a count it ends after so many messages. TOKEN is the access token of the person who watches.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [roomId, after = null, count = 'Infinity'] = process.argv.slice(2);
const client = createClient({
  url: (process.env.GRAPHQL_URL ?? 'http://127.0.0.1:4000/graphql').replace(/^http/, 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: { authorization: process.env.TOKEN },
});
const query = `subscription ($roomId: ID!, $after: String) {
  roomEvents(roomId: $roomId, after: $after) {
    cursor
    event { __typename ... on MessageSent { message { body sender { displayName } } } }
  }
}`;

let left = Number(count);
for await (const { data, errors } of client.iterate({ query, variables: { roomId, after } })) {
  if (errors) throw new Error(errors[0].message);
  const { cursor, event } = data.roomEvents;
  if (event?.__typename !== 'MessageSent') continue;
  console.log(`${event.message.sender?.displayName ?? 'Somebody'}: ${event.message.body}   (after: ${cursor})`);
  left -= 1;
  if (left === 0) break;
}
