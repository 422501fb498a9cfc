// node scripts/compose-smoke.mjs [URL]: one send through the gateway of docker-compose.yml, seen live and read back. Somebody
// registers, makes a room, watches it, writes, and reads. Needs
// nothing but Node 22, or 20 with --experimental-websocket.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Obstacle, run } from './project.mjs';

const [url = 'http://127.0.0.1:4000/graphql'] = process.argv.slice(2);
const READY_MS = 60_000;
const ANSWER_MS = 20_000;
const MOST_TRIES = 10;

/** The data of an operation, which is tried again while a service says that it cannot. @throws Obstacle when it was refused */
async function ask(token, query, input) {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables: { input } }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { data, errors } = await response.json();
    const refused = errors ?? Object.values(data ?? {}).flatMap((answer) => answer?.userErrors ?? []);
    if (refused.length === 0) return data;
    const isBusy = refused.every(({ extensions }) => extensions?.code === 'SERVICE_UNAVAILABLE');
    if (!isBusy || tries === MOST_TRIES) throw new Obstacle(`It was refused: ${JSON.stringify(refused)}`);
    await sleep(refused[0].extensions.retryAfterMs ?? 1_000);
  }
}

async function untilReady() {
  for (const end = performance.now() + READY_MS; ; await sleep(500)) {
    const answer = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > end) throw new Obstacle(`Nobody is ready at ${url}.`);
  }
}

/** Watches a room from a cursor on. Resolves when the message comes. */
function watch({ token, roomId, after, body }) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws');
  const send = (message) => socket.send(JSON.stringify(message));
  const query = `subscription ($roomId: ID!, $after: String) {
    roomEvents(roomId: $roomId, after: $after) { event { ... on MessageSent { message { body } } } }
  }`;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Obstacle('The message was not seen live.')), ANSWER_MS);
    const end = (settle, value) => {
      clearTimeout(late);
      settle(value);
      socket.close(1000);
    };
    socket.addEventListener('error', () => end(reject, new Obstacle('The socket was not opened.')));
    socket.addEventListener('close', ({ code }) => end(reject, new Obstacle(`The socket was closed: ${code}.`)));
    socket.addEventListener('open', () => send({ type: 'connection_init', payload: { authorization: token } }));
    socket.addEventListener('message', ({ data }) => {
      const { type, payload } = JSON.parse(data);
      if (type === 'connection_ack') {
        send({ id: '1', type: 'subscribe', payload: { query, variables: { roomId, after } } });
      } else if (type === 'error' || payload?.errors) {
        end(reject, new Obstacle(`The stream was refused: ${JSON.stringify(payload)}`));
      } else if (type === 'next' && payload.data.roomEvents.event?.message?.body === body) end(resolve);
    });
  });
}

await run(async () => {
  await untilReady();
  const name = `smoke${randomBytes(4).toString('hex')}`;
  const body = `Hello from ${name}`;
  const person = { email: `${name}@chat.example`, username: name, password: randomBytes(12).toString('hex') };
  const { register } = await ask(
    null,
    `mutation ($input: RegisterInput!) {
      register(input: $input) { tokens { accessToken } userErrors { code field message } }
    }`,
    { ...person, displayName: 'Smoke' },
  );
  const token = register.tokens.accessToken;
  const { createRoom } = await ask(
    token,
    'mutation ($input: CreateRoomInput!) { createRoom(input: $input) { room { id } userErrors { code message } } }',
    { name },
  );
  const roomId = createRoom.room.id;
  const history = `query { room(id: ${JSON.stringify(roomId)}) { messages(last: 10) { liveCursor nodes { body } } } }`;
  const { liveCursor } = (await ask(token, history)).room.messages;
  const seen = watch({ token, roomId, after: liveCursor, body });
  await ask(
    token,
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { message { id } userErrors { code message } } }',
    { roomId, body, clientMessageId: '1' },
  );
  await seen;
  const read = (await ask(token, history)).room.messages.nodes.map((message) => message.body);
  if (read.join() !== body) throw new Obstacle(`What is read is ${JSON.stringify(read)}.`);
  console.log(`${name} has registered, made a room, sent a message, seen it live and read it.`);
});
