import { RawSocket } from './raw-socket.ts';

/** How viewers speak to the server under measurement. */
export type Protocol = 'raw' | 'socket.io' | 'graphql';

/** What the bench asks of the viewers' process. */
export type ViewersCommand =
  | {
      readonly type: 'connect';
      readonly protocol: Protocol;
      readonly port: number;
      /** A viewer each: the room's name, and the token to sign in with. */
      readonly viewers: readonly { readonly room: string; readonly token?: string }[];
    }
  | { readonly type: 'count' }
  | { readonly type: 'disconnect' };

/** What the viewers' process says. */
export type ViewersReport =
  | { readonly type: 'connected' }
  | { readonly type: 'count'; readonly events: number; readonly bytes: number; readonly latenciesMs: readonly number[] }
  /** Sent whenever another tenth of the viewers' number of events has come: how many in all since the last count. */
  | { readonly type: 'progress'; readonly events: number }
  | { readonly type: 'failed'; readonly reason: string };

/** Every so many viewers one looks into its events for the time at which they were sent. */
const SAMPLE = 50;
const CONNECTING_AT_ONCE = 50;
const OPERATION = `subscription ($roomId: ID!) {
  roomEvents(roomId: $roomId) {
    cursor
    event { __typename ... on MessageSent { message { id body createdAt sender { id displayName } } } }
  }
}`;

let events = 0;
let bytes = 0;
let latenciesMs: number[] = [];
let sockets: RawSocket[] = [];

process.on('message', async (command: ViewersCommand) => {
  if (command.type === 'count') {
    report({ type: 'count', events, bytes, latenciesMs });
    events = 0;
    bytes = 0;
    latenciesMs = [];
  } else if (command.type === 'disconnect') {
    for (const socket of sockets) socket.close();
    sockets = [];
  } else {
    try {
      for (let start = 0; start < command.viewers.length; start += CONNECTING_AT_ONCE) {
        const some = command.viewers.slice(start, start + CONNECTING_AT_ONCE);
        await Promise.all(some.map((viewer, index) => connect(command, viewer, (start + index) % SAMPLE === 0)));
      }
      report({ type: 'connected' });
    } catch (error) {
      report({ type: 'failed', reason: String(error) });
    }
  }
});
process.on('disconnect', () => process.exit());

async function connect(
  { protocol, port }: { protocol: Protocol; port: number },
  viewer: { room: string; token?: string },
  isSample: boolean,
): Promise<void> {
  let begun = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let isReady = false;
  const socket: RawSocket = new RawSocket({
    port,
    path: pathOf(protocol, viewer.room),
    ...(protocol === 'graphql' && { protocol: 'graphql-transport-ws' }),
    onMessage: (text, length) => {
      if (isReady) count(protocol, socket, text, length, isSample);
      else if (greet(protocol, socket, text(), viewer)) {
        isReady = true;
        begun();
      }
    },
    onClose: () => {
      if (sockets.includes(socket)) report({ type: 'failed', reason: 'The server closed the socket of a viewer.' });
    },
  });
  await socket.opened;
  if (protocol === 'graphql') {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${viewer.token}` } }));
  }
  await ready;
  sockets.push(socket);
}

function pathOf(protocol: Protocol, room: string): string {
  if (protocol === 'graphql') return '/graphql';
  return protocol === 'raw' ? `/${room}` : `/socket.io/?EIO=4&transport=websocket&room=${room}`;
}

/** Answers the first messages of a protocol; true when events come from now on. */
function greet(protocol: Protocol, socket: RawSocket, text: string, viewer: { room: string }): boolean {
  if (protocol === 'graphql') {
    const payload = { query: OPERATION, variables: { roomId: viewer.room } };
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
    return true;
  }
  if (protocol === 'raw') return true;
  if (text.startsWith('0')) socket.send('40');
  return text.startsWith('40');
}

function count(protocol: Protocol, socket: RawSocket, text: () => string, length: number, isSample: boolean): void {
  // Pings of Socket.IO, and presence in a room, are no events of the bench: those are longer.
  if (length < 200) {
    if (protocol === 'socket.io' && text() === '2') socket.send('3');
    return;
  }
  events += 1;
  bytes += length;
  if (events % Math.max(1, Math.floor(sockets.length / 10)) === 0) report({ type: 'progress', events });
  if (!isSample) return;
  const sentAt = /"at=([\d.]+)/.exec(text())?.[1];
  if (sentAt) latenciesMs.push(performance.timeOrigin + performance.now() - Number(sentAt));
}

/** Without an answer to whether it was sent, the end of the bench would be an error here. */
function report(message: ViewersReport): void {
  process.send?.(message, () => {});
}
